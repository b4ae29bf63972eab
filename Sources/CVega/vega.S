/* SPDX-License-Identifier: MIT */
/* The files as bytes: an array literal of that size takes a compiler minutes. */
#if defined(__APPLE__)
#define SYMBOL(name) _##name
#define HIDE(name) .private_extern SYMBOL(name)
    .const
#else
#define SYMBOL(name) name
#define HIDE(name) .hidden name
    .section .rodata,"a",%progbits
#endif
#define BYTES_OF(name, path)               \
    .globl SYMBOL(name) ; HIDE(name) ;      \
SYMBOL(name): ;                            \
    .incbin path ;                         \
    .globl SYMBOL(name##_end) ; HIDE(name##_end) ; \
SYMBOL(name##_end): ;                      \
    .byte 0

BYTES_OF(plumbline_vega, "vega-6.1.2.min.js")
BYTES_OF(plumbline_vega_lite, "vega-lite-6.3.0.min.js")
BYTES_OF(plumbline_vega_licence, "LICENSE.txt")

#if defined(__ELF__)
    .section .note.GNU-stack,"",%progbits
#endif
