/* SPDX-License-Identifier: MIT */
/* Plumbline's references from C, and from everything that calls C.
 *
 *     char error[PLUMBLINE_TEXT];
 *     plumbline_problem *burgers;
 *     if (plumbline_open("burgers", &burgers, error, sizeof error)) { puts(error); return 1; }
 *     plumbline_set(burgers, "nu", 0.02, error, sizeof error);
 *     double points[] = {0.5, 0.5, -0.5, 0.25}, values[2], bars[2];              // x, t, x, t
 *     plumbline_evaluate(burgers, NULL, points, 2, 2, values, bars, 1, error, sizeof error);
 *     plumbline_close(burgers);
 *
 * The true solution lies within values[i] +- bars[i].
 *
 * Functions that can fail return a plumbline_status; the text of the failure, which says what is wrong and the cure,
 * goes into the buffer that the caller gives: always ended by a zero, cut where the buffer is too short, left alone on
 * success. The buffer may be NULL. Nothing is kept between calls but in a problem itself, so all functions may be
 * called from several threads at once, on the same problem too; only plumbline_close must come after all other calls
 * on its problem.
 *
 * Link with -lplumbline; the Swift runtime is loaded with it.
 */
#ifndef PLUMBLINE_H
#define PLUMBLINE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A problem of the catalogue with values of its parameters. */
typedef struct plumbline_problem plumbline_problem;

enum plumbline_status {
  PLUMBLINE_OK = 0,
  /* A pointer is NULL that must not be. */
  PLUMBLINE_NULL = 1,
  /* There is no problem, parameter or derivative of that name, or it is not UTF-8. */
  PLUMBLINE_NAME = 2,
  /* A parameter cannot take that value. */
  PLUMBLINE_VALUE = 3,
  /* A count is negative, too large, or not that of the problem. */
  PLUMBLINE_COUNT = 4,
  /* A point lies outside the domain, or is not finite. */
  PLUMBLINE_OUTSIDE = 5,
  /* The solution has no value there (it jumps), or it could not be computed. */
  PLUMBLINE_UNDEFINED = 6
};

/* What stands behind the bars of a reference. */
enum plumbline_bar_kind_value {
  /* Proven: remainders and rounding are enclosed. */
  PLUMBLINE_ENCLOSURE = 0,
  /* The rounding of a formula, to first order, and a bound of what was cut off. */
  PLUMBLINE_ROUNDING = 1,
  /* From the difference of two computations, not proven. */
  PLUMBLINE_ESTIMATE = 2
};

/* A size of buffer that no text exceeds by much. */
#define PLUMBLINE_TEXT 1024

/* Writes the version, as in "1.0.0", and returns its length without the zero. */
int32_t plumbline_version(char *text, int64_t size);

/* The number of problems. */
int32_t plumbline_problem_count(void);

/* Writes the name of a problem, numbered from 0, and returns its length; -1 where there is no such number. */
int32_t plumbline_problem_name(int32_t number, char *text, int64_t size);

/* Opens a problem, its parameters at their standard values. *problem is NULL where it fails.
 * PLUMBLINE_NULL, PLUMBLINE_NAME. */
int32_t plumbline_open(const char *name, plumbline_problem **problem, char *error, int64_t error_size);

/* Ends the use of a problem; NULL is passed over. */
void plumbline_close(plumbline_problem *problem);

/* Sets a parameter; the others keep their values. After a failure all of them do.
 * PLUMBLINE_NULL, PLUMBLINE_NAME, PLUMBLINE_VALUE. */
int32_t plumbline_set(plumbline_problem *problem, const char *parameter, double value, char *error,
                      int64_t error_size);

/* How many coordinates a point has, and unknowns the solution; -1 for NULL. A parameter may change them. */
int32_t plumbline_coordinate_count(const plumbline_problem *problem);
int32_t plumbline_unknown_count(const plumbline_problem *problem);

/* Writes the name of a coordinate ("x", "t") or an unknown ("u", or "u1"), numbered from 0 in the order of points and
 * values, and returns its length; -1 for NULL or where there is no such number. */
int32_t plumbline_coordinate_name(const plumbline_problem *problem, int32_t number, char *text, int64_t size);
int32_t plumbline_unknown_name(const plumbline_problem *problem, int32_t number, char *text, int64_t size);

/* The interval of a coordinate. PLUMBLINE_NULL, PLUMBLINE_COUNT where there is no such number. */
int32_t plumbline_coordinate_range(const plumbline_problem *problem, int32_t number, double *lower,
                                   double *upper);

/* What stands behind the bars: PLUMBLINE_ENCLOSURE, PLUMBLINE_ROUNDING or PLUMBLINE_ESTIMATE; -1 for NULL. A parameter
 * may change it. */
int32_t plumbline_bar_kind(const plumbline_problem *problem);

/* Measures the solution, or a derivative of it, at n points.
 *
 * derivative   its coordinates, as in "xx" or "xt"; NULL or "" for the solution itself
 * points       n rows of d numbers, d as plumbline_coordinate_count says
 * values       room for n rows of m numbers, m as plumbline_unknown_count says
 * bars         room for as many error bars, absolute; NULL where they are not wanted
 *
 * The first call for a computed reference solves the problem, which may take seconds; other threads wait for it.
 * After a failure values and bars hold nothing of meaning.
 * PLUMBLINE_NULL, PLUMBLINE_NAME, PLUMBLINE_COUNT, PLUMBLINE_OUTSIDE, PLUMBLINE_UNDEFINED. */
int32_t plumbline_evaluate(const plumbline_problem *problem, const char *derivative, const double *points,
                           int64_t n, int64_t d, double *values, double *bars, int64_t m, char *error,
                           int64_t error_size);

#ifdef __cplusplus
}
#endif
#endif
