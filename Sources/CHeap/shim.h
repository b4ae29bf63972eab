/* SPDX-License-Identifier: MIT */
#ifndef PLUMBLINE_CHEAP_H
#define PLUMBLINE_CHEAP_H

#include <dlfcn.h>
#include <stdlib.h>
#if defined(__APPLE__)
#include <malloc/malloc.h>
#endif

/// The bytes that this process holds of its allocator, all its arenas and mappings together; -1 where the C
/// library does not tell.
static inline long long plumbline_heap_bytes(void) {
#if defined(__APPLE__)
  malloc_statistics_t s;
  malloc_zone_statistics(NULL, &s);
  return (long long)s.size_in_use;
#elif defined(__GLIBC__)
  // By name: a library that is linked with the function does not load where the C library is older than 2.33.
  struct counters { size_t arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, fordblks, keepcost; };
  void *program = dlopen(NULL, RTLD_LAZY);
  struct counters (*ask)(void) = program ? (struct counters (*)(void))dlsym(program, "mallinfo2") : NULL;
  if (!ask) return -1;
  struct counters c = ask();
  return (long long)(c.uordblks + c.hblkhd);
#else
  return -1;
#endif
}

#endif
