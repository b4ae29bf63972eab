/* SPDX-License-Identifier: MIT */
// Swift calls no C function with a variable number of arguments, but through lists that cost more than the printing.
#ifndef PLUMBLINE_CTEXT_H
#define PLUMBLINE_CTEXT_H

#include <stdio.h>

/// The 17 significant digits from which every double is read back exactly; their number of characters, below 32.
static inline int plumbline_print(char *text, size_t size, double x) {
  return snprintf(text, size, "%.17g", x);
}

#endif
