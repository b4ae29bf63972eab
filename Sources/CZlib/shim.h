/* SPDX-License-Identifier: MIT */
// zlib as Swift sees it: the two initialisers are macros in its header.
#include <zlib.h>

static inline int plumbline_inflate_init(z_stream *stream, int windowBits) {
  return inflateInit2(stream, windowBits);
}
static inline int plumbline_deflate_init(z_stream *stream, int level, int windowBits) {
  return deflateInit2(stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
}
