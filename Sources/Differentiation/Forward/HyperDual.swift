// SPDX-License-Identifier: MIT

import RealModule

/// A hyper-dual number a + a₁ε₁ + a₂ε₂ + a₁₂ε₁ε₂ with ε₁² = ε₂² = 0: a value, two directional derivatives and
/// their mixed second derivative, exact to rounding (Fike and Alonso, AIAA 2011-886).
///
///     f(a + …) = f(a) + f′(a)(a₁ε₁ + a₂ε₂) + (f′(a) a₁₂ + f″(a) a₁a₂) ε₁ε₂
///
/// The ring is that of two nested duals; here it is one flat type, and f″ a₂ comes from differentiating the
/// rule for f′ along ε₂ by the rule table itself.
@frozen public struct HyperDual<S: Scalar>: DerivedFunctions {
  public typealias Weight = S.Weight
  public var value: S
  // The parts ε₁, ε₂ and ε₁ε₂.
  public var p1: Part<S>
  public var p2: Part<S>
  public var p12: Part<S>

  /// - Parameters: nil where the number does not depend on what ε₁, ε₂ or both are of (see ``Part``).
  @inlinable public init(_ value: S, _ e1: S?, _ e2: S?, _ e12: S?) {
    self.init(value, Part(e1), Part(e2), Part(e12))
  }
  @inlinable init(_ value: S, _ p1: Part<S>, _ p2: Part<S>, _ p12: Part<S>) {
    self.value = value
    self.p1 = p1
    self.p2 = p2
    self.p12 = p12
  }
  @inlinable public init(_ value: Double) { self.init(S(value), nil, nil, nil) }
  @inlinable public init(_ constant: NamedConstant) { self.init(S(constant), nil, nil, nil) }
  @inlinable public init(floatLiteral value: S.FloatLiteralType) {
    self.init(S(floatLiteral: value), nil, nil, nil)
  }

  @inlinable public var e1: S {
    get { p1.value }
    set { p1 = Part(newValue) }
  }
  @inlinable public var e2: S {
    get { p2.value }
    set { p2 = Part(newValue) }
  }
  @inlinable public var e12: S {
    get { p12.value }
    set { p12 = Part(newValue) }
  }
  @inlinable var isConstant: Bool { p1.isAbsent && p2.isAbsent && p12.isAbsent }
  @inlinable public var isStructuralZero: Bool { isConstant && value.isStructuralZero }
  @inlinable public var fixedValue: Double? { isConstant ? value.fixedValue : nil }
  @inlinable public var unit: Self { Self(value.unit, nil, nil, nil) }
  @inlinable public var magnitude: S.Magnitude {
    larger(larger(value.magnitude, e1.magnitude), larger(e2.magnitude, e12.magnitude))
  }

  @inlinable public static func + (a: Self, b: Self) -> Self {
    Self(a.value + b.value, a.p1 + b.p1, a.p2 + b.p2, a.p12 + b.p12)
  }
  @inlinable public static func - (a: Self, b: Self) -> Self {
    Self(a.value - b.value, a.p1 - b.p1, a.p2 - b.p2, a.p12 - b.p12)
  }
  @inlinable public static func * (a: Self, b: Self) -> Self {
    Self(
      a.value * b.value,
      (a.value * b.p1).adding(a.p1, times: b.value),
      (a.value * b.p2).adding(a.p2, times: b.value),
      (a.value * b.p12).adding(a.p1, times: b.p2).adding(a.p2, times: b.p1).adding(a.p12, times: b.value))
  }
  @inlinable public static func / (a: Self, b: Self) -> Self {
    let q = a.value / b.value
    let q1 = (a.p1 - q * b.p1) / b.value
    let q2 = (a.p2 - q * b.p2) / b.value
    return Self(q, q1, q2, (a.p12 - q * b.p12 - q1 * b.p2 - q2 * b.p1) / b.value)
  }
  @inlinable public func scaled(by k: Double) -> Self {
    Self(value.scaled(by: k), p1.scaled(by: k), p2.scaled(by: k), p12.scaled(by: k))
  }
  @inlinable public func divided(by k: Double) -> Self {
    Self(value.divided(by: k), p1.divided(by: k), p2.divided(by: k), p12.divided(by: k))
  }

  @inlinable public static func apply(_ f: Elementary, to x: Self) -> Self {
    let y = S.apply(f, to: x.value)
    if x.isConstant || f.isFlat { return Self(y, nil, nil, nil) }
    let d = f.derivative(x.value, value: y)
    let (p1, p2, p12) = (d * x.p1, d * x.p2, d * x.p12)
    if x.p1.isAbsent || x.p2.isAbsent { return Self(y, p1, p2, p12) }
    // The slope of f′ along ε₂, as nested duals have it. f″ and a₁a₂ by themselves may overflow where f″a₁a₂
    // does not.
    let along = f.derivative(Dual(x.value, slope: x.p2), value: Dual(y, slope: p2)).slope
    return Self(y, p1, p2, p12.adding(along, times: x.p1))
  }
  @inlinable public static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    let square = y * y
    return Self(S.sechSquared(x.value, tanh: y.value), -square.p1, -square.p2, -square.p12)
  }
  @inlinable public func affine(_ layer: Layer<Weight>, bias: Bool) -> Self {
    Self(
      value.affine(layer, bias: bias), p1.affine(layer), p2.affine(layer), p12.affine(layer))
  }
  @inlinable public func transposedAffine(_ layer: Layer<Weight>) -> Self {
    Self(
      value.transposedAffine(layer), p1.transposedAffine(layer), p2.transposedAffine(layer),
      p12.transposedAffine(layer))
  }
}
