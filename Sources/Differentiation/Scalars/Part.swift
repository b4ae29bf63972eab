// SPDX-License-Identifier: MIT

import RealModule

/// A derivative that a number carries, or none: what the derivative-carrying numbers are made of.
///
/// **Absent** is a derivative by structure: a literal, a constant of the equation and another coordinate do
/// not depend on the variable, whatever their values. Absent times anything is absent, so that √c has no
/// slope at c = 0, where the factor 1/(2√c) is infinite.
///
/// **Zero** is a number. That x⁴ has the slope 0 at 0 says nothing of √x⁴: the chain rule makes it ∞·0, which
/// is NaN, and NaN it stays. (The limits are known to mathematics, not to the rule: (√x⁴)′ = 0, (∛x³)′ = 1,
/// and (√x²)′ has none.) So no number type, tape or strategy drops a term because its data are zero.
@frozen public struct Part<S: Scalar>: Equatable {
  /// Zero where the part is absent.
  public let value: S
  public let isAbsent: Bool

  @inlinable init(_ value: S, isAbsent: Bool) {
    self.value = value
    self.isAbsent = isAbsent
  }
  @inlinable public init(_ value: S) { self.init(value, isAbsent: false) }
  /// nil: absent.
  @inlinable public init(_ value: S?) {
    if let value { self.init(value, isAbsent: false) } else { self = .absent }
  }
  @inlinable @inline(__always) public static var absent: Self { Self(S(0.0), isAbsent: true) }
  /// An absent part equals one that is zero.
  @inlinable public static func == (a: Self, b: Self) -> Bool { a.value == b.value }

  @inlinable public func map(_ f: (S) -> S) -> Self { isAbsent ? self : Self(f(value)) }
  /// f′(x) times this, y = f(x).
  @inlinable public func through(_ f: Elementary, at x: S, value y: S) -> Self {
    isAbsent || f.isFlat ? .absent : Self(f.derivative(x, value: y) * value)
  }

  @inlinable public static func + (a: Self, b: Self) -> Self {
    a.isAbsent ? b : b.isAbsent ? a : Self(a.value + b.value)
  }
  @inlinable public static func - (a: Self, b: Self) -> Self {
    b.isAbsent ? a : a.isAbsent ? Self(-b.value) : Self(a.value - b.value)
  }
  @inlinable public static prefix func - (a: Self) -> Self { a.map { -$0 } }
  @inlinable public static func * (k: S, a: Self) -> Self { a.isAbsent ? a : Self(k * a.value) }
  @inlinable public static func * (a: Self, k: S) -> Self { a.isAbsent ? a : Self(a.value * k) }
  @inlinable public static func * (a: Self, b: Self) -> Self { a.isAbsent ? a : a.value * b }
  @inlinable public static func / (a: Self, k: S) -> Self { a.isAbsent ? a : Self(a.value / k) }
  @inlinable public func scaled(by k: Double) -> Self { map { $0.scaled(by: k) } }
  @inlinable public func divided(by k: Double) -> Self { map { $0.divided(by: k) } }

  /// `self + a·b`
  @inlinable public func adding(_ a: S, times b: Self) -> Self {
    b.isAbsent ? self : Self(isAbsent ? a * b.value : value.adding(a, times: b.value))
  }
  @inlinable public func adding(_ a: Self, times b: S) -> Self {
    a.isAbsent ? self : Self(isAbsent ? a.value * b : value.adding(a.value, times: b))
  }
  @inlinable public func adding(_ a: Self, times b: Self) -> Self {
    a.isAbsent ? self : adding(a.value, times: b)
  }

  /// A derivative has no bias.
  @inlinable public func affine(_ layer: Layer<S.Weight>) -> Self { map { $0.affine(layer, bias: false) } }
  @inlinable public func transposedAffine(_ layer: Layer<S.Weight>) -> Self {
    map { $0.transposedAffine(layer) }
  }
}
