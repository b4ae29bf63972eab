// SPDX-License-Identifier: MIT

import Differentiation
import Testing

@testable import Reference

@Suite struct RoundedTests {
  /// An uncertain argument: every value that it may stand for must map into the bound.
  @Test(arguments: Elementary.table) func functionsCarryTheErrorOfTheirArgument(_ f: Elementary) {
    for x in [0.3, 0.7, 1.9, 40] {
      let delta = 1e-9 * x
      let y = RunningError.apply(f, to: RunningError(x, error: delta))
      guard y.value.isFinite, y.value != 0, y.value != 1 else { continue }
      for neighbour in [x - delta, x + delta] {
        let truth = Double.apply(f, to: neighbour)
        // The bound is of first order: the second is 1e-9 of it, here.
        guard truth.isFinite else { continue }
        #expect(abs(truth - y.value) <= (1 + 1e-6) * y.error, "\(f) at \(x)")
      }
      // A constant by decree moves with its argument all the same.
      let slope = f == .detached ? 1 : abs(f.derivative(x, value: y.value))
      #expect(y.error <= 1.01 * delta * slope + abs(y.value) * 1e-15, "\(f) at \(x)")
    }
  }

  /// As 1 − x is beside x = 1.
  @Test(arguments: [Elementary.log, .sqrt, .erfc, .exp, .atan, .sinh]) func wideArguments(_ f: Elementary) {
    for (x, delta) in [(1e-16, 9e-17), (3.0, 2.9), (3, 1e-4), (0.2, 0.1)] {
      let y = RunningError.apply(f, to: RunningError(x, error: delta))
      for i in -10...10 {
        let truth = Double.apply(f, to: x + delta * Double(i) / 10)
        #expect(abs(truth - y.value) <= y.error, "\(f) at \(x) ± \(delta)")
      }
    }
    #expect(!RunningError.apply(.log, to: RunningError(1e-16, error: 2e-16)).error.isFinite)
    // A peak of the slope inside the interval.
    #expect(RunningError.apply(.erfc, to: RunningError(3, error: 10)).error > 1.9)
  }

  @Test func arithmeticCarriesErrors() {
    let (a, b) = (RunningError(3, error: 1e-6), RunningError(-0.7, error: 1e-7))
    for (result, corners) in [
      (a + b, { $0 + $1 }), (a - b, { $0 - $1 }), (a * b, { $0 * $1 }), (a / b, { $0 / $1 }),
    ] as [(RunningError, (Double, Double) -> Double)] {
      var worst = 0.0
      for x in [3 - 1e-6, 3 + 1e-6] {
        for y in [-0.7 - 1e-7, -0.7 + 1e-7] { worst = max(worst, abs(corners(x, y) - result.value)) }
      }
      #expect(worst <= result.error * (1 + 1e-9) && result.error <= 1.01 * worst)
    }
    #expect((a / RunningError(0)).error.isFinite == false)
  }

  /// What is too small for a Double is not known to be zero: the bound holds the truth, and what it is
  /// multiplied by.
  @Test func underflowIsNoZero() {
    let small = RunningError(-800)
    for y in [Elementary.exp, .erfc].map({
      RunningError.apply($0, to: $0.derivative(0, value: 1) > 0 ? small : -small)
    }) {
      #expect(y.value == 0 && y.error > 0 && (y * RunningError(1e300)).error > 0)
    }
    let tiny = RunningError(0x1p-600)
    #expect((tiny * tiny).error >= 0x1p-1074 && (tiny / RunningError(0x1p600)).error >= 0x1p-1074)
    // 3 · 2^-1075, between two numbers.
    #expect((RunningError(0x1.8p-537) * RunningError(0x1p-537)).error >= 0x1p-1075)
    // Zero itself, and what is known without rounding.
    #expect((RunningError(0) * tiny).error == 0 && (tiny * RunningError(1)).error == tiny.error)
    #expect(RunningError.apply(.sin, to: RunningError(0)).error == 0)
  }

  @Test func shortConstantsAreExact() {
    #expect(
      RunningError(0.5).error == 0 && RunningError(-3).error == 0
        && (RunningError(-3) * RunningError(1)).error == 0)
    #expect(RunningError(.pi).error == .pi * 0x1p-53 && RunningError(0.1).error > 0)
  }
}
