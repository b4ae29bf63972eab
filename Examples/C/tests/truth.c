/* SPDX-License-Identifier: MIT */
/* Values lie within their bars of formulas, whatever is wrong is refused, and a call ends when it is told to. */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

static void values_are_true(plumbline_problem *ode, plumbline_problem *flow) {
  /* u = sin(2t)/2, its first and second derivative: three tables of four rows. */
  const char *wanted[] = {"", "t", "tt"};
  const double times[] = {0, 0.25, 0.5, 1};
  double values[12], bars[12];
  CHECK(plumbline_set(ode, "omega", 2, ERROR) == PLUMBLINE_OK);
  CHECK(plumbline_evaluate(ode, wanted, 3, times, 4, 1, values, bars, 1, NULL, ERROR) == PLUMBLINE_OK);
  for (int i = 0; i < 4; i++) {
    const double truth[] = {sin(2 * times[i]) / 2, cos(2 * times[i]), -2 * sin(2 * times[i])};
    for (int k = 0; k < 3; k++) {
      CHECK(fabs(values[4 * k + i] - truth[k]) <= bars[4 * k + i] + 4e-16);
      CHECK(bars[4 * k + i] >= 0 && bars[4 * k + i] < 1e-14);
    }
  }
  double alone[4];
  CHECK(plumbline_evaluate(ode, NULL, 1, times, 4, 1, alone, NULL, 1, NULL, ERROR) == PLUMBLINE_OK);
  CHECK(memcmp(alone, values, sizeof alone) == 0);
  CHECK(plumbline_evaluate(ode, wanted, 3, times, 0, 1, values, bars, 1, NULL, ERROR) == PLUMBLINE_OK);
  /* Rows of three unknowns: the second derivative of u1 by y is (2 pi)^2 (1 - u1). */
  const char *two[] = {"", "yy"};
  const double places[] = {0, 0.125, 0.5, 0.25};
  CHECK(plumbline_evaluate(flow, two, 2, places, 2, 2, values, bars, 3, NULL, ERROR) == PLUMBLINE_OK);
  const double square = pow(2 * acos(-1), 2);
  for (int i = 0; i < 2; i++) CHECK(fabs(values[6 + 3 * i] - square * (1 - values[3 * i])) < 1e-12);
  CHECK(fabs(values[0] - (1 - sqrt(0.5))) < 1e-15);
}

static void wrong_calls_are_refused(plumbline_problem *ode, plumbline_problem *flow) {
  const char *unknown[] = {"t", "tx"}, *null[] = {"t", NULL};
  const double one[] = {0.5, 0.5}, outside[] = {0.5, 7}, nan[] = {NAN, 0.5}, corner[] = {0.5, 0.5, 0, 1};
  double v[8], b[8];
  plumbline_problem *plate;
  CHECK(plumbline_open("laplace-top", &plate, ERROR) == PLUMBLINE_OK);
#define EVALUATE(problem, names, k, points, n, d, values, m) \
  plumbline_evaluate(problem, names, k, points, n, d, values, b, m, NULL, ERROR)
  REFUSED(PLUMBLINE_NULL, "plumbline_open", EVALUATE(NULL, NULL, 1, one, 1, 1, v, 1));
  REFUSED(PLUMBLINE_NULL, "points", EVALUATE(ode, NULL, 1, NULL, 1, 1, v, 1));
  REFUSED(PLUMBLINE_NULL, "values", EVALUATE(ode, NULL, 1, one, 1, 1, NULL, 1));
  REFUSED(PLUMBLINE_NULL, "NULL", EVALUATE(ode, null, 2, one, 1, 1, v, 1));
  REFUSED(PLUMBLINE_NAME, "Known", EVALUATE(ode, unknown, 2, one, 1, 1, v, 1));
  REFUSED(PLUMBLINE_COUNT, "1 coordinates", EVALUATE(ode, NULL, 1, one, 1, 2, v, 1));
  REFUSED(PLUMBLINE_COUNT, "3 unknowns", EVALUATE(flow, NULL, 1, one, 1, 2, v, 1));
  REFUSED(PLUMBLINE_COUNT, "-1", EVALUATE(ode, NULL, 1, one, -1, 1, v, 1));
  REFUSED(PLUMBLINE_COUNT, "", EVALUATE(ode, unknown, -1, one, 1, 1, v, 1));
  REFUSED(PLUMBLINE_COUNT, "", EVALUATE(ode, NULL, 1, one, INT64_MAX, 1, v, 1));
  REFUSED(PLUMBLINE_OUTSIDE, "point 1", EVALUATE(ode, NULL, 1, outside, 2, 1, v, 1));
  REFUSED(PLUMBLINE_OUTSIDE, "point 0", EVALUATE(ode, NULL, 1, nan, 2, 1, v, 1));
  REFUSED(PLUMBLINE_UNDEFINED, "jumps", EVALUATE(plate, NULL, 1, corner, 2, 2, v, 1));
  plumbline_close(plate);
}

