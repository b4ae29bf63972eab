// SPDX-License-Identifier: MIT

import Differentiation
import TestSupport
import Testing

/// The operators by both modes, against the coefficients of polynomials, exactly.
@Suite struct OperatorTests {
  typealias Q = Rational

  /// Σ c x^a y^b z^c.
  struct Polynomial {
    var terms: [[Int]: Q]

    static func random(_ random: inout Random) -> Self {
      var terms: [[Int]: Q] = [:]
      for _ in 0..<6 {
        let powers = (0..<3).map { _ in Int.random(in: 0...3, using: &random) }
        terms[powers, default: 0] += Q(Double(Int.random(in: -9...9, using: &random)))
      }
      return Self(terms: terms)
    }
    func callAsFunction<N: Scalar>(_ x: [N]) -> N where N.Weight == Q {
      terms.sorted { $0.key.lexicographicallyPrecedes($1.key) }.reduce(N(0.0)) { sum, term in
        sum + zip(x, term.key).reduce(N(1.0)) { $0 * N.pow($1.0, $1.1) }.scaled(by: Self.double(term.value))
      }
    }
    static func double(_ q: Q) -> Double { Double(q.numerator.description)! }
    /// By the power rule on the coefficients.
    func derivative(_ i: Int) -> Self {
      var result = Self(terms: [:])
      for (powers, c) in terms where powers[i] > 0 {
        var lower = powers
        lower[i] -= 1
        result.terms[lower, default: 0] += c.scaled(by: Double(powers[i]))
      }
      return result
    }
  }

  @Test func bothModesAreExact() {
    var random = Random(11)
    for _ in 0..<20 {
      let f = Polynomial.random(&random)
      let (x, v) = ((0..<3).map { _ in Q.random(&random) }, (0..<3).map { _ in Q.random(&random) })
      let (value, slopes) = (f(x), (0..<3).map { f.derivative($0)(x) })
      let second = (0..<3).map { i in (0..<3).map { j in f.derivative(i).derivative(j)(x) } }
      let product = second.map { zip($0, v).reduce(0) { $0 + $1.0 * $1.1 } }
      let along = zip(slopes, v).reduce(0) { $0 + $1.0 * $1.1 }

      for g in [gradient(at: x) { f($0) }, forwardGradient(at: x) { f($0) }] {
        #expect(g.value == value && g.gradient == slopes)
      }
      for h in [hessian(at: x) { f($0) }, forwardHessian(at: x) { f($0) }] {
        #expect(h.value == value && h.gradient == slopes && h.hessian == second)
      }
      let products = [
        hessianVectorProduct(at: x, along: v) { f($0) },
        forwardHessianVectorProduct(at: x, along: v) { f($0) },
      ]
      for p in products { #expect(p.value == value && p.gradient == slopes && p.product == product) }
      for l in [laplacian(at: x) { f($0) }, reverseLaplacian(at: x) { f($0) }] {
        #expect(l.value == value && l.laplacian == second[0][0] + second[1][1] + second[2][2])
      }
      let lines = [
        directionalDerivative(at: x, along: v) { f($0) },
        reverseDirectionalDerivative(at: x, along: v) { f($0) },
      ]
      for d in lines { #expect(d.value == value && d.derivative == along) }

      let others = [f, f.derivative(0), Polynomial(terms: [[0, 0, 0]: 5])]
      let rows = others.map { p in (0..<3).map { p.derivative($0)(x) } }
      let jacobians = [
        jacobian(at: x) { y in others.map { $0(y) } },
        reverseJacobian(at: x) { y in others.map { $0(y) } },
      ]
      for j in jacobians { #expect(j.values == others.map { $0(x) } && j.jacobian == rows) }
    }
  }

  /// The lines of the documentation.
  @Test func examples() {
    #expect(derivative(at: 2.0) { x in x * x * x } == 12)
    #expect(derivative(at: 2.0) { x in x * derivative(at: Dual(1, nil)) { y in Dual(x, nil) * y } } == 4)
    #expect(gradient(at: [3.0, 2]) { x in x[0] * x[0] * x[1] } == (18, [12, 9]))
    #expect(forwardGradient(at: [3.0, 2]) { x in x[0] * x[0] * x[1] } == (18, [12, 9]))
    let j = jacobian(at: [3.0, 2]) { x in [x[0] * x[1], x[0] + x[1]] }
    #expect(j == ([6, 5], [[2, 3], [1, 1]]))
    #expect(reverseJacobian(at: [3.0, 2]) { x in [x[0] * x[1], x[0] + x[1]] } == j)
    let h = hessian(at: [3.0, 2]) { x in x[0] * x[0] * x[1] }
    #expect(h == (18, [12, 9], [[4, 6], [6, 0]]))
    #expect(forwardHessian(at: [3.0, 2]) { x in x[0] * x[0] * x[1] } == h)
    #expect(
      hessianVectorProduct(at: [3.0, 2], along: [1, 1]) { x in x[0] * x[0] * x[1] }.product == [10, 6])
    #expect(laplacian(at: [3.0, 2]) { x in x[0] * x[0] * x[1] } == (18, 4))
    #expect(reverseLaplacian(at: [3.0, 2]) { x in x[0] * x[0] * x[1] } == (18, 4))
    #expect(directionalDerivative(at: [3.0, 2], along: [1, 1]) { x in x[0] * x[0] * x[1] } == (18, 21))
  }

  /// A function of nothing, and one that reads none of its variables.
  @Test func withoutVariables() {
    let none: [Double] = []
    #expect(
      gradient(at: none) { _ in 5 } == (5, []) && forwardGradient(at: none) { _ in 5 } == (5, []))
    #expect(jacobian(at: none) { _ in [5, 6] } == ([5, 6], [[], []]))
    #expect(hessian(at: none) { _ in 5 } == (5, [], []) && laplacian(at: none) { _ in 5 } == (5, 0))
    #expect(gradient(at: [1.0, 2]) { _ in 5 } == (5, [0, 0]))
    #expect(hessian(at: [1.0]) { _ in 5 } == (5, [0], [[0]]))
    #expect(forwardHessian(at: [1.0]) { _ in 5 } == (5, [0], [[0]]))
    #expect(laplacian(at: [1.0]) { _ in 5 } == (5, 0))
  }
}
