/* SPDX-License-Identifier: MIT */
/* Vega and Vega-Lite as scripts for a page, and the licence of both. */
#ifndef PLUMBLINE_VEGA_H
#define PLUMBLINE_VEGA_H

#define PLUMBLINE_HIDDEN __attribute__((visibility("hidden")))

PLUMBLINE_HIDDEN extern const unsigned char plumbline_vega[], plumbline_vega_end[];
PLUMBLINE_HIDDEN extern const unsigned char plumbline_vega_lite[], plumbline_vega_lite_end[];
PLUMBLINE_HIDDEN extern const unsigned char plumbline_vega_licence[], plumbline_vega_licence_end[];

static inline long plumbline_vega_size(void) { return plumbline_vega_end - plumbline_vega; }
static inline long plumbline_vega_lite_size(void) { return plumbline_vega_lite_end - plumbline_vega_lite; }
static inline long plumbline_vega_licence_size(void) { return plumbline_vega_licence_end - plumbline_vega_licence; }
static inline const unsigned char *plumbline_vega_bytes(void) { return plumbline_vega; }
static inline const unsigned char *plumbline_vega_lite_bytes(void) { return plumbline_vega_lite; }
static inline const unsigned char *plumbline_vega_licence_bytes(void) { return plumbline_vega_licence; }

#endif