/* A long call, and the thread that ends it. */
enum { MANY = 1000000 };

static void *cancel_soon(void *job) {
  const struct timespec moment = {0, 50 * 1000 * 1000};
  nanosleep(&moment, NULL);
  plumbline_job_cancel(job);
  return NULL;
}

static void jobs(plumbline_problem *ode) {
  plumbline_job *job = plumbline_job_create();
  CHECK(job != NULL);
  const double time = 0.5;
  double u;
  plumbline_job_set_threads(job, 1);
  CHECK(plumbline_evaluate(ode, NULL, 1, &time, 1, 1, &u, NULL, 1, job, ERROR) == PLUMBLINE_OK);
  plumbline_job_set_threads(job, 0);
  CHECK(plumbline_evaluate(ode, NULL, 1, &time, 1, 1, &u, NULL, 1, job, ERROR) == PLUMBLINE_OK);
  plumbline_job_cancel(job);
  REFUSED(PLUMBLINE_CANCELLED, "cancel", plumbline_evaluate(ode, NULL, 1, &time, 1, 1, &u, NULL, 1, job, ERROR));
  plumbline_job_free(job);
  plumbline_job_free(NULL);

  plumbline_problem *burgers;
  CHECK(plumbline_open("burgers", &burgers, ERROR) == PLUMBLINE_OK);
  double *points = malloc(2 * MANY * sizeof *points), *values = malloc(MANY * sizeof *values);
  if (points == NULL || values == NULL) exit(70);
  for (int i = 0; i < MANY; i++) {
    points[2 * i] = -1 + 2.0 * i / MANY;
    points[2 * i + 1] = 0.5;
  }
  pthread_t other;
  job = plumbline_job_create();
  CHECK(pthread_create(&other, NULL, cancel_soon, job) == 0);
  REFUSED(PLUMBLINE_CANCELLED, "cancel",
          plumbline_evaluate(burgers, NULL, 1, points, MANY, 2, values, NULL, 1, job, ERROR));
  pthread_join(other, NULL);
  plumbline_job_free(job);
  free(points);
  free(values);
  plumbline_close(burgers);
}

/* Many threads on one problem, which is solved once. */
struct Turn {
  const plumbline_problem *problem;
  double values[41];
  int32_t status;
};

static void *turn(void *context) {
  struct Turn *own = context;
  double times[41];
  for (int i = 0; i < 41; i++) times[i] = i / 5.0;
  own->status = plumbline_evaluate(own->problem, NULL, 1, times, 41, 1, own->values, NULL, 1, NULL, NULL, 0);
  return NULL;
}

static void threads(void) {
  enum { COUNT = 6 };
  plumbline_problem *pendulum;
  pthread_t all[COUNT];
  struct Turn turns[COUNT];
  CHECK(plumbline_open("pendulum", &pendulum, ERROR) == PLUMBLINE_OK);
  for (int i = 0; i < COUNT; i++) {
    turns[i].problem = pendulum;
    CHECK(pthread_create(&all[i], NULL, turn, &turns[i]) == 0);
  }
  for (int i = 0; i < COUNT; i++) {
    pthread_join(all[i], NULL);
    CHECK(turns[i].status == PLUMBLINE_OK);
    CHECK(memcmp(turns[i].values, turns[0].values, sizeof turns[i].values) == 0);
  }
  plumbline_close(pendulum);
}

int main(void) {
  plumbline_problem *ode, *flow;
  CHECK(plumbline_open("cosine-ode", &ode, ERROR) == PLUMBLINE_OK);
  CHECK(plumbline_open("kovasznay", &flow, ERROR) == PLUMBLINE_OK);
  values_are_true(ode, flow);
  wrong_calls_are_refused(ode, flow);
  jobs(ode);
  threads();
  plumbline_close(ode);
  plumbline_close(flow);
  return summary("truth");
}
