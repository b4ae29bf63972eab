/* SPDX-License-Identifier: MIT */
/* Values, files and gradients are judged, or refused. */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

enum { N = 51 };

/* The document holds the words; it is ended. */
static int holds(char *json, const char *words) {
  const int result = json != NULL && json[0] == '{' && strstr(json, words) != NULL;
  plumbline_free(json);
  return result;
}

static void arrays(plumbline_problem *ode, const double *times, double *values) {
  char *json = NULL;
#define SCORE(problem, points, n, d, values, m, job, out) \
  plumbline_score(problem, points, n, d, values, m, job, out, ERROR)
  CHECK(SCORE(ode, times, N, 1, values, 1, NULL, &json) == PLUMBLINE_OK);
  CHECK(holds(json, "\"verdict\" : \"indistinguishable\""));
  values[7] += 9;
  CHECK(SCORE(ode, times, N, 1, values, 1, NULL, &json) == PLUMBLINE_OK && holds(json, "\"code\" : \"outlier\""));
  values[7] = NAN;
  json = (char *)error;
  REFUSED(PLUMBLINE_VALUE, "point 7", SCORE(ode, times, N, 1, values, 1, NULL, &json));
  CHECK(json == NULL);
  values[7] = sin(times[7]);
  REFUSED(PLUMBLINE_NULL, "plumbline_open", SCORE(NULL, times, N, 1, values, 1, NULL, &json));
  REFUSED(PLUMBLINE_NULL, "points", SCORE(ode, NULL, N, 1, values, 1, NULL, &json));
  REFUSED(PLUMBLINE_NULL, "values", SCORE(ode, times, N, 1, NULL, 1, NULL, &json));
  REFUSED(PLUMBLINE_NULL, "address", SCORE(ode, times, N, 1, values, 1, NULL, NULL));
  REFUSED(PLUMBLINE_COUNT, "1 coordinates", SCORE(ode, times, N, 2, values, 1, NULL, &json));
  REFUSED(PLUMBLINE_COUNT, "no points", SCORE(ode, times, 0, 1, values, 1, NULL, &json));
  const double far[] = {0.5, 99};
  REFUSED(PLUMBLINE_DATA, "99", SCORE(ode, far, 2, 1, values, 1, NULL, &json));
  plumbline_job *job = plumbline_job_create();
  plumbline_job_cancel(job);
  REFUSED(PLUMBLINE_CANCELLED, "cancel", SCORE(ode, times, N, 1, values, 1, job, &json));
  plumbline_job_free(job);
}

static void files(plumbline_problem *ode, const double *times, const double *values) {
  char path[] = "/tmp/plumbline-XXXXXX", *json = NULL;
  FILE *file = fdopen(mkstemp(path), "w");
  if (file == NULL) exit(70);
  fprintf(file, "when,u_pred,other\n");
  for (int i = 0; i < N; i++) fprintf(file, "%.17g,%.17g,0\n", times[i], values[i]);
  fclose(file);
#define FILE_(problem, path, field, map, sample, out) \
  plumbline_score_file(problem, path, field, map, sample, NULL, out, ERROR)
  CHECK(FILE_(ode, path, "u_pred", "t=when", -1, &json) == PLUMBLINE_OK);
  CHECK(holds(json, "\"verdict\" : \"indistinguishable\""));
  CHECK(FILE_(ode, path, NULL, "u=other,t=when", -1, &json) == PLUMBLINE_OK);
  CHECK(holds(json, "\"relative_l2\" : 1"));
  REFUSED(PLUMBLINE_DATA, "'v'", FILE_(ode, path, "v", "t=when", -1, &json));
  REFUSED(PLUMBLINE_NAME, "map", FILE_(ode, path, "u_pred", "nothing", -1, &json));
  REFUSED(PLUMBLINE_DATA, "run", FILE_(ode, path, "u_pred", "t=when", 3, &json));
  REFUSED(PLUMBLINE_COUNT, "", FILE_(ode, path, "u_pred", "t=when", -2, &json));
  REFUSED(PLUMBLINE_DATA, "/nowhere.csv", FILE_(ode, "/nowhere.csv", NULL, NULL, -1, &json));
  REFUSED(PLUMBLINE_NULL, "NULL", FILE_(NULL, path, NULL, NULL, -1, &json));
  REFUSED(PLUMBLINE_NULL, "NULL", FILE_(ode, NULL, NULL, NULL, -1, &json));
  REFUSED(PLUMBLINE_NULL, "address", FILE_(ode, path, NULL, NULL, -1, NULL));
  unlink(path);
}

static void gradients(void) {
  char *json = NULL, answers[256], name[64] = "";
  CHECK(plumbline_gradient_questions(&json, ERROR) == PLUMBLINE_OK && json != NULL);
  const char *found = json ? strstr(json, "\"name\":\"") : NULL;
  CHECK(found && sscanf(found, "\"name\":\"%63[^\"]", name) == 1);
  plumbline_free(json);
  REFUSED(PLUMBLINE_NULL, "address", plumbline_gradient_questions(NULL, ERROR));
  const int length = snprintf(
      answers, sizeof answers, "{\"schema\": 1, \"precision\": \"float64\", \"answers\": [{\"question\": \"%s\", "
                               "\"unsupported\": \"not yet\"}]}", name);
#define ANSWER(text, length, job, out) plumbline_score_gradients(text, length, job, out, ERROR)
  CHECK(ANSWER(answers, length, NULL, &json) == PLUMBLINE_OK && holds(json, name));
  REFUSED(PLUMBLINE_DATA, "JSON", ANSWER(answers, length - 1, NULL, &json));
  REFUSED(PLUMBLINE_COUNT, "-1", ANSWER(answers, -1, NULL, &json));
  REFUSED(PLUMBLINE_NULL, "answers", ANSWER(NULL, 1, NULL, &json));
  REFUSED(PLUMBLINE_NULL, "address", ANSWER(answers, length, NULL, NULL));
  plumbline_job *job = plumbline_job_create();
  plumbline_job_cancel(job);
  REFUSED(PLUMBLINE_CANCELLED, "cancel", ANSWER(answers, length, job, &json));
  plumbline_job_free(job);
}

int main(void) {
  plumbline_problem *ode;
  double times[N], values[N];
  CHECK(plumbline_open("cosine-ode", &ode, ERROR) == PLUMBLINE_OK);
  for (int i = 0; i < N; i++) {
    times[i] = i / (N - 1.0);
    values[i] = sin(times[i]);
  }
  arrays(ode, times, values);
  files(ode, times, values);
  gradients();
  plumbline_close(ode);
  return summary("verdicts");
}
