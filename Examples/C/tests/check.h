/* SPDX-License-Identifier: MIT */
/* Statements about calls, and what became of them. */
#ifndef CHECK_H
#define CHECK_H

#include <plumbline.h>
#include <stdio.h>
#include <string.h>

static int failures;
static char error[PLUMBLINE_TEXT];

#define CHECK(statement)                                                           \
  do {                                                                             \
    if (!(statement)) {                                                            \
      failures++;                                                                  \
      printf("%s:%d: not so: %s [%s]\n", __FILE__, __LINE__, #statement, error);   \
    }                                                                              \
  } while (0)

/* The last arguments of a call that can fail. */
#define ERROR error, sizeof error

/* The call fails with that status, its text holds the words; the text that was there is gone. */
#define REFUSED(status, words, call)              \
  do {                                            \
    strcpy(error, "nothing was written");         \
    CHECK((call) == (status));                    \
    CHECK(strstr(error, (words)) != NULL);        \
  } while (0)

/* The name that a function writes is that one, in a buffer that has room and in one that has not. */
#define NAMED(name, function, ...)                                               \
  do {                                                                           \
    char room[64], narrow[3] = {'#', '#', '#'};                                  \
    CHECK(function(__VA_ARGS__, room, sizeof room) == (int32_t)strlen(name));    \
    CHECK(strcmp(room, (name)) == 0);                                            \
    CHECK(function(__VA_ARGS__, narrow, 2) == (int32_t)strlen(name));            \
    CHECK(narrow[0] == (name)[0] && narrow[1] == 0 && narrow[2] == '#');         \
    CHECK(function(__VA_ARGS__, NULL, 0) == (int32_t)strlen(name));              \
  } while (0)

/* The exit code, after a line that tells. */
static int summary(const char *what) {
  printf("%s: %s\n", what, failures ? "FAILED" : "passed");
  return failures != 0;
}

#endif
