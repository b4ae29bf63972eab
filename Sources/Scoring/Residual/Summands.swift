// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// A number that remembers its summands: an equation's own code, run on such numbers, gives its terms one by
/// one.
struct Summands: DerivedFunctions {
  typealias Weight = Summands
  typealias Magnitude = Double

  struct Term: Equatable {
    /// The numerical factor.
    var number: Double
    /// The other factors by name, sorted: constants, coordinates, unknowns and their derivatives.
    var factors: [String]
    /// The named constants among them.
    var constants: Set<String> = []
    /// Whether an unknown or a derivative of one is among them.
    var hasUnknown = false
    /// Everything multiplied.
    var value: Double

    /// "rho*u", without the number.
    var name: String { factors.isEmpty ? "1" : factors.joined(separator: "*") }
  }
  var terms: [Term]

  init(_ terms: [Term]) { self.terms = terms }
  init(_ value: Double) { terms = value == 0 ? [] : [Term(number: value, factors: [], value: value)] }
  init(floatLiteral value: Double) { self.init(value) }
  init(_ constant: NamedConstant) {
    terms = [Term(number: 1, factors: [constant.name], constants: [constant.name], value: constant.value)]
  }
  /// A coordinate, or an unknown's derivative.
  init(_ name: String, _ value: Double, isUnknown: Bool) {
    terms = [Term(number: 1, factors: [name], hasUnknown: isUnknown, value: value)]
  }

  var value: Double { terms.reduce(0) { $0 + $1.value } }
  var isZero: Bool { terms.isEmpty }
  var magnitude: Double { abs(value) }

  static func + (a: Self, b: Self) -> Self {
    var sum = a.terms
    for term in b.terms {
      if let k = sum.firstIndex(where: { $0.factors == term.factors }) {
        sum[k].number += term.number
        sum[k].value += term.value
      } else {
        sum.append(term)
      }
    }
    return Self(sum.filter { $0.number != 0 })
  }
  static func - (a: Self, b: Self) -> Self { a + b.scaled(by: -1) }
  static func * (a: Self, b: Self) -> Self {
    var product = Self([])
    for x in a.terms {
      for y in b.terms {
        let term = Term(
          number: x.number * y.number, factors: (x.factors + y.factors).sorted(),
          constants: x.constants.union(y.constants), hasUnknown: x.hasUnknown || y.hasUnknown,
          value: x.value * y.value)
        product = product + Self([term])
      }
    }
    return product
  }
  func scaled(by k: Double) -> Self {
    if k == 0 { return Self([]) }
    return Self(
      terms.map { term in
        var scaled = term
        scaled.number *= k
        scaled.value *= k
        return scaled
      })
  }
  func divided(by k: Double) -> Self { scaled(by: 1 / k) }

  static func apply(_ f: Elementary, to x: Self) -> Self {
    switch f {
    case .power(let n) where (2...4).contains(n): return (1..<n).reduce(x) { product, _ in product * x }
    default: break
    }
    let inside = x.terms.map { $0.number == 1 ? $0.name : "\(estimate($0.number))*\($0.name)" }
    let name =
      f == .reciprocal ? "1/(\(inside.joined(separator: " + ")))" : "\(f)(\(inside.joined(separator: " + ")))"
    let value = Double.apply(f, to: x.value)
    return Self([
      Term(
        number: 1, factors: [name], constants: x.terms.reduce([]) { $0.union($1.constants) },
        hasUnknown: x.terms.contains { $0.hasUnknown }, value: value)
    ])
  }
  static func sechSquared(_ x: Self, tanh y: Self) -> Self { 1 - y * y }
}
