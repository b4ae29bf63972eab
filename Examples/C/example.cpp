// SPDX-License-Identifier: MIT
// Values, a verdict and a failure, from C++.
#include "plumbline.hpp"

#include <cmath>
#include <cstdio>

int main() try {
  std::printf("plumbline %s knows %zu problems\n", plumbline::version().c_str(), plumbline::problems().size());

  plumbline::Problem oscillator("harmonic-oscillator");
  oscillator.set("omega", 2);
  std::vector<double> times;
  for (int i = 0; i <= 20; i++) times.push_back(i / 20.0);
  const auto [u, bar] = oscillator.evaluate(times);
  const auto slope = oscillator.evaluate(times, "t");
  std::printf("u(%g) = %.15g, known to %.1e; u_t(%g) = %.15g\n", times[20], u[20], bar[20], times[20], slope.values[20]);

  // A solver of one's own would stand here: this one takes omega for 2.02.
  std::vector<double> mine;
  for (double t : times) mine.push_back(std::cos(2.02 * t));
  std::puts(oscillator.score(times, mine).c_str());

  try {
    plumbline::Problem("harmonic-osillator");
  } catch (const plumbline::Error &error) {
    std::printf("refused with %d: %s\n", error.status, error.what());
  }
  return 0;
} catch (const std::exception &error) {
  std::fprintf(stderr, "example: %s\n", error.what());
  return 1;
}
