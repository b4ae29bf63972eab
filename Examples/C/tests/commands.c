/* SPDX-License-Identifier: MIT */
/* The command line `verify`, as a program of three lines has it. */
#include <plumbline.h>

int main(int argc, char **argv) { return plumbline_main(argc, (const char *const *)argv); }
