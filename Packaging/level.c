/* SPDX-License-Identifier: MIT */
/* The level of x86-64 that this processor has and the system lets programs use: 1 to 4. */
int plumbline_level(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4"))
    return 4;
  if (__builtin_cpu_supports("x86-64-v3"))
    return 3;
  if (__builtin_cpu_supports("x86-64-v2"))
    return 2;
  return 1;
}
