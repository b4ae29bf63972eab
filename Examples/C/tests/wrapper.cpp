// SPDX-License-Identifier: MIT
// The C++ wrapper: values as the C functions give them, failures as exceptions, handles that can be moved.
#include "../plumbline.hpp"

#include <cmath>
#include <cstdio>
#include <thread>

static int failures = 0;

static void check(bool holds, const char *what) {
  if (holds) return;
  failures++;
  std::printf("wrapper.cpp: not so: %s\n", what);
}

template <class F> static void refused(int32_t status, const std::string &words, F call) {
  try {
    call();
    check(false, ("refused: " + words).c_str());
  } catch (const plumbline::Error &error) {
    check(error.status == status && std::string(error.what()).find(words) != std::string::npos, error.what());
  }
}

int main() {
  using namespace plumbline;
  check(problems().size() == static_cast<size_t>(plumbline_problem_count()), "all names");
  check(problems().at(0).size() > 0 && version().find('.') != std::string::npos, "names have letters");

  Problem ode("cosine-ode");
  ode.set("omega", 2);
  check(ode.coordinates() == 1 && ode.unknowns() == 1 && ode.coordinate(0) == "t", "the shape");
  check(ode.coordinate(1).empty(), "there is one coordinate");
  check(ode.describe().find("u_t - cos(omega*t) = 0") != std::string::npos, "the description");
  const auto [u, bar] = ode.evaluate({0, 0.5, 1});
  const auto slope = ode.evaluate({0, 0.5, 1}, "t");
  for (size_t i = 0; i < 3; i++) {
    check(std::abs(u[i] - std::sin(static_cast<double>(i)) / 2) <= bar[i] + 2e-16, "u");
    check(std::abs(slope.values[i] - std::cos(static_cast<double>(i))) <= slope.bars[i] + 2e-16, "u_t");
  }
  check(ode.evaluate({}).values.empty(), "no points, no values");

  Problem moved(std::move(ode));
  check(moved.evaluate({0.5}).values.at(0) == u.at(1), "a moved handle keeps its parameters");
  Problem flow("kovasznay");
  check(flow.evaluate({0, 0.125, 0.5, 0.25}).values.size() == 6, "rows of three unknowns");

  check(moved.score({0, 0.5, 1}, {u[0], u[1], u[2]}).find("indistinguishable") != std::string::npos, "a verdict");
  refused(PLUMBLINE_NAME, "did you mean 'burgers'", [] { Problem("burgrs"); });
  refused(PLUMBLINE_NAME, "omega", [&] { moved.set("omga", 1); });
  refused(PLUMBLINE_VALUE, "omega", [&] { moved.set("omega", 1e9); });
  refused(PLUMBLINE_NAME, "Known", [&] { moved.evaluate({0.5}, "x"); });
  refused(PLUMBLINE_OUTSIDE, "point 1", [&] { moved.evaluate({0.5, 7}); });
  refused(PLUMBLINE_COUNT, "whole rows of points", [&] { flow.evaluate({0.5}); });
  refused(PLUMBLINE_COUNT, "whole rows of values", [&] { flow.score({0.5, 0.5}, {1, 2}); });
  refused(PLUMBLINE_COUNT, "one row for each point", [&] { moved.score({0.5, 0.6}, {1}); });
  refused(PLUMBLINE_VALUE, "NaN", [&] { moved.score({0.5, 0.6}, {0.4, std::nan("")}); });

  Job job;
  job.set_threads(1);
  check(moved.evaluate({0.5}, "", &job).values == moved.evaluate({0.5}).values, "one thread");
  std::thread([&] { job.cancel(); }).join();
  refused(PLUMBLINE_CANCELLED, "cancel", [&] { moved.evaluate({0.5}, "", &job); });
  refused(PLUMBLINE_CANCELLED, "cancel", [&] { moved.score({0.5}, {0.4}, &job); });

  std::printf("wrapper: %s\n", failures ? "FAILED" : "passed");
  return failures != 0;
}
