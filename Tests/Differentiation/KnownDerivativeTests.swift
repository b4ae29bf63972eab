// SPDX-License-Identifier: MIT

import TestSupport
import Differentiation
import RealModule
import Testing

/// Published values of higher derivatives of one or several variables, and the identities between modes.
@Suite struct KnownDerivativeTests {
  typealias Q = Rational

  /// A14, (x⁵)‴(1) = 60 and not −76, with its neighbours.
  @Test func fifthPower() {
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    func check<N: DerivativeTower>(_: N.Type) where N.Ground == Q {
      let found = N.derivatives(at: 1) { $0 * $0 * $0 * $0 * $0 }
      #expect(found == Array([1, 5, 20, 60, 120, 120, 0].prefix(found.count)), "\(N.self)")
    }
    check(Dual<Dual<Dual<Dual<Q>>>>.self)
    check(Taylor6<Q>.self)
    check(HyperDual<HyperDual<Q>>.self)
    check(ReverseNumber<ReverseNumber<ReverseNumber<Q>>>.self)
    check(ReverseNumber<Taylor2<Dual<Q>>>.self)
  }

  /// A22: u = x² y³, u_xxyyy = 12, with x and y in levels of their own, in either order.
  @Test func mixedOfHighOrder() {
    typealias N = Taylor3<Taylor2<Q>>
    typealias M = Taylor2<Taylor3<Q>>
    let x = N(Taylor2(2, slope: 1), slope: 0)
    let y = N(3, slope: 1)
    #expect((N.pow(x, 2) * N.pow(y, 3)).derivative(3).derivative(2) == 12)
    let z = M(2, slope: 1)
    let w = M(Taylor3(3, slope: 1), slope: 0)
    #expect((M.pow(z, 2) * M.pow(w, 3)).derivative(2).derivative(3) == 12)
    let tagged = Tagged<Q>.derivative(at: 2) { x in
      .derivative(at: x) { x in
        .derivative(at: 3) { y in .derivative(at: y) { y in .derivative(at: y) { y in x * x * y * y * y } } }
      }
    }
    #expect(tagged == 12)
  }

  struct Known: Sendable {
    let name: String
    let x: Double
    let f: Elementary?
    let derivatives: [Double]
  }
  /// B20, B26, B31.
  static let known = [
    Known(name: "sin", x: 0, f: .sin, derivatives: [0, 1, 0, -1, 0, 1, 0]),
    Known(
      name: "tanh", x: 0.3, f: .tanh,
      derivatives: [
        0.291312612451590906, 0.915136961826629203, -0.533181878201454348, -1.36430610610112356,
        3.72248581661372007, 6.11370393195315228, -52.1763075767858524,
      ]),
    Known(
      name: "eˣ/√(sin³x + cos³x)", x: 1.5, f: nil,
      derivatives: [4.49778005394616195, 4.05342789389862066, 9.46307368159660335]),
  ]
  @Test(arguments: known) func functions(_ known: Known) {
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    func check<N: DerivativeTower>(_: N.Type) where N.Ground == Double {
      let found = N.derivatives(at: known.x) { x in
        if let f = known.f { return .apply(f, to: x) }
        let cubes: N = .pow(.sin(x), 3) + .pow(.cos(x), 3)
        return .exp(x) / .sqrt(cubes)
      }
      for (k, (y, right)) in zip(found, known.derivatives).enumerated() {
        // The unit: k! roundings of the largest derivative so far.
        let largest = known.derivatives[0...k].map(\.magnitude).max()!
        let units = (y - right).magnitude / (max(1, largest) * Double(max(k, 1)) * .ulpOfOne / 2)
        #expect(units <= 8, "\(known.name) by \(N.self), order \(k): \(y), \(units) units from \(right)")
      }
    }
    check(Dual<Dual<Dual<Dual<Double>>>>.self)
    check(Taylor6<Double>.self)
    check(HyperDual<HyperDual<Double>>.self)
    check(ReverseNumber<ReverseNumber<ReverseNumber<Double>>>.self)
  }

  /// B27: the Hessian of (1 − x)² + 100 (y − x²)² times v, forward over reverse, reverse over forward and
  /// reverse over reverse, exactly.
  @Test(arguments: [(1.5, -0.5), (0, 2), (-3, 0.25)]) func rosenbrock(_ x: Double, _ y: Double) {
    func f<N: Scalar>(_ p: [N]) -> N {
      let (a, b) = (1 - p[0], p[1] - p[0] * p[0])
      return a * a + b * b * 100
    }
    let point = [Q(x), Q(y)]
    let v: [Q] = [3, -7]
    let (xx, xy): (Q, Q) = (2 + 1200 * point[0] * point[0] - 400 * point[1], -400 * point[0])
    let right = [xx * v[0] + xy * v[1], xy * v[0] + 200 * v[1]]
    let forwardOverReverse = gradient(at: zip(point, v).map { Dual($0, $1) }) { f($0) }.gradient.map(
      \.tangent)
    #expect(forwardOverReverse == right)
    let reverseOverForward = gradient(at: point) { p in
      f(zip(p, v).map { Dual($0, ByTape.lift($1)) }).tangent
    }
    #expect(reverseOverForward.gradient == right)
    let reverseOverReverse = gradient(at: point) { p in
      let inner = gradient(at: p) { f($0) }.gradient
      return zip(inner, v).reduce(0) { $0 + $1.0 * ByTape.lift($1.1) }
    }
    #expect(reverseOverReverse.gradient == right)
  }

  /// B28: a loop whose result is √a: D = 1/4 and D² = −1/32 at 4; the loop is differentiated, not the root.
  @Test func newtonsLoop() {
    func root<N: Scalar>(_ a: N) -> N { (0..<8).reduce(a) { y, _ in (y + a / y).scaled(by: 0.5) } }
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    func check<N: DerivativeTower>(_: N.Type) where N.Ground == Double {
      let found = N.derivatives(at: 4) { root($0) }
      for (y, right) in zip(found, [2, 1.0 / 4, -1.0 / 32]) {
        #expect((y - right).magnitude <= 4 * right.ulp, "\(N.self): \(y), not \(right)")
      }
    }
    check(Dual<Dual<Double>>.self)
    check(Taylor2<Double>.self)
    check(HyperDual<Double>.self)
    check(ReverseNumber<ReverseNumber<Double>>.self)
  }

  /// B39: ∂a ∂b ∂c sin(a b c), each in a level of its own kind.
  @Test func threeKindsOfLevel() {
    let right = 0.563677042906221630
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    func check<A: Way, B: Way, C: Way>(_: A.Type, _: B.Type, _: C.Type)
    where A.Lower == Double, B.Lower == A.Number, C.Lower == B.Number {
      let found = A.derivative(at: 0.5) { a in
        B.derivative(at: 0.7) { b in C.derivative(at: 0.9) { c in .sin(C.lift(B.lift(a) * b) * c) } }
      }
      #expect((found - right).magnitude <= 8 * right.ulp, "\(C.Number.self): \(found), not \(right)")
    }
    check(ByDual.self, ByTape.self, BySeries.self)
    check(ByTape.self, ByDual.self, ByHyperDual.self)
    check(BySeries.self, ByTag.self, ByTape.self)
    check(ByHyperDual.self, ByTape.self, ByDual.self)
    check(ByTape.self, ByTape.self, ByTape.self)
    check(ByTag.self, BySeries.self, ByDual.self)
  }
}
