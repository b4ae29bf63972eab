/* SPDX-License-Identifier: MIT */
/* What GSL's BLAS calls on a wrong argument. Debian's own is compiled for programs, not for shared libraries (it takes
 * the address of stderr directly), and is the one member of libgslcblas.a that is. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void cblas_xerbla(int argument, const char *routine, const char *format, ...) {
  va_list values;
  va_start(values, format);
  if (argument)
    fprintf(stderr, "argument %d of %s is wrong\n", argument, routine);
  vfprintf(stderr, format, values);
  va_end(values);
  abort();
}
