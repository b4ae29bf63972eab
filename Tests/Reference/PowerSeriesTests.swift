// SPDX-License-Identifier: MIT

import Differentiation
import TestSupport
import Testing

@testable import Reference

/// Coefficients that are known as fractions.
@Suite struct PowerSeriesTests {
  struct Known: Sendable {
    let name: String
    let initial: [Double]
    let rates: @Sendable ([PowerSeries]) -> [PowerSeries]
    /// That of the first unknown's order k.
    let coefficient: @Sendable (Int) -> Rational
  }
  static func factorial(_ k: Int) -> Rational { (0..<k).reduce(1) { $0 * Rational(Double($1 + 1)) } }
  /// (−1)ⁿ for an even order 2n, zero for an odd one.
  static func sign(_ k: Int) -> Rational { k % 2 == 1 ? 0 : k % 4 == 0 ? 1 : -1 }
  /// The second unknown is t.
  static let all = [
    Known(name: "u' = u", initial: [1], rates: { $0 }, coefficient: { 1 / factorial($0) }),
    Known(name: "u' = u²", initial: [1], rates: { [$0[0] * $0[0]] }, coefficient: { _ in 1 }),
    Known(
      name: "u' = −u³", initial: [1], rates: { [-PowerSeries.pow($0[0], 3)] },
      // 1/√(1 + 2t): −(2k − 1)/k times the one before.
      coefficient: { k in (0..<k).reduce(1) { $0 * Rational(Double(-2 * $1 - 1)) / Rational(Double($1 + 1)) }
      }),
    Known(
      name: "u' = 1/(1 + t)", initial: [0, 0], rates: { [1 / (1 + $0[1]), 1] },
      coefficient: { $0 == 0 ? 0 : Rational($0 % 2 == 0 ? -1 : 1) / Rational(Double($0)) }),
    Known(
      name: "u' = (1 + t)⁻²", initial: [-1, 0], rates: { [PowerSeries.pow(1 + $0[1], -2), 1] },
      coefficient: { Rational($0 % 2 == 0 ? -1 : 1) }),
    Known(
      name: "u' = (t + t²)/(1 − t)", initial: [0, 0],
      rates: { [($0[1] + $0[1] * $0[1]) / (1 - $0[1]), 1] },
      coefficient: { k in k < 2 ? 0 : Rational(k == 2 ? 1 : 2) / Rational(Double(k)) }),
    Known(
      name: "u' = sin t", initial: [0, 0], rates: { [PowerSeries.sin($0[1]), 1] },
      coefficient: { $0 == 0 ? 0 : 0 - sign($0) / factorial($0) }),
    Known(
      name: "u' = cos 3t", initial: [0, 0], rates: { [PowerSeries.cos($0[1].scaled(by: 3)), 1] },
      coefficient: { k in
        k == 0 ? 0 : sign(k - 1) * (1..<k).reduce(1) { p, _ in p.scaled(by: 3) } / factorial(k)
      }),
    Known(
      name: "u'' = −u", initial: [1, 0], rates: { [$0[1], -$0[0]] }, coefficient: { sign($0) / factorial($0) }
    ),
  ]

  @Test(arguments: all.indices) func coefficientsContainTheFractions(_ i: Int) {
    let known = Self.all[i]
    let found = PowerSeries.solution(from: known.initial.map { Ball($0) }, order: 25, rates: known.rates)
    for k in 0...25 {
      let truth = known.coefficient(k)
      #expect(found[0][k].contains(truth), "\(known.name), order \(k): \(found[0][k]) for \(truth)")
      #expect(found[0][k].radius <= 1e-25 * found[0][k].magnitude, "\(known.name), order \(k)")
    }
  }

  /// From a wide start the coefficients hold those from each number in it.
  @Test func wideStarts() {
    let wide = PowerSeries.solution(from: [Ball(1, radius: 0.25)], order: 8) { [$0[0] * $0[0]] }
    // u(0) = a: a/(1 − a t).
    for a in [0.75, 0.9, 1.0, 1.25] {
      for k in 0...8 {
        let truth = (0...k).reduce(Rational(1)) { p, _ in p.scaled(by: a) }
        #expect(wide[0][k].contains(truth), "\(a), order \(k)")
      }
    }
  }

  @Test func absentTermsAreKnownByStructure() {
    #expect(PowerSeries(0).isStructuralZero && !PowerSeries(1).isStructuralZero)
    var isZero = true
    _ = PowerSeries.solution(from: [0], order: 2) {
      isZero = $0[0].isStructuralZero; return $0
    }
    #expect(!isZero)
    // A factor that happens to be zero hides nothing.
    let hidden = PowerSeries.solution(from: [1], order: 2) { [PowerSeries.exp($0[0]) * PowerSeries(0)] }
    #expect(hidden[0][1].radius.isNaN)
  }
}
