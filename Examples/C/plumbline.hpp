// SPDX-License-Identifier: MIT
// Plumbline in C++17: handles that end themselves, failures as exceptions. One file to copy, beside plumbline.h.
//
//     plumbline::Problem burgers("burgers");
//     burgers.set("nu", 0.02);
//     auto [u, bar] = burgers.evaluate({0.5, 0.5, -0.5, 0.25});  // x, t, x, t
#pragma once

#include <plumbline.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace plumbline {

/// What went wrong, and the cure.
struct Error : std::runtime_error {
  Error(int32_t status, const std::string &text) : std::runtime_error(text), status(status) {}
  /// One of enum plumbline_status.
  int32_t status;
};

namespace detail {
struct Free {
  void operator()(char *text) const { plumbline_free(text); }
  void operator()(plumbline_problem *problem) const { plumbline_close(problem); }
  void operator()(plumbline_job *job) const { plumbline_job_free(job); }
};

/// Calls a function with room for the text of a failure, which it throws.
template <class F> void demand(F call) {
  char text[PLUMBLINE_TEXT] = "";
  if (int32_t status = call(text, static_cast<int64_t>(sizeof text))) throw Error(status, text);
}

/// The text that a function writes, however long; empty where there is none.
template <class F> std::string text(F call) {
  std::string room(64, '\0');
  int32_t length = call(room.data(), static_cast<int64_t>(room.size()));
  if (length >= static_cast<int32_t>(room.size())) {
    room.resize(static_cast<size_t>(length) + 1);
    call(room.data(), static_cast<int64_t>(room.size()));
  }
  room.resize(length < 0 ? 0 : static_cast<size_t>(length));
  return room;
}

/// The document that a function gives out.
template <class F> std::string document(F call) {
  char *json = nullptr;
  demand([&](char *error, int64_t size) { return call(&json, error, size); });
  return std::unique_ptr<char, Free>(json).get();
}
}  // namespace detail

/// How a long call is done: on how many threads, and whether it goes on.
class Job {
 public:
  void set_threads(int32_t threads) { plumbline_job_set_threads(handle.get(), threads); }
  /// From any thread; the calls that have this job end by an Error of PLUMBLINE_CANCELLED.
  void cancel() { plumbline_job_cancel(handle.get()); }
  plumbline_job *get() const { return handle.get(); }

 private:
  std::unique_ptr<plumbline_job, detail::Free> handle{plumbline_job_create()};
};

/// Values and absolute error bars: a row for each point, of one number for each unknown.
struct Values {
  std::vector<double> values, bars;
};

/// A problem of the catalogue.
class Problem {
 public:
  explicit Problem(const std::string &name) {
    plumbline_problem *problem = nullptr;
    detail::demand([&](char *e, int64_t n) { return plumbline_open(name.c_str(), &problem, e, n); });
    handle.reset(problem);
  }
  void set(const std::string &parameter, double value) {
    detail::demand([&](char *e, int64_t n) { return plumbline_set(get(), parameter.c_str(), value, e, n); });
  }
  int32_t coordinates() const { return plumbline_coordinate_count(get()); }
  int32_t unknowns() const { return plumbline_unknown_count(get()); }
  std::string coordinate(int32_t number) const {
    return detail::text([&](char *t, int64_t n) { return plumbline_coordinate_name(get(), number, t, n); });
  }
  /// JSON: all that is known before the problem is solved.
  std::string describe() const {
    return detail::document(
        [&](char **json, char *e, int64_t n) { return plumbline_describe(get(), json, e, n); });
  }
  /// @param points rows of as many numbers as there are coordinates.
  Values evaluate(const std::vector<double> &points, const std::string &derivative = "",
                  const Job *job = nullptr) const {
    const int64_t n = rows(points, coordinates(), "points"), m = unknowns();
    Values result{std::vector<double>(static_cast<size_t>(n * m)), std::vector<double>(static_cast<size_t>(n * m))};
    const char *wanted = derivative.c_str();
    detail::demand([&](char *e, int64_t size) {
      return plumbline_evaluate(get(), &wanted, 1, points.data(), n, coordinates(), result.values.data(),
                                result.bars.data(), m, job ? job->get() : nullptr, e, size);
    });
    return result;
  }
  /// JSON: how far values are from the truth, where, and why.
  std::string score(const std::vector<double> &points, const std::vector<double> &values,
                    const Job *job = nullptr) const {
    const int64_t n = rows(points, coordinates(), "points"), m = unknowns();
    if (rows(values, m, "values") != n)
      throw Error(PLUMBLINE_COUNT, "there are " + std::to_string(n) + " points, and values for " +
                                       std::to_string(rows(values, m, "values")) + ": give one row for each point");
    return detail::document([&](char **json, char *e, int64_t size) {
      return plumbline_score(get(), points.data(), n, coordinates(), values.data(), m, job ? job->get() : nullptr,
                             json, e, size);
    });
  }
  plumbline_problem *get() const { return handle.get(); }

 private:
  static int64_t rows(const std::vector<double> &numbers, int64_t width, const char *what) {
    const auto count = static_cast<int64_t>(numbers.size());
    if (count % width != 0)
      throw Error(PLUMBLINE_COUNT, std::to_string(count) + " numbers are no rows of " + std::to_string(width) +
                                       ": give whole rows of " + what);
    return count / width;
  }
  std::unique_ptr<plumbline_problem, detail::Free> handle;
};

/// The names of all problems.
inline std::vector<std::string> problems() {
  std::vector<std::string> names;
  for (int32_t i = 0; i < plumbline_problem_count(); i++)
    names.push_back(detail::text([i](char *t, int64_t n) { return plumbline_problem_name(i, t, n); }));
  return names;
}

/// Of the library.
inline std::string version() {
  return detail::text([](char *t, int64_t n) { return plumbline_version(t, n); });
}

}  // namespace plumbline
