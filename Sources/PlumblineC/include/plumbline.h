/* SPDX-License-Identifier: MIT */
/* Plumbline's references and verdicts from C, and from everything that calls C.
 *
 *     char error[PLUMBLINE_TEXT];
 *     plumbline_problem *burgers;
 *     if (plumbline_open("burgers", &burgers, error, sizeof error)) { puts(error); return 1; }
 *     plumbline_set(burgers, "nu", 0.02, error, sizeof error);
 *     const char *wanted[] = {"", "x"};                                     // u and u_x
 *     double points[] = {0.5, 0.5, -0.5, 0.25}, values[4], bars[4];         // x, t, x, t
 *     plumbline_evaluate(burgers, wanted, 2, points, 2, 2, values, bars, 1, NULL, error, sizeof error);
 *     plumbline_close(burgers);
 *
 * The true solution lies within values[i] +- bars[i].
 *
 * Errors. Functions that can fail return a plumbline_status; the text of the failure, which says what is wrong and the
 * cure, goes into the buffer that the caller gives: always ended by a zero, cut where the buffer is too short, left
 * alone on success. The buffer may be NULL.
 *
 * Threads. Nothing is kept between calls but in a problem itself, so all functions may be called from several threads
 * at once, on the same problem too; only plumbline_close and plumbline_job_free must come after all other calls on what
 * they end. A process may fork while no call is running.
 *
 * Memory. Problems and jobs are ended by their own functions; a char * that a function gives out belongs to the caller,
 * who ends it by plumbline_free. What the caller lends is read during the call and not kept.
 *
 * Link with -lplumbline, or ask pkg-config for plumbline. Within one PLUMBLINE_ABI functions keep their meaning and
 * none goes away.
 */
#ifndef PLUMBLINE_H
#define PLUMBLINE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The number in the library's file name, libplumbline.so.1. */
#define PLUMBLINE_ABI 1

/* A problem of the catalogue with values of its parameters. */
typedef struct plumbline_problem plumbline_problem;

/* How a long call is done: on how many threads, and whether it goes on. Where a function takes a job, NULL means as
 * many as PLUMBLINE_THREADS in the environment says, or else there are cores, to the end. */
typedef struct plumbline_job plumbline_job;

