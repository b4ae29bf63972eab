/* SPDX-License-Identifier: MIT */
/* A solution of one's own, held against the truth: a traveling guess for Burgers' equation. */
#include <math.h>
#include <plumbline.h>
#include <stdio.h>
#include <stdlib.h>

enum { NX = 41, NT = 21 };

static char error[PLUMBLINE_TEXT];

/* Ends the program where a call has failed. */
static void demand(int32_t status) {
  if (status == PLUMBLINE_OK) return;
  fprintf(stderr, "example: %s\n", error);
  exit(1);
}

/* What a solver of one's own would give: at t = 0 it is right. */
static double mine(double x, double t) { return -sin(3.14159265358979323846 * x) * exp(-t); }

int main(void) {
  plumbline_problem *burgers;
  demand(plumbline_open("burgers", &burgers, error, sizeof error));
  demand(plumbline_set(burgers, "nu", 0.02, error, sizeof error));

  /* The solution and its slope at two points, with error bars. */
  const char *wanted[] = {"", "x"};
  const double places[] = {0.5, 0.5, -0.5, 0.25};
  double values[4], bars[4];
  demand(plumbline_evaluate(burgers, wanted, 2, places, 2, 2, values, bars, 1, NULL, error, sizeof error));
  for (int k = 0; k < 2; k++) {
    for (int i = 0; i < 2; i++)
      printf("u%s%s(%g, %g) = %.15g, known to %.1e\n", *wanted[k] ? "_" : "", wanted[k], places[2 * i],
             places[2 * i + 1], values[2 * k + i], bars[2 * k + i]);
  }

  /* The own solution on a grid. */
  double points[2 * NX * NT], own[NX * NT];
  for (int i = 0; i < NX * NT; i++) {
    points[2 * i] = -1 + 2.0 * (i / NT) / (NX - 1);
    points[2 * i + 1] = (double)(i % NT) / (NT - 1);
    own[i] = mine(points[2 * i], points[2 * i + 1]);
  }
  char *verdict;
  demand(plumbline_score(burgers, points, NX * NT, 2, own, 1, NULL, &verdict, error, sizeof error));
  puts(verdict);
  plumbline_free(verdict);
  plumbline_close(burgers);
  return 0;
}
