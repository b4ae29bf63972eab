/* SPDX-License-Identifier: MIT */
/* What can be asked of the library and of a problem, before it is solved. */
#include "check.h"

#include <math.h>
#include <stdlib.h>

static void the_library(void) {
  char text[256];
  CHECK(plumbline_abi() == PLUMBLINE_ABI);
  CHECK(plumbline_version(text, sizeof text) == (int32_t)strlen(text));
  int major, minor, patch, end = 0;
  CHECK(sscanf(text, "%d.%d.%d%n", &major, &minor, &patch, &end) == 3 && text[end] == 0);
  CHECK(plumbline_build(NULL, 0) > 0);
  char *build = calloc((size_t)plumbline_build(NULL, 0) + 1, 1);
  CHECK(plumbline_build(build, plumbline_build(NULL, 0) + 1) == (int32_t)strlen(build));
  CHECK(strstr(build, "instruction set: ") != NULL);
  free(build);
  plumbline_free(NULL);
  const int32_t count = plumbline_problem_count();
  int found = 0;
  for (int32_t i = 0; i < count; i++) {
    plumbline_problem *problem = NULL;
    CHECK(plumbline_problem_name(i, text, sizeof text) == (int32_t)strlen(text));
    found += strcmp(text, "burgers") == 0;
    CHECK(plumbline_open(text, &problem, ERROR) == PLUMBLINE_OK && problem != NULL);
    plumbline_close(problem);
  }
  CHECK(found == 1 && count >= 35);
  CHECK(plumbline_problem_name(-1, text, sizeof text) == -1);
  CHECK(plumbline_problem_name(count, text, sizeof text) == -1);
}

static void opening(void) {
  plumbline_problem *problem = (plumbline_problem *)error;
  REFUSED(PLUMBLINE_NAME, "did you mean 'burgers'", plumbline_open("burgrs", &problem, ERROR));
  CHECK(problem == NULL);
  REFUSED(PLUMBLINE_NAME, "UTF-8", plumbline_open("\xff\xfe", &problem, ERROR));
  REFUSED(PLUMBLINE_NULL, "NULL", plumbline_open(NULL, &problem, ERROR));
  REFUSED(PLUMBLINE_NULL, "address", plumbline_open("burgers", NULL, ERROR));
  CHECK(plumbline_open("nothing", &problem, NULL, 0) == PLUMBLINE_NAME);
  char narrow[] = "########";
  CHECK(plumbline_open("nothing", &problem, narrow, 4) == PLUMBLINE_NAME);
  CHECK(strlen(narrow) == 3 && strcmp(narrow + 4, "####") == 0);
  plumbline_close(NULL);
}

static void parameters(plumbline_problem *burgers, plumbline_problem *cube) {
  double value, standard, lower, upper;
  int32_t whole;
  CHECK(plumbline_parameter_count(burgers) == 1 && plumbline_parameter_count(NULL) == -1);
  NAMED("nu", plumbline_parameter_name, burgers, 0);
  CHECK(plumbline_parameter_name(burgers, 1, NULL, 0) == -1 && plumbline_parameter_name(NULL, 0, NULL, 0) == -1);
  CHECK(plumbline_set(burgers, "nu", 0.02, ERROR) == PLUMBLINE_OK);
  CHECK(plumbline_parameter(burgers, 0, &value, &standard, &lower, &upper, &whole) == PLUMBLINE_OK);
  CHECK(value == 0.02 && fabs(standard - 0.01 / acos(-1)) < 1e-17 && lower < value && value < upper && !whole);
  CHECK(plumbline_parameter(burgers, 0, NULL, NULL, NULL, NULL, NULL) == PLUMBLINE_OK);
  CHECK(plumbline_parameter(burgers, 1, &value, NULL, NULL, NULL, NULL) == PLUMBLINE_COUNT);
  CHECK(plumbline_parameter(NULL, 0, &value, NULL, NULL, NULL, NULL) == PLUMBLINE_NULL);
  REFUSED(PLUMBLINE_NAME, "did you mean 'nu'", plumbline_set(burgers, "mu", 0.1, ERROR));
  REFUSED(PLUMBLINE_VALUE, "nu", plumbline_set(burgers, "nu", -1, ERROR));
  REFUSED(PLUMBLINE_VALUE, "nu", plumbline_set(burgers, "nu", NAN, ERROR));
  REFUSED(PLUMBLINE_NULL, "NULL", plumbline_set(NULL, "nu", 0.1, ERROR));
  REFUSED(PLUMBLINE_NULL, "NULL", plumbline_set(burgers, NULL, 0.1, ERROR));
  CHECK(plumbline_parameter(burgers, 0, &value, NULL, NULL, NULL, NULL) == PLUMBLINE_OK && value == 0.02);
  /* A whole one, which changes the coordinates. */
  CHECK(plumbline_parameter(cube, 0, NULL, NULL, NULL, NULL, &whole) == PLUMBLINE_OK && whole == 1);
  CHECK(plumbline_set(cube, "d", 2.5, ERROR) == PLUMBLINE_VALUE);
  CHECK(plumbline_set(cube, "d", 3, ERROR) == PLUMBLINE_OK && plumbline_coordinate_count(cube) == 3);
  NAMED("x3", plumbline_coordinate_name, cube, 2);
}