enum plumbline_status {
  PLUMBLINE_OK = 0,
  /* A pointer is NULL that must not be. */
  PLUMBLINE_NULL = 1,
  /* There is no problem, parameter or derivative of that name, or it is not UTF-8. */
  PLUMBLINE_NAME = 2,
  /* A parameter cannot take that value, or a number that must be finite is not. */
  PLUMBLINE_VALUE = 3,
  /* A count is negative, too large, or not that of the problem. */
  PLUMBLINE_COUNT = 4,
  /* A point lies outside the domain, or is not finite. */
  PLUMBLINE_OUTSIDE = 5,
  /* The solution has no value there (it jumps), or it could not be computed. */
  PLUMBLINE_UNDEFINED = 6,
  /* A file, or a text, cannot be read, or does not hold what it should. */
  PLUMBLINE_DATA = 7,
  /* The job was cancelled; what was to be filled holds nothing of meaning. */
  PLUMBLINE_CANCELLED = 8
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

/* A size of buffer that no text of an error exceeds by much. */
#define PLUMBLINE_TEXT 1024

/* Writes the version, as in "1.0.0", and returns its length without the zero. */
int32_t plumbline_version(char *text, int64_t size);

/* PLUMBLINE_ABI as the library has it. */
int32_t plumbline_abi(void);

/* Writes what the library was made for and with, and returns the length of all of it: first a line "plumbline 1.0.0",
 * then one line each as in "instruction set: x86-64-v3". */
int32_t plumbline_build(char *text, int64_t size);

/* Ends a text that a function has given out; NULL is passed over. */
void plumbline_free(char *text);

/* Jobs. */

/* A job on as many threads as NULL has. Never NULL. */
plumbline_job *plumbline_job_create(void);

/* At most so many threads; 0, or less, for as many as NULL has. */
void plumbline_job_set_threads(plumbline_job *job, int32_t threads);

/* Asks the calls that have this job, now or later, to end soon with PLUMBLINE_CANCELLED: within a few thousand points,
 * or when the step of the diagnosis at hand is done. A reference that is being solved is solved to its end, which may
 * take seconds. From any thread, not from a signal handler. */
void plumbline_job_cancel(plumbline_job *job);

/* Ends the use of a job; NULL is passed over. */
void plumbline_job_free(plumbline_job *job);

/* Problems. */

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

/* How many parameters there are; -1 for NULL. */
int32_t plumbline_parameter_count(const plumbline_problem *problem);

/* Writes the name of a parameter, numbered from 0, and returns its length; -1 for NULL or where there is no such
 * number. */
int32_t plumbline_parameter_name(const plumbline_problem *problem, int32_t number, char *text, int64_t size);

/* The value of a parameter, its standard value, the values that it can take, and whether only whole ones; each pointer
 * may be NULL. PLUMBLINE_NULL, PLUMBLINE_COUNT where there is no such number. */
int32_t plumbline_parameter(const plumbline_problem *problem, int32_t number, double *value, double *standard,
                            double *lower, double *upper, int32_t *is_whole);

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

/* The same of the box that is cut out of the domain: PLUMBLINE_COUNT where nothing is. */
int32_t plumbline_cut_range(const plumbline_problem *problem, int32_t number, double *lower, double *upper);

/* How many derivatives come with bars, the solution itself among them as number 0; -1 for NULL. */
int32_t plumbline_derivative_count(const plumbline_problem *problem);

/* Writes the name of a derivative, as in "xx"; that of number 0 is "". Returns its length; -1 for NULL or where there
 * is no such number. */
int32_t plumbline_derivative_name(const plumbline_problem *problem, int32_t number, char *text, int64_t size);

/* What stands behind the bars: PLUMBLINE_ENCLOSURE, PLUMBLINE_ROUNDING or PLUMBLINE_ESTIMATE; -1 for NULL. A parameter
 * may change it. */
int32_t plumbline_bar_kind(const plumbline_problem *problem);

/* All that is known of a problem before it is solved, as JSON: equations and conditions in ASCII and LaTeX,
 * coordinates, domain, unknowns, parameters, the reference's method and derivatives, sources and their BibTeX, and the
 * grid on which it is usually judged. PLUMBLINE_NULL, PLUMBLINE_UNDEFINED. */
int32_t plumbline_describe(const plumbline_problem *problem, char **json, char *error, int64_t error_size);

/* Truth. */

/* Measures the solution and derivatives of it at n points.
 *
 * derivatives  k names, as in "xx" or "xt", "" for the solution itself; NULL for it alone, k being 1
 * points       n rows of d numbers, d as plumbline_coordinate_count says
 * values       room for k tables of n rows of m numbers, m as plumbline_unknown_count says
 * bars         room for as many error bars, absolute; NULL where they are not wanted
 *
 * The first call for a computed reference solves the problem, which may take seconds; other threads wait for it.
 * After a failure values and bars hold nothing of meaning.
 * PLUMBLINE_NULL, PLUMBLINE_NAME, PLUMBLINE_COUNT, PLUMBLINE_OUTSIDE, PLUMBLINE_UNDEFINED, PLUMBLINE_CANCELLED. */
int32_t plumbline_evaluate(const plumbline_problem *problem, const char *const *derivatives, int64_t k,
                           const double *points, int64_t n, int64_t d, double *values, double *bars, int64_t m,
                           plumbline_job *job, char *error, int64_t error_size);

/* Verdicts. Each is one JSON document, that of `verify score --json` or `verify gradients --score --json`. */

/* Holds values at n points against the truth: how far, where, and why.
 *
 * points       n rows of d numbers, in any order
 * values       n rows of m numbers
 *
 * PLUMBLINE_NULL, PLUMBLINE_COUNT, PLUMBLINE_VALUE where a value is not finite, PLUMBLINE_DATA where they cannot be
 * compared, PLUMBLINE_CANCELLED. */
int32_t plumbline_score(const plumbline_problem *problem, const double *points, int64_t n, int64_t d,
                        const double *values, int64_t m, plumbline_job *job, char **json, char *error,
                        int64_t error_size);

/* The same of a file of any format that `verify score` reads.
 *
 * field        which columns or arrays, as in "u_pred"; with several unknowns one each, as in "a,b"; NULL where the
 *              names say it
 * map          what the file calls coordinates and unknowns, as in "u=u_pred,x=lon"; NULL where it calls them so
 * sample       which run of a file with many, from 0; -1 for the first
 *
 * PLUMBLINE_NULL, PLUMBLINE_NAME, PLUMBLINE_COUNT, PLUMBLINE_DATA, PLUMBLINE_CANCELLED. */
int32_t plumbline_score_file(const plumbline_problem *problem, const char *path, const char *field,
                             const char *map, int64_t sample, plumbline_job *job, char **json, char *error,
                             int64_t error_size);

/* The questions whose nested gradients are known, with the right answers, as JSON. PLUMBLINE_NULL,
 * PLUMBLINE_UNDEFINED. */
int32_t plumbline_gradient_questions(char **json, char *error, int64_t error_size);

/* Judges a program's answers to them.
 *
 * answers      a JSON document of `length` bytes:
 *              {"schema": 1, "precision": "float64", "answers": [{"question": NAME, "gradient": [...]}, ...]}
 *
 * PLUMBLINE_NULL, PLUMBLINE_COUNT, PLUMBLINE_DATA, PLUMBLINE_CANCELLED. */
int32_t plumbline_score_gradients(const char *answers, int64_t length, plumbline_job *job, char **json,
                                  char *error, int64_t error_size);

/* The command line `verify`, its words in argv[1] and after. Returns 0, or ends the process with the exit code that
 * `verify` has. */
int32_t plumbline_main(int32_t argc, const char *const *argv);

#ifdef __cplusplus
}
#endif
#endif
