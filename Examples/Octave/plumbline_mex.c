/* SPDX-License-Identifier: MIT */
/* The C library as one function of Octave and MATLAB, which plumbline_*.m call:
 *
 *     names        = plumbline_mex("problems")
 *     json         = plumbline_mex("describe", name, parameters)
 *     [value, bar] = plumbline_mex("evaluate", name, parameters, points, derivatives)
 *     json         = plumbline_mex("score",    name, parameters, points, values)
 *
 * parameters and derivatives are cell rows, {"nu", 0.02} and {"", "x"}; points and values have a row for each point.
 * The problem of the last call stays open, so that the same is not solved twice. */
#include <mex.h>
#include <plumbline.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char error[PLUMBLINE_TEXT];

/* Ends the call where it has failed. Octave and MATLAB free what mx functions have given. */
static void demand(int32_t status) {
  static const char *const kinds[] = {"",     "null",    "name",      "value", "count",
                                      "outside", "undefined", "data", "cancelled"};
  char id[64] = "plumbline:";
  if (status == PLUMBLINE_OK) return;
  strcat(id, status > 0 && status <= PLUMBLINE_CANCELLED ? kinds[status] : "failed");
  mexErrMsgIdAndTxt(id, "%s", error);
}

static void expect(int holds, const char *text) {
  if (!holds) mexErrMsgIdAndTxt("plumbline:argument", "%s", text);
}

static char *text(const mxArray *array, const char *what) {
  if (array == NULL || !mxIsChar(array)) mexErrMsgIdAndTxt("plumbline:argument", "%s is no text: give a name in quotes", what);
  /* An empty text has no rows in MATLAB. */
  return mxGetNumberOfElements(array) == 0 ? (char *)mxCalloc(1, 1) : mxArrayToString(array);
}

/* The document, which is ended. */
static mxArray *document(char *json) {
  mxArray *result = mxCreateString(json);
  plumbline_free(json);
  return result;
}

/* A matrix of a row for each point, laid out as C has it: row by row. */
static double *rows(const mxArray *array, const char *what) {
  const mwSize n = mxGetM(array), d = mxGetN(array);
  if (!mxIsDouble(array) || mxIsComplex(array) || mxIsSparse(array) || mxGetNumberOfDimensions(array) != 2)
    mexErrMsgIdAndTxt("plumbline:argument", "%s are no full matrix of real numbers: give a row for each point", what);
  double *result = (double *)mxCalloc(n * d + 1, sizeof *result);
  const double *columns = mxGetPr(array);
  for (mwSize i = 0; i < n; i++)
    for (mwSize j = 0; j < d; j++) result[i * d + j] = columns[i + j * n];
  return result;
}

/* The problem that is open, and its name and parameters as one text. */
static plumbline_problem *problem;
static char *known;

static void forget(void) {
  plumbline_close(problem);
  free(known);
  problem = NULL;
  known = NULL;
}

static void open_problem(const mxArray *name_array, const mxArray *parameters) {
  const char *name = text(name_array, "the problem");
  expect(mxIsCell(parameters) && mxGetNumberOfElements(parameters) % 2 == 0,
         "parameters come in pairs, a name and a value");
  const size_t count = mxGetNumberOfElements(parameters) / 2;
  const char **names = (const char **)mxCalloc(count + 1, sizeof *names);
  double *values = (double *)mxCalloc(count + 1, sizeof *values);
  size_t room = strlen(name) + 1;
  for (size_t i = 0; i < count; i++) {
    const mxArray *value = mxGetCell(parameters, (mwIndex)(2 * i + 1));
    names[i] = text(mxGetCell(parameters, (mwIndex)(2 * i)), "the name of a parameter");
    expect(value != NULL && mxIsNumeric(value) && !mxIsComplex(value) && mxGetNumberOfElements(value) == 1,
           "the value of a parameter is no real number: give one after its name");
    values[i] = mxGetScalar(value);
    room += strlen(names[i]) + 32;
  }
  char *asked = (char *)mxCalloc((mwSize)room, 1), *end = asked + sprintf(asked, "%s", name);
  for (size_t i = 0; i < count; i++) end += sprintf(end, " %s=%.17g", names[i], values[i]);
  if (known && strcmp(known, asked) == 0) return;

  forget();
  demand(plumbline_open(name, &problem, error, sizeof error));
  /* Until all are set nothing is known of it, and no later call takes it. */
  for (size_t i = 0; i < count; i++) demand(plumbline_set(problem, names[i], values[i], error, sizeof error));
  known = (char *)malloc(room);
  if (known) strcpy(known, asked);
}

