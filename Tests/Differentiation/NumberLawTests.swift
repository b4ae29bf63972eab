// SPDX-License-Identifier: MIT

import TestSupport
import Differentiation
import RealModule
import Testing

/// The laws of a commutative ring with quotients and powers, exactly, in every part of every number type.
@Suite struct NumberLawTests {
  typealias Q = Rational

  @Test func dual() { laws(Dual<Q>.self) }
  @Test func dualOfDual() { laws(Dual<Dual<Q>>.self) }
  @Test func hyperDual() { laws(HyperDual<Q>.self) }
  @Test func taylor() { laws(Taylor4<Q>.self) }
  @Test func multijet() { laws(TaylorPolynomial<Q>.self) }
  @Test func multijetOfDual() { laws(TaylorPolynomial<Dual<Q>>.self) }
  @Test func taylorOfHyperDual() { laws(Taylor2<HyperDual<Q>>.self) }
  @Test func hyperDualOfTaylor() { laws(HyperDual<Taylor2<Q>>.self) }

  @inline(never) @_semantics("optimize.sil.specialize.generic.never")
  func laws<N: Composite>(_: N.Type) {
    var random = Random(N.size)
    for _ in 0..<8 {
      let (a, b, c) = (N.random(&random), N.random(&random), N.random(&random))
      let pairs: [(String, N, N)] = [
        ("a + b = b + a", a + b, b + a), ("a b = b a", a * b, b * a),
        ("(a b) c = a (b c)", (a * b) * c, a * (b * c)),
        ("a (b + c) = a b + a c", a * (b + c), a * b + a * c),
        ("(a / b) b = a", (a / b) * b, a), ("a / b = a b⁻¹", a / b, a * .apply(.reciprocal, to: b)),
        ("a − b = a + (−b)", a - b, a + (-b)), ("a − a = 0", a - a, 0), ("0 a = 0", 0 * a, 0),
        ("1 a = a", 1 * a, a),
        ("c + a b", c.adding(a, times: b), c + a * b), ("3 a = a + a + a", a.scaled(by: 3), a + a + a),
        ("3 (a / 3) = a", a.divided(by: 3).scaled(by: 3), a), ("a⁰ = 1", .pow(a, 0), 1),
        ("a¹ = a", .pow(a, 1), a),
        ("a⁵", .pow(a, 5), a * a * a * a * a), ("a⁻³", .pow(a, -3), 1 / (a * a * a)),
        ("a unit", a * a.unit, a),
      ]
      for (law, left, right) in pairs {
        #expect(
          left == right && left.parts == right.parts, "\(law) in \(N.self): \(left.parts), \(right.parts)")
      }
      for i in 0..<N.size {
        var parts = a.parts
        parts[i] = parts[i] + 1
        #expect(N(parts: parts[...]) != a, "== of \(N.self) does not look at part \(i)")
        var zeros = N(0).parts
        #expect(N(parts: zeros[...]) == 0)
        zeros[i] = 1
        #expect(N(parts: zeros[...]) != 0, "part \(i) of \(N.self) is not compared with an absent one")
        zeros[i] = -7
        #expect(N(parts: zeros[...]).magnitude.isSeven, "the magnitude of \(N.self) does not see part \(i)")
      }
    }
  }

  /// A hyper-dual number is two nested duals laid flat; a Taylor series of order 2 is one with equal
  /// directions.
  @Test func oneAlgebraInThreeLayouts() {
    var random = Random(7)
    func nested(_ h: HyperDual<Q>) -> Dual<Dual<Q>> { Dual(Dual(h.value, h.e1), Dual(h.e2, h.e12)) }
    func hyper(_ t: Taylor2<Q>) -> HyperDual<Q> { HyperDual(t[0], t[1], t[1], t.derivative(2)) }
    for _ in 0..<8 {
      let (a, b) = (HyperDual<Q>.random(&random), HyperDual<Q>.random(&random))
      let (s, t) = (Taylor2<Q>.random(&random), Taylor2<Q>.random(&random))
      #expect(nested(a * b) == nested(a) * nested(b) && nested(a / b) == nested(a) / nested(b))
      #expect(hyper(s * t) == hyper(s) * hyper(t) && hyper(s / t) == hyper(s) / hyper(t))
      for n in -3...5 {
        #expect(nested(.pow(a, n)) == .pow(nested(a), n) && hyper(.pow(s, n)) == .pow(hyper(s), n))
      }
    }
  }

  /// Leibniz: (f g)⁽ᵏ⁾ = Σ C(k, i) f⁽ⁱ⁾ g⁽ᵏ⁻ⁱ⁾, by nested duals, which know nothing of binomials.
  @Test func leibniz() {
    typealias N = Dual<Dual<Dual<Dual<Q>>>>
    let f = { (x: N) in .pow(x, 3) / (x + 1) }
    let g = { (x: N) in 1 / (2 + x * x) }
    let (df, dg) = (N.derivatives(at: 3, of: f), N.derivatives(at: 3, of: g))
    let product = N.derivatives(at: 3) { f($0) * g($0) }
    let rows: [[Q]] = [[1], [1, 1], [1, 2, 1], [1, 3, 3, 1], [1, 4, 6, 4, 1]]
    for (k, row) in rows.enumerated() {
      let sum = row.indices.reduce(Q(0)) { $0 + row[$1] * df[$1] * dg[k - $1] }
      #expect(product[k] == sum, "order \(k)")
    }
  }

  /// ∂x ∂y = ∂y ∂x: the levels swapped, not the indices of one matrix.
  @Test(arguments: 1...6) func mixedPartials(_ seed: Int) {
    func f<N: Scalar>(_ x: N, _ y: N) -> N {
      let quotient: N = (x * y + 3) / (x * x + y)
      return quotient * .pow(x - y, 3) + .pow(y, -2)
    }
    typealias N = Dual<Dual<Q>>
    let (a, b) = (Q(Double(seed)).divided(by: 3), Q(2))
    let xy = f(N(Dual(a, 1), 0), N(Dual(b, 0), 1)).tangent.tangent
    let yx = f(N(Dual(a, 0), 1), N(Dual(b, 1), 0)).tangent.tangent
    let flat = mixedDerivative(at: a, b) { f($0, $1) }.e12
    let polar = { (s: Double) in
      derivatives(at: 0, as: Taylor2<Q>.self) { h in
        f(h + Taylor2(a, slope: 0), h.scaled(by: s) + Taylor2(b, slope: 0))
      }[2]
    }
    #expect(xy == yx && xy == flat)
    // Polarisation: ∂x ∂y = ¼ (D²₍₁,₁₎ − D²₍₁,₋₁₎).
    #expect((polar(1) - polar(-1)).divided(by: 4) == xy)
  }
}

extension Comparable where Self: Numeric {
  fileprivate var isSeven: Bool { self == 7 }
}
