// SPDX-License-Identifier: MIT

import TestSupport
import Differentiation
import Testing

/// Activations and their derivatives up to the fourth order, in the tails above all.
@Suite struct ActivationTests {
  struct Known: Sendable, CustomStringConvertible {
    let f: Activation
    let x: Double
    let derivatives: [Double]
    var description: String { "\(f)(\(x))" }
  }
  typealias Fourth<G: Scalar> = Dual<Dual<Dual<Dual<G>>>>

  /// κ of an exponential tail: its argument g(x) is rounded, e^g amplifies that by |g|. tanh and σ have |g| =
  /// 2|x|, the normal distribution x²/2 with three roundings.
  static func condition(_ f: Activation, _ x: Double) -> Double {
    f == .gelu ? 1 + 1.5 * x * x : 4 + x.magnitude
  }

  @Test(arguments: Known.all) func double(_ known: Known) {
    check(known, by: "nested duals", Fourth<Double>.derivatives(at: known.x) { known.f($0) })
    check(known, by: "Taylor", Taylor4<Double>.derivatives(at: known.x) { known.f($0) })
    check(known, by: "hyper-duals", HyperDual<HyperDual<Double>>.derivatives(at: known.x) { known.f($0) })
    check(
      known, by: "reverse",
      ReverseNumber<ReverseNumber<ReverseNumber<Double>>>.derivatives(at: known.x) { known.f($0) })
  }
  @Test(arguments: Known.all) func float(_ known: Known) {
    let x = Float(known.x)
    check(known, by: "nested duals", Fourth<Float>.derivatives(at: x) { known.f($0) })
    check(known, by: "Taylor", Taylor4<Float>.derivatives(at: x) { known.f($0) })
    check(known, by: "hyper-duals", HyperDual<HyperDual<Float>>.derivatives(at: x) { known.f($0) })
  }
  func check<G: Scalar & BinaryFloatingPoint>(_ known: Known, by way: String, _ found: [G]) {
    for (k, y) in found.enumerated() {
      let right = known.derivatives[k]
      let scale = known.x.magnitude > 3 ? right.magnitude : known.derivatives.map(\.magnitude).max()!
      let unit = scale * Double(G.ulpOfOne / 2) * Self.condition(known.f, known.x)
      // Below the smallest normal number a unit is that of the subnormal ones.
      let units =
        (Double(y) - right).magnitude
        / max(unit, 8 * Double(G.leastNonzeroMagnitude), Double(G.leastNormalMagnitude) * Double(G.ulpOfOne))
      #expect(
        units <= 4, "\(known) in \(G.self), derivative \(k) by \(way): \(y), \(units) units from \(right)")
    }
  }

  /// 1 − t² would give 0, and an ulp of t is half of its digits.
  @Test func slopesOfTanhToFourUlp() {
    let y = derivative(at: 20.0) { .tanh($0) }
    #expect((y - 1.6993417021166355837e-17).magnitude <= 4 * y.ulp)
    let z: Float = derivative(at: -9.010913848876953) { .tanh($0) }
    #expect((z - 5.9604583e-8).magnitude <= 4 * z.ulp)
    for x in stride(from: Float(190), through: 200, by: 0.5) {
      let slope = derivative(at: x) { .tanh($0) }
      #expect(slope == 0, "tanh′(\(x))")
    }
  }

  @Test(arguments: Activation.allCases) func noNaNFarOut(_ f: Activation) {
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    func check<G: DerivativeTower & BinaryFloatingPoint>(_: G.Type) where G.Ground == G {
      for x: G in [-1e4, -200, -105, -90, -40, 40, 90, 105, 200, 1e4] {
        let ways = [
          Fourth<G>.derivatives(at: x) { f($0) }, Taylor4<G>.derivatives(at: x) { f($0) },
          HyperDual<HyperDual<G>>.derivatives(at: x) { f($0) },
          ReverseNumber<ReverseNumber<G>>.derivatives(at: x) { f($0) },
        ]
        for derivatives in ways {
          let finite = derivatives.allSatisfy(\.isFinite)
          #expect(finite, "\(f) of \(x) in \(G.self): \(derivatives)")
        }
      }
    }
    check(Double.self)
    check(Float.self)
  }
}
