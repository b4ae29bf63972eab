/* SPDX-License-Identifier: MIT */
// What the code that is being compiled may use. The compiler's flags say so (-march), and they are those of the module
// that inlines these functions: a package that is compiled for any processor gets code for any processor.
#ifndef PLUMBLINE_PROCESSOR_H
#define PLUMBLINE_PROCESSOR_H

#include <stdbool.h>

#define PLUMBLINE_KNOWN_HERE static inline __attribute__((always_inline))

// Whether a·b + c is one instruction; without it, it is a library call.
PLUMBLINE_KNOWN_HERE bool plumbline_has_fused_product(void) {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  return true;
#else
  return false;
#endif
}

// Whether there are 32 registers of 512 bits.
PLUMBLINE_KNOWN_HERE bool plumbline_has_wide_registers(void) {
#ifdef __AVX512F__
  return true;
#else
  return false;
#endif
}

// The instruction set by the name that compilers know it by, the highest level that is whole.
PLUMBLINE_KNOWN_HERE const char *plumbline_instruction_set(void) {
#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512CD__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
  return "x86-64-v4";
#elif defined(__AVX2__) && defined(__BMI2__) && defined(__F16C__) && defined(__FMA__) && defined(__LZCNT__)
  return "x86-64-v3";
#elif defined(__SSE4_2__) && defined(__SSSE3__) && defined(__POPCNT__)
  return "x86-64-v2";
#elif defined(__x86_64__)
  return "x86-64";
#elif defined(__aarch64__)
  return "arm64";
#else
  return "unknown";
#endif
}

#endif
