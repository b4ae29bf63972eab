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

extension Lanes {
  /// Each of log₂ rounds interleaves the first half of the vectors with the second.
  @inlinable @inline(__always) package static func transpose(
    _ x: UnsafeMutablePointer<Self>, into out: UnsafeMutablePointer<Self>, _ stride: Int
  ) {
    withUnsafeTemporaryAllocation(of: Self.self, capacity: 32) { memory in
      let half = count / 2
      var (from, to) = (memory.baseAddress!, memory.baseAddress! + count)
      for i in 0..<half { interleave(x[i], x[i + half], &to[2 * i], &to[2 * i + 1]) }
      var done = 4
      while done < count {
        swap(&from, &to)
        for i in 0..<half { interleave(from[i], from[i + half], &to[2 * i], &to[2 * i + 1]) }
        done *= 2
      }
      for i in 0..<half {
        interleave(to[i], to[i + half], &out[2 * i * stride], &out[(2 * i + 1) * stride])
      }
    }
  }
}

extension DoubleLanes {
  /// The same in registers.
  @inlinable @inline(__always) package static func transpose(
    _ x: UnsafeMutablePointer<Self>, into out: UnsafeMutablePointer<Self>, _ stride: Int
  ) {
    @inline(__always) func pair(_ a: Vector, _ b: Vector) -> (Vector, Vector) {
      var (first, second) = (Self(a), Self(b))
      interleave(Self(a), Self(b), &first, &second)
      return (first.v, second.v)
    }
    let (a0, a1) = pair(x[0].v, x[4].v)
    let (a2, a3) = pair(x[1].v, x[5].v)
    let (a4, a5) = pair(x[2].v, x[6].v)
    let (a6, a7) = pair(x[3].v, x[7].v)
    let (b0, b1) = pair(a0, a4)
    let (b2, b3) = pair(a1, a5)
    let (b4, b5) = pair(a2, a6)
    let (b6, b7) = pair(a3, a7)
    let (c0, c1) = pair(b0, b4)
    let (c2, c3) = pair(b1, b5)
    let (c4, c5) = pair(b2, b6)
    let (c6, c7) = pair(b3, b7)
    (out[0].v, out[stride].v, out[2 * stride].v, out[3 * stride].v) = (c0, c1, c2, c3)
    (out[4 * stride].v, out[5 * stride].v, out[6 * stride].v, out[7 * stride].v) = (c4, c5, c6, c7)
  }
}
