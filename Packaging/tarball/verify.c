/* SPDX-License-Identifier: MIT */
/* The command line for machines without Python: it lies in the library, of which the one for this processor is loaded.
 *
 * The dynamic linker could choose by itself among the folders of glibc-hwcaps, but only from glibc 2.33 on; older ones
 * would take the slowest. */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int plumbline_level(void);

static int end(const char *what, const char *why) {
  fprintf(stderr, "verify: %s: %s\n", what, why);
  return 70;
}

int main(int argc, char **argv) {
  char file[4096 + 64], *folder = file;
  ssize_t length = readlink("/proc/self/exe", file, 4096);
  if (length < 0 || length == 4096)
    return end("this program does not know where it lies", "is /proc mounted?");
  file[length] = 0;
  /* …/bin/verify: the libraries are in …/lib. */
  for (int up = 0; up < 2; up++)
    if ((folder = strrchr(file, '/')))
      *folder = 0;
  if (!folder)
    return end("there is no library here", "this program must lie in the folder bin, beside lib");
#ifdef __x86_64__
  int level = plumbline_level();
  if (level < 2)
    return end("this processor is older than the program", "it needs x86-64-v2, which they have since 2009 or so");
  for (; level > 2; level--) {
    sprintf(folder, "/lib/glibc-hwcaps/x86-64-v%d/libplumbline.so.1", level);
    if (access(file, F_OK) == 0)
      break;
  }
  if (level == 2)
#endif
    strcpy(folder, "/lib/libplumbline.so.1");
  void *library = dlopen(file, RTLD_NOW);
  if (!library)
    return end("the library cannot be loaded", dlerror());
  int32_t (*run)(int32_t, const char *const *) =
    (int32_t (*)(int32_t, const char *const *))dlsym(library, "plumbline_main");
  return run ? run(argc, (const char *const *)argv) : end(file, dlerror());
}