static void problems(mxArray *out[]) {
  const int32_t count = plumbline_problem_count();
  out[0] = mxCreateCellMatrix((mwSize)count, 1);
  for (int32_t i = 0; i < count; i++) {
    char name[256];
    plumbline_problem_name(i, name, sizeof name);
    mxSetCell(out[0], (mwIndex)i, mxCreateString(name));
  }
}

static void evaluate(mxArray *out[], const mxArray *points, const mxArray *derivatives) {
  expect(mxIsCell(derivatives), "derivatives are no cell: give {\"\", \"x\"}");
  const mwSize n = mxGetM(points), k = mxGetNumberOfElements(derivatives);
  const mwSize m = (mwSize)plumbline_unknown_count(problem);
  const double *places = rows(points, "points");
  const char **wanted = (const char **)mxCalloc(k + 1, sizeof *wanted);
  for (mwSize i = 0; i < k; i++) wanted[i] = text(mxGetCell(derivatives, i), "a derivative");
  double *values = (double *)mxCalloc(k * n * m + 1, sizeof *values);
  double *bars = (double *)mxCalloc(k * n * m + 1, sizeof *bars);
  demand(plumbline_evaluate(problem, wanted, (int64_t)k, places, (int64_t)n, (int64_t)mxGetN(points), values, bars,
                            (int64_t)m, NULL, error, sizeof error));
  const mwSize shape[] = {n, m, k};
  for (int which = 0; which < 2; which++) {
    const double *from = which ? bars : values;
    out[which] = mxCreateNumericArray(3, shape, mxDOUBLE_CLASS, mxREAL);
    double *to = mxGetPr(out[which]);
    for (mwSize table = 0; table < k; table++)
      for (mwSize i = 0; i < n; i++)
        for (mwSize j = 0; j < m; j++) to[(table * m + j) * n + i] = from[(table * n + i) * m + j];
  }
}

void mexFunction(int count_out, mxArray *out[], int count, const mxArray *in[]) {
  char *json = NULL;
  /* The library has threads: it stays until the program ends. */
  if (!mexIsLocked()) mexLock();
  mexAtExit(forget);
  const char *what = count > 0 ? text(in[0], "the first argument") : "";
  if (strcmp(what, "problems") == 0 && count == 1) {
    problems(out);
  } else if (strcmp(what, "describe") == 0 && count == 3) {
    open_problem(in[1], in[2]);
    demand(plumbline_describe(problem, &json, error, sizeof error));
    out[0] = document(json);
  } else if (strcmp(what, "evaluate") == 0 && count == 5) {
    mxArray *both[2];
    open_problem(in[1], in[2]);
    evaluate(both, in[3], in[4]);
    out[0] = both[0];
    if (count_out > 1) out[1] = both[1];
  } else if (strcmp(what, "score") == 0 && count == 5) {
    open_problem(in[1], in[2]);
    expect(mxGetM(in[3]) == mxGetM(in[4]), "points and values differ in their rows: give one value for each point");
    demand(plumbline_score(problem, rows(in[3], "points"), (int64_t)mxGetM(in[3]), (int64_t)mxGetN(in[3]),
                           rows(in[4], "values"), (int64_t)mxGetN(in[4]), NULL, &json, error, sizeof error));
    out[0] = document(json);
  } else {
    expect(0, "call plumbline_problems, plumbline_describe, plumbline_reference or plumbline_score");
  }
}
