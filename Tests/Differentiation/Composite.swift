// SPDX-License-Identifier: MIT

import TestSupport
import Differentiation

/// A number type as the list of its exact parts, so that laws can be put to random numbers and to every part.
protocol Composite: Scalar {
  static var size: Int { get }
  init(parts: ArraySlice<Rational>)
  var parts: [Rational] { get }
}

extension Composite {
  static func random(_ random: inout Random) -> Self {
    // The first part is the value, which must not be zero where it is divided by.
    let parts = (0..<size).map { i in
      Rational(Double(Int.random(in: i == 0 ? 1...9 : -9...9, using: &random))).divided(by: 4)
    }
    return Self(parts: parts[...])
  }
}

extension ArraySlice<Rational> {
  /// The ith of equal pieces.
  func piece<C: Composite>(_ i: Int, _: C.Type = C.self) -> C {
    C(parts: self[startIndex + i * C.size..<startIndex + (i + 1) * C.size])
  }
}

extension Rational: Composite {
  static var size: Int { 1 }
  init(parts: ArraySlice<Rational>) { self = parts.first! }
  var parts: [Rational] { [self] }
}
extension Dual: Composite where S: Composite {
  static var size: Int { 2 * S.size }
  init(parts p: ArraySlice<Rational>) { self.init(p.piece(0), p.piece(1)) }
  var parts: [Rational] { value.parts + tangent.parts }
}
extension HyperDual: Composite where S: Composite {
  static var size: Int { 4 * S.size }
  init(parts p: ArraySlice<Rational>) { self.init(p.piece(0), p.piece(1), p.piece(2), p.piece(3)) }
  var parts: [Rational] { value.parts + e1.parts + e2.parts + e12.parts }
}
extension Constant: Composite where S: Composite {
  static var size: Int { S.size }
  init(parts: ArraySlice<Rational>) { self.init { _ in S(parts: parts) } }
  var parts: [Rational] { value.parts }
}
extension Taylor: Composite where Lower.Base: Composite {
  static var size: Int { (order + 1) * Base.size }
  init(parts: ArraySlice<Rational>) { self.init { parts.piece($0) } }
  var parts: [Rational] { (0...Self.order).flatMap { self[$0].parts } }
}

private let tested = DerivativeSet([[.x, .x, .t], [.t, .t]], at: [.x, .t])
extension TaylorPolynomial: Composite where S: Composite {
  static var size: Int { tested.indices.count * S.size }
  init(parts p: ArraySlice<Rational>) {
    self.init(tested.indices.indices.map { Part(p.piece($0, S.self)) }, tested)
  }
  var parts: [Rational] { tested.indices.indices.flatMap { self[$0].parts } }
}
