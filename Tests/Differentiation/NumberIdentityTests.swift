// SPDX-License-Identifier: MIT

import TestSupport
import Differentiation
import RealModule
import Testing

/// Identities of functions and their derivatives, in floating point.
@Suite struct NumberIdentityTests {
  /// f∘f⁻¹ is the identity: its derivatives are 1, 0, 0 … The unit at order k is u·k!/Rᵏ, R the distance from
  /// x to where f⁻¹ ends.
  @Test func inversePairs() {
    let pairs: [(outer: Elementary, inner: Elementary, x: Double, radius: Double)] = [
      (.exp, .log, 0.75, 0.75), (.log, .exp, 0.75, 1), (.sinh, .asinh, 0.5, 1), (.asinh, .sinh, 0.5, 1),
      (.tanh, .atanh, 0.5, 0.5), (.atanh, .tanh, 0.5, 1), (.expMinusOne, .logOnePlus, 0.25, 1.25),
      (.logOnePlus, .expMinusOne, 0.25, 1), (.sin, .asin, 0.5, 0.5), (.tan, .atan, 0.5, 1),
      (.cos, .acos, 0.5, 0.5),
      (.cosh, .acosh, 2.5, 1.5), (.power(2), .sqrt, 0.75, 0.75), (.power(3), .root(3), -0.75, 0.75),
      (.root(5), .power(5), -0.75, 0.75), (.reciprocal, .reciprocal, -0.75, 0.75),
      (.sqrt, .power(2), 0.75, 0.75),
    ]
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    func check<N: DerivativeTower>(_: N.Type) where N.Ground == Double {
      for (f, g, x, radius) in pairs {
        let found = N.derivatives(at: x) { .apply(f, to: .apply(g, to: $0)) }
        var unit = Double.ulpOfOne / 2
        for (k, y) in found.enumerated() {
          let right = k == 0 ? x : k == 1 ? 1 : 0
          let units = (y - right).magnitude / unit
          #expect(units <= 32, "\(f) of \(g) by \(N.self), order \(k): \(y), \(units) units from \(right)")
          unit *= Double(k + 1) / radius
        }
      }
    }
    check(Taylor6<Double>.self)
    check(Dual<Dual<Dual<Dual<Double>>>>.self)
    check(HyperDual<HyperDual<Double>>.self)
    check(ReverseNumber<Dual<Dual<Double>>>.self)
  }

  /// (f(a x))⁽ᵏ⁾ = aᵏ f⁽ᵏ⁾(a x), to the bit where a is a power of two.
  @Test func affineScaling() {
    for f in Elementary.table {
      let x = f == .acosh ? 0.75 : 0.3125
      let scaled = Taylor6<Double>.derivatives(at: x) { .apply(f, to: $0.scaled(by: 2)) }
      let plain = Taylor6<Double>.derivatives(at: 2 * x) { .apply(f, to: $0) }
      for k in 0...6 {
        let right = plain[k] * Double(1 << k)
        #expect(scaled[k] == right, "\(f), order \(k): \(scaled[k]), not \(right)")
      }
    }
  }

  /// xⁿ at 0 with n a variable: n! at the order n, and exactly 0, never NaN, at all others.
  @Test(arguments: 0...8) func powersAtZero(_ n: Int) {
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    func check<N: DerivativeTower>(_: N.Type) where N.Ground: DerivativeTower {
      for (k, y) in N.derivatives(at: 0, of: { .pow($0, n) }).enumerated() {
        let right: N.Ground = k == n ? N.Ground((1...max(n, 1)).reduce(1.0) { $0 * Double($1) }) : 0
        #expect(y == right, "x^\(n) at 0 by \(N.self), order \(k): \(y)")
      }
      let sum = N.derivatives(at: 0) { x in (0...5).reduce(N(0)) { $0 + N.pow(x, $1) } }
      #expect(sum[0] == 1 && sum[1] == 1, "Σ xᵏ at 0 by \(N.self)")
    }
    check(Dual<Dual<Dual<Dual<Dual<Double>>>>>.self)
    check(Taylor6<Double>.self)
    check(HyperDual<HyperDual<Double>>.self)
    check(ReverseNumber<ReverseNumber<Double>>.self)
    check(Taylor6<Rational>.self)
    check(HyperDual<Rational>.self)
    check(ReverseNumber<Dual<Rational>>.self)
  }

  /// A direction that was not asked for stays absent at a branch point, where its factor is infinite.
  @Test(arguments: [Elementary.sqrt, .log, .root(3), .acosh]) func branchPoints(_ f: Elementary) {
    let x = f == .acosh ? 1.0 : 0
    let flat = HyperDual<Double>.apply(f, to: HyperDual(x, 1, nil, nil))
    let nested = Dual<Dual<Double>>.apply(f, to: Dual(Dual(x, 1), nil))
    #expect(nested.value.tangent == .infinity && flat.e1 == .infinity)
    #expect(nested.tangent.value == 0 && flat.e2 == 0)
    #expect(nested.tangent.tangent == 0 && flat.e12 == 0)
    let constant = HyperDual<Double>.apply(f, to: HyperDual(x))
    #expect(constant.e1 == 0 && constant.e2 == 0 && constant.e12 == 0)
    #expect(Taylor3<Double>.apply(f, to: Taylor3(x)).derivative(3) == 0)
  }

  /// To differentiate changes no value: the primal part is what the plain number is, to the bit.
  @Test func theValueIsThePlainValue() {
    var random = Random(3)
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    func check<N: Scalar>(_ name: String, _ make: (Double) -> N, _ value: (N) -> Double) {
      for i in 0..<200 {
        // A denominator whose reciprocal overflows, among others.
        let (x, y) = (random.number() / 3, i == 0 ? 0x1p-1028 : random.number() / 7 + 1)
        let x0 = i == 0 ? 0x1p-1026 : x
        let (a, b) = (make(x0), make(y))
        #expect(value(a / b) == x0 / y, "\(x0) / \(y) of \(name)")
        #expect(value(a * b) == x0 * y && value(a + b) == x0 + y && value(a - b) == x0 - y, "\(name)")
        let fused = value(a.adding(a, times: b))
        #expect(fused == x0.adding(x0, times: y) || fused == x0 + x0 * y, "\(name)")
        #expect(value(N.tanh(a)) == Double.tanh(x0), "\(name)")
      }
    }
    check("Dual", { Dual($0, 0.7) }, \.value)
    check("HyperDual", { HyperDual($0, 0.7, 0.3, 0.1) }, \.value)
    check("Taylor", { Taylor2($0, slope: 0.7) }, { $0[0] })
    let tape = Tape<Double>()
    check("ReverseNumber", { tape.variable($0) }, \.value)
    check("ReverseNumber constant", { tape.constant($0) }, \.value)
    // An inner derivative whose value is that of f: D(t → t f(x + 0·t)).
    _ = Tagged<Double>.derivative(at: 1) { t in
      check("Tagged", { Tagged($0) + (t - 1) }, \.primal)
      return t
    }
  }
}
