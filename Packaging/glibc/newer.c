/* SPDX-License-Identifier: MIT */
/* What newer headers and libraries ask of glibc and 2.27 has under other names, or can do without. A part of the stubs'
 * libc.so, and so of what is linked against it; nothing of it is exported. */
#include <sys/types.h>

struct stat;
int __xstat(int layout, const char *path, struct stat *status);
int __lxstat(int layout, const char *path, struct stat *status);
int __fxstat(int layout, int file, struct stat *status);
int __fxstatat(int layout, int folder, const char *path, struct stat *status, int flags);

/* Which struct stat is meant: the number that old headers passed on. */
#ifdef __x86_64__
enum { LAYOUT = 1 };
#else
enum { LAYOUT = 0 };
#endif

/* Functions of their own since 2.33. */
int stat(const char *path, struct stat *status) { return __xstat(LAYOUT, path, status); }
int lstat(const char *path, struct stat *status) { return __lxstat(LAYOUT, path, status); }
int fstat(int file, struct stat *status) { return __fxstat(LAYOUT, file, status); }
int fstatat(int folder, const char *path, struct stat *status, int flags) {
  return __fxstatat(LAYOUT, folder, path, status, flags);
}

/* Since 2.32: whether counters may be counted without atomic instructions. No is always right. */
char __libc_single_threaded = 0;