static void shape(plumbline_problem *burgers, plumbline_problem *flow, plumbline_problem *corner) {
  double lower, upper;
  CHECK(plumbline_coordinate_count(burgers) == 2 && plumbline_coordinate_count(NULL) == -1);
  CHECK(plumbline_unknown_count(flow) == 3 && plumbline_unknown_count(NULL) == -1);
  NAMED("t", plumbline_coordinate_name, burgers, 1);
  NAMED("u3", plumbline_unknown_name, flow, 2);
  CHECK(plumbline_coordinate_name(burgers, 2, NULL, 0) == -1 && plumbline_coordinate_name(NULL, 0, NULL, 0) == -1);
  CHECK(plumbline_unknown_name(burgers, 1, NULL, 0) == -1 && plumbline_unknown_name(NULL, 0, NULL, 0) == -1);
  CHECK(plumbline_coordinate_range(burgers, 0, &lower, &upper) == PLUMBLINE_OK && lower == -1 && upper == 1);
  CHECK(plumbline_coordinate_range(burgers, 2, &lower, &upper) == PLUMBLINE_COUNT);
  CHECK(plumbline_coordinate_range(NULL, 0, &lower, &upper) == PLUMBLINE_NULL);
  CHECK(plumbline_coordinate_range(burgers, 0, NULL, &upper) == PLUMBLINE_NULL);
  CHECK(plumbline_cut_range(corner, 0, &lower, &upper) == PLUMBLINE_OK && lower == 0 && upper == 1);
  CHECK(plumbline_cut_range(corner, 1, &lower, &upper) == PLUMBLINE_OK && lower == -1 && upper == 0);
  CHECK(plumbline_cut_range(corner, 2, &lower, &upper) == PLUMBLINE_COUNT);
  CHECK(plumbline_cut_range(burgers, 0, &lower, &upper) == PLUMBLINE_COUNT);
  CHECK(plumbline_cut_range(NULL, 0, &lower, &upper) == PLUMBLINE_NULL);
}

static void reference(plumbline_problem *burgers, plumbline_problem *flow) {
  char name[16];
  int found = 0;
  const int32_t count = plumbline_derivative_count(burgers);
  CHECK(count > 1 && plumbline_derivative_count(NULL) == -1);
  CHECK(plumbline_derivative_name(burgers, 0, name, sizeof name) == 0 && name[0] == 0);
  for (int32_t i = 0; i < count; i++) {
    CHECK(plumbline_derivative_name(burgers, i, name, sizeof name) == (int32_t)strlen(name));
    found += strcmp(name, "xx") == 0;
  }
  CHECK(found == 1 && plumbline_derivative_name(burgers, count, NULL, 0) == -1);
  CHECK(plumbline_derivative_name(NULL, 0, NULL, 0) == -1);
  CHECK(plumbline_bar_kind(burgers) == PLUMBLINE_ESTIMATE && plumbline_bar_kind(flow) == PLUMBLINE_ROUNDING);
  CHECK(plumbline_bar_kind(NULL) == -1);
  char *json = NULL;
  CHECK(plumbline_describe(burgers, &json, ERROR) == PLUMBLINE_OK && json != NULL);
  CHECK(json && json[0] == '{' && strstr(json, "u_t + u*u_x - nu*u_xx = 0") && strstr(json, "0.02"));
  plumbline_free(json);
  REFUSED(PLUMBLINE_NULL, "NULL", plumbline_describe(NULL, &json, ERROR));
  REFUSED(PLUMBLINE_NULL, "address", plumbline_describe(burgers, NULL, ERROR));
}

int main(void) {
  plumbline_problem *burgers, *cube, *flow, *corner, *pendulum;
  CHECK(plumbline_open("burgers", &burgers, ERROR) == PLUMBLINE_OK);
  CHECK(plumbline_open("poisson-nd", &cube, ERROR) == PLUMBLINE_OK);
  CHECK(plumbline_open("kovasznay", &flow, ERROR) == PLUMBLINE_OK);
  CHECK(plumbline_open("l-shape", &corner, ERROR) == PLUMBLINE_OK);
  CHECK(plumbline_open("pendulum", &pendulum, ERROR) == PLUMBLINE_OK);
  CHECK(plumbline_bar_kind(pendulum) == PLUMBLINE_ENCLOSURE);
  the_library();
  opening();
  parameters(burgers, cube);
  shape(burgers, flow, corner);
  reference(burgers, flow);
  plumbline_close(burgers);
  plumbline_close(cube);
  plumbline_close(flow);
  plumbline_close(corner);
  plumbline_close(pendulum);
  return summary("problems");
}
