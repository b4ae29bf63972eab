// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import Reference

/// Eight numbers at once are as good as one.
@Suite struct VectorFunctionsTests {
  typealias Vector = SIMD8<Double>

  @Test func exponentials() {
    for k in 0..<2000 {
      // From 1e-17 to 700, and between.
      let x = -Double(k) * 0.35 * exp2(-Double(k % 60))
      let (value, minusOne) = Vector(repeating: x).exponential
      #expect(abs(value[7] - exp(x)) <= 2 * exp(x).ulp, "\(x)")
      #expect(abs(minusOne[3] - expm1(x)) <= 2 * expm1(x).ulp, "\(x)")
    }
    #expect(Vector(repeating: -1e300).exponential.minusOne == Vector(repeating: -1))
    #expect(
      Vector.zero.exponential.minusOne == .zero && Vector.zero.exponential.value == Vector(repeating: 1))
  }

  @Test func sinesAndCosines() {
    for k in -4000...4000 {
      let x = Double(k) / 64 + Double(k) * 1e-6
      let (sine, cosine) = Vector(repeating: x).sineAndCosineOfPiTimes
      let one = Double.sineAndCosine(ofPiTimes: x)
      #expect(abs(sine[0] - one.sine) <= 2 * one.sine.ulp, "\(x)")
      #expect(abs(cosine[5] - one.cosine) <= 2 * one.cosine.ulp, "\(x)")
    }
    for k in -8...8 {
      let (sine, cosine) = Vector(repeating: Double(k) / 2).sineAndCosineOfPiTimes
      #expect(sine == Vector(repeating: [0, 1, 0, -1][(k + 8) % 4]))
      #expect(cosine == Vector(repeating: [1, 0, -1, 0][(k + 8) % 4]))
    }
  }
}
