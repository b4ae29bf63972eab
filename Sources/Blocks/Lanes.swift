// SPDX-License-Identifier: MIT

import Differentiation

import RealModule

/// A few points side by side in one machine vector. A wrapper, not the SIMD type itself: with a protocol
/// conformance on `SIMD8<Double>` the compiler no longer keeps it in one register.
@usableFromInline package protocol Lanes: SendableMetatype {
  associatedtype Element: Scalar & Real & BinaryFloatingPoint & Sendable where Element.Weight == Element
  /// How many points.
  static var count: Int { get }
  init(repeating value: Element)
  subscript(i: Int) -> Element { get set }
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  /// `self + a·b`
  func adding(_ a: Self, times b: Self) -> Self
  /// Within 3 ulp.
  static func tanh(_ x: Self) -> Self
  /// `1 − y²`, y = tanh x, right in the tails.
  static func sechSquared(_ x: Self, tanh y: Self) -> Self
  /// sin(x + quarters·π/2): the sine for 0, the cosine for 1. Within 3 ulp.
  static func sine(_ x: Self, quarters: Int) -> Self
  func sum() -> Element
  /// The lanes of a and b in turn: those of their first halves, and those of their second.
  static func interleave(_ a: Self, _ b: Self, _ first: inout Self, _ second: inout Self)
  /// out[stride·p][i] = x[i][p] for as many vectors as lanes.
  static func transpose(
    _ x: UnsafeMutablePointer<Self>, into out: UnsafeMutablePointer<Self>, _ stride: Int)
}

extension Lanes {
  @inlinable package func map(_ f: (Element) -> Element) -> Self {
    var result = self
    for i in 0..<Self.count { result[i] = f(self[i]) }
    return result
  }
  /// Of numbers so large that their remainder needs more digits of π, and of what is no number.
  @inlinable @inline(never) func sineByLane(_ quarters: Int) -> Self {
    map { quarters == 0 ? Element.sin($0) : Element.cos($0) }
  }
  /// The rule table, lane by lane except where a vector kernel exists.
  @inlinable @inline(never) package static func applySlowly(_ f: Elementary, to x: Self) -> Self {
    x.map { Element.apply(f, to: $0) }
  }
}
