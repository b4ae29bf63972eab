// SPDX-License-Identifier: MIT

import Differentiation
import Strategies

/// A number that carries derivatives along directions, with the pairing that its ring has: what a sweep over
/// such numbers needs to know.
///
/// A sweep gives the adjoint θ̄ = s·∂θu as a product in the ring, and one part of a product is a sum of parts
/// of s times parts of ∂θu. A seed with its parts *reversed* makes that part Σ ∂L/∂u⁽ʲ⁾ ∂ₓʲ∂θu, the gradient.
protocol JetRing: Scalar {
  associatedtype Base: Scalar
  /// How many infinitesimals a probe may use.
  static var infinitesimals: Int { get }
  init(constant: Base)
  /// Zero, with these speeds along the infinitesimals.
  init(speeds: (_ infinitesimal: Int) -> Double)
  /// A seed whose product with u has weight × the derivative of the order k in its ``last`` part.
  static func seed(order k: Int, weight: Base) -> Self
  /// The derivative of the order k along a probe's directions.
  func derivative(_ k: Int) -> Base
  /// The part that pairs with the reversed seed.
  var last: Base { get }
  /// The probes whose weighted sum is the derivative `index`.
  static func probes(_ index: MultiIndex) -> [Probe]
}

/// A derivative of u along directions, and its weight in the one that is asked for.
struct Probe {
  /// The speed of each coordinate along each infinitesimal.
  let directions: [[Coordinate: Double]]
  let order: Int
  /// Its sign, and what it is divided by: exact in exact arithmetic.
  var sign = 1.0
  var divisor = 1.0

  func weighted<S: Scalar>(_ x: S) -> S { x.scaled(by: sign).divided(by: divisor) }
}

/// nil: a coordinate at rest does not depend on the infinitesimal.
private func speed<S: Scalar>(_ k: Double) -> S? { k == 0 ? nil : S(k) }

extension TaylorSeries {
  static var infinitesimals: Int { min(1, order) }
  init(constant: Base) { self.init { $0 == 0 ? constant : nil } }
  init(speeds: (Int) -> Double) { self.init { $0 == 0 ? 0 : $0 == 1 ? speed(speeds(0)) : nil } }
  /// Σⱼ s_{n−j} c_j with c_j = u⁽ʲ⁾/j!
  static func seed(order k: Int, weight: Base) -> Self {
    let factorial = (1...max(1, k)).reduce(1.0) { $0 * Double($1) }
    return Self { $0 == order - k ? weight.scaled(by: factorial) : $0 == 0 ? 0 : nil }
  }
  var last: Base { self[Self.order] }

  static func probes(_ index: MultiIndex) -> [Probe] {
    guard let first = index.coordinates.first else { return [Probe(directions: [[:]], order: 0)] }
    if index.isPure { return [Probe(directions: [[first: 1]], order: index.order)] }
    let polarisation = Polarisation(index)
    return polarisation.terms.map { direction, sign in
      Probe(directions: [direction], order: index.order, sign: sign, divisor: polarisation.divisor)
    }
  }
}
extension Taylor: JetRing {}
extension Constant: JetRing {}

/// The value pairs with ε.
extension Dual: JetRing where S: JetRing {
  typealias Base = S.Base
  static var infinitesimals: Int { S.infinitesimals + 1 }
  init(constant: Base) { self.init(S(constant: constant), nil) }
  init(speeds: (Int) -> Double) { self.init(S(speeds: speeds), speed(speeds(S.infinitesimals))) }
  static func seed(order k: Int, weight: Base) -> Self {
    let below = S.seed(order: min(k, S.infinitesimals), weight: weight)
    return k > S.infinitesimals ? Self(below, nil) : Self(0, below)
  }
  func derivative(_ k: Int) -> Base {
    (k > S.infinitesimals ? tangent : value).derivative(min(k, S.infinitesimals))
  }
  var last: Base { tangent.last }
  static func probes(_ index: MultiIndex) -> [Probe] { HyperDual<S>.probes(index) }
}

/// Infinitesimals are used in order, those of the base first; ε₁ pairs with ε₂, the value with ε₁ε₂.
extension HyperDual: JetRing where S: JetRing {
  typealias Base = S.Base
  static var infinitesimals: Int { S.infinitesimals + 2 }
  init(constant: Base) { self.init(S(constant: constant), nil, nil, nil) }
  init(speeds: (Int) -> Double) {
    let n = S.infinitesimals
    self.init(S(speeds: speeds), speed(speeds(n)), speed(speeds(n + 1)), nil)
  }
  static func seed(order k: Int, weight: Base) -> Self {
    let below = S.seed(order: min(k, S.infinitesimals), weight: weight)
    switch k - S.infinitesimals {
    case ...0: return Self(0, nil, nil, below)
    case 1: return Self(0, nil, below, nil)
    default: return Self(below, nil, nil, nil)
    }
  }
  func derivative(_ k: Int) -> Base {
    let part = [value, e1, e12][max(0, k - S.infinitesimals)]
    return part.derivative(min(k, S.infinitesimals))
  }
  var last: Base { e12.last }
  static func probes(_ index: MultiIndex) -> [Probe] {
    [Probe(directions: index.coordinates.map { [$0: 1] }, order: index.order)]
  }
}
