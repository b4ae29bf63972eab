// SPDX-License-Identifier: MIT

import RealModule

/// A dual number a + a′ε, ε² = 0: a value and one directional derivative (forward mode).
///
///     f(a + a′ε) = f(a) + f′(a) a′ ε
///
/// Nested, `Dual<Dual<S>>` has two independent infinitesimals, and the coefficient of ε₁ε₂ is a second
/// derivative: k levels carry every derivative up to the order k in the directions seeded.
@frozen public struct Dual<S: Scalar>: DerivedFunctions {
  public typealias Weight = S.Weight
  public var value: S
  /// The tangent, absent in a constant.
  public var slope: Part<S>

  /// - Parameters:
  ///   - value: the number itself.
  ///   - tangent: nil where the number does not depend on what the level differentiates by (see ``Part``).
  @inlinable @inline(__always) public init(_ value: S, _ tangent: S?) {
    self.init(value, slope: Part(tangent))
  }
  @inlinable @inline(__always) public init(_ value: S, slope: Part<S>) {
    self.value = value
    self.slope = slope
  }
  @inlinable public init(_ value: Double) { self.init(S(value), nil) }
  @inlinable public init(_ constant: NamedConstant) { self.init(S(constant), nil) }
  @inlinable public init(floatLiteral value: S.FloatLiteralType) { self.init(S(floatLiteral: value), nil) }

  /// The derivative, zero where it is absent.
  @inlinable public var tangent: S {
    get { slope.value }
    set { slope = Part(newValue) }
  }
  @inlinable public var isStructuralZero: Bool { slope.isAbsent && value.isStructuralZero }
  @inlinable public var fixedValue: Double? { slope.isAbsent ? value.fixedValue : nil }
  @inlinable public var unit: Self { Self(value.unit, nil) }
  @inlinable public var magnitude: S.Magnitude { larger(value.magnitude, tangent.magnitude) }

  @inlinable public static func + (a: Self, b: Self) -> Self {
    Self(a.value + b.value, slope: a.slope + b.slope)
  }
  @inlinable public static func - (a: Self, b: Self) -> Self {
    Self(a.value - b.value, slope: a.slope - b.slope)
  }
  @inlinable public static func * (a: Self, b: Self) -> Self {
    Self(a.value * b.value, slope: (a.value * b.slope).adding(a.slope, times: b.value))
  }
  @inlinable public static func / (a: Self, b: Self) -> Self {
    let q = a.value / b.value
    return Self(q, slope: (a.slope - q * b.slope) / b.value)
  }
  @inlinable public func adding(_ a: Self, times b: Self) -> Self {
    Self(
      value.adding(a.value, times: b.value),
      slope: slope.adding(a.value, times: b.slope).adding(a.slope, times: b.value))
  }
  @inlinable public func scaled(by k: Double) -> Self {
    Self(value.scaled(by: k), slope: slope.scaled(by: k))
  }
  @inlinable public func divided(by k: Double) -> Self {
    Self(value.divided(by: k), slope: slope.divided(by: k))
  }

  @inlinable public static func apply(_ f: Elementary, to x: Self) -> Self {
    let y = S.apply(f, to: x.value)
    return Self(y, slope: x.slope.through(f, at: x.value, value: y))
  }
  @inlinable public static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    Self(S.sechSquared(x.value, tanh: y.value), slope: (y.value * y.slope).scaled(by: -2))
  }
  @inlinable public func affine(_ layer: Layer<Weight>, bias: Bool) -> Self {
    Self(value.affine(layer, bias: bias), slope: slope.affine(layer))
  }
  @inlinable public func transposedAffine(_ layer: Layer<Weight>) -> Self {
    Self(value.transposedAffine(layer), slope: slope.transposedAffine(layer))
  }
}
