// SPDX-License-Identifier: MIT

import TestSupport
import Differentiation
import Testing

/// The gradient of a residual loss by its parameters: the derivatives by x lie inside, and must not be
/// constants.
@Suite struct PerturbationResidualLossTests {
  /// A03, in exact arithmetic.
  @Test func cubic() {
    func q(_ a: Double, _ b: Double) -> Rational { Rational(a).divided(by: b) }
    let loss = ResidualLoss<Rational>(
      description: "u = v (w x + b)³", f: .power(3), parameters: [q(2, 3), q(1, 5), q(3, 4)],
      right: [
        q(48_460_329_454, 5_537_109_375), q(24_428_261_399, 5_315_625_000),
        q(897_506_578_259, 299_003_906_250),
      ],
      wrong: [
        "u_x and u_xx are constants": [0.26552, 0.35212, 0.10997],
        "u_xx is a constant": [0.58414, 0.70614, 0.23585],
        "the boundary is forgotten": [8.75192, 4.77448, 3.01756],
        "a Taylor coefficient without its 2!": [2.10763, 1.09873, 0.72215],
      ])
    for (name, found) in loss.everyGradient {
      #expect(found == loss.right, "\(loss) by \(name)")
    }
    for (fault, value) in loss.wrong {
      let apart = zip(value, loss.right).contains { ($0 - Double($1)).magnitude > 1e-4 }
      #expect(apart, "\(loss) cannot tell right from: \(fault)")
    }
  }

  /// B44. The unit: a rounding of the largest component, of numbers up to some tens of times larger on the
  /// way.
  @Test func tanh() {
    let loss = ResidualLoss<Double>(
      description: "u = v tanh(w x + b)", f: .tanh, parameters: [1.2, 0.3, 0.8],
      right: [1.24103594429714618096, -1.67033380485695552112, 0.00756907966084725442724], wrong: [:])
    let unit = 8 * Double.ulpOfOne / 2
    for (name, found) in loss.everyGradient {
      for (component, (y, right)) in zip(found, loss.right).enumerated() {
        let units = (y - right).magnitude / unit
        #expect(units <= 4, "\(loss) by \(name), component \(component): \(y), \(units) units from \(right)")
      }
    }
  }

  /// A58: d/dp of ∂²_x(p x²) is 2, not the 0 of an outer derivative that sees a constant.
  @Test func theInnerDerivativeIsNoConstant() {
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    func check<O: Way>(_: O.Type) where O.Lower == Rational {
      typealias N = O.Number
      let inner: [(N) -> N] = [
        { p in derivative(at: 3) { x in derivative(at: x) { .pow($0, 2) * Dual(Dual(p, 0), 0) } } },
        { p in derivatives(at: 3, as: Taylor2<N>.self) { .pow($0, 2) * Taylor2(p, slope: 0) }[2] },
        { p in mixedDerivative(at: 3, 3) { x, y in x * y * HyperDual(p, 0, 0, 0) }.e12.scaled(by: 2) },
        { p in
          gradient(at: [3]) { x in
            gradient(at: x) { $0[0] * $0[0] * ByTape.lift(ByTape.lift(p)) }.gradient[0]
          }
          .gradient[0]
        },
      ]
      for (i, f) in inner.enumerated() {
        let found = O.derivative(at: 7, of: f)
        #expect(found == 2, "\(N.self), inner way \(i)")
      }
    }
    check(ByDual<Rational>.self)
    check(ByTape<Rational>.self)
    check(BySeries<Rational>.self)
    check(ByHyperDual<Rational>.self)
    check(ByTag<Rational>.self)
  }
}
