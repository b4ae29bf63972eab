/* SPDX-License-Identifier: MIT */
// GSL as Swift sees it. The step and minimiser types are C globals, which Swift 6 treats as shared mutable
// state: one accessor each.
#include <stdbool.h>
#include <gsl/gsl_cblas.h>
#include <gsl/gsl_blas.h>
#include <gsl/gsl_deriv.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_fft_complex.h>
#include <gsl/gsl_fft_real.h>
#include <gsl/gsl_fft_halfcomplex.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_odeiv2.h>
#include <gsl/gsl_qrng.h>
#include <gsl/gsl_sf.h>
#include <gsl/gsl_version.h>

static inline const gsl_odeiv2_step_type *plumbline_rk8pd(void) { return gsl_odeiv2_step_rk8pd; }
static inline const gsl_odeiv2_step_type *plumbline_msbdf(void) { return gsl_odeiv2_step_msbdf; }
static inline const gsl_qrng_type *plumbline_sobol(void) { return gsl_qrng_sobol; }
static inline void plumbline_gsl_quiet(void) { gsl_set_error_handler_off(); }

// OpenBLAS's own controls; referenced only where the manifest links it.
extern void openblas_set_num_threads(int threads);
extern char *openblas_get_corename(void);
extern char *openblas_get_config(void);

// Whether the code that includes this may use registers of 256 bits and fused products: the compiler's flags say so.
static inline bool plumbline_has_avx2(void) {
#if defined(__AVX2__) && defined(__FMA__)
  return true;
#else
  return false;
#endif
}
