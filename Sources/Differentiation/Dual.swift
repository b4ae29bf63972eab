import RealModule

/// A dual number a + a′ε, ε² = 0: a value and one directional derivative (forward mode).
///
///     f(a + a′ε) = f(a) + f′(a) a′ ε
///
/// Nested, `Dual<Dual<S>>` has two independent infinitesimals, and the coefficient of ε₁ε₂ is a second
/// derivative: k levels carry every derivative up to the order k in the directions seeded.
@frozen public struct Dual<S: Scalar>: Lifting {
  public typealias Weight = S.Weight
  public var value: S
  public var tangent: S

  @inlinable public init(_ value: S, _ tangent: S) {
    self.value = value
    self.tangent = tangent
  }
  @inlinable public init(_ value: Double) { self.init(S(value), 0) }
  @inlinable public init(_ constant: NamedConstant) { self.init(S(constant), 0) }
  @inlinable public init(floatLiteral value: S.FloatLiteralType) { self.init(S(floatLiteral: value), 0) }

  @inlinable public var isZero: Bool { value.isZero && tangent.isZero }
  @inlinable public var unit: Self { Self(value.unit, 0) }
  @inlinable public var magnitude: S.Magnitude { larger(value.magnitude, tangent.magnitude) }

  @inlinable public static func + (a: Self, b: Self) -> Self {
    Self(a.value + b.value, a.tangent + b.tangent)
  }
  @inlinable public static func - (a: Self, b: Self) -> Self {
    Self(a.value - b.value, a.tangent - b.tangent)
  }
  @inlinable public static func * (a: Self, b: Self) -> Self {
    Self(a.value * b.value, (a.value * b.tangent).adding(a.tangent, times: b.value))
  }
  @inlinable public static func / (a: Self, b: Self) -> Self {
    let q = a.value / b.value
    return Self(q, (a.tangent - q * b.tangent) / b.value)
  }
  @inlinable public func adding(_ a: Self, times b: Self) -> Self {
    Self(
      value.adding(a.value, times: b.value),
      tangent.adding(a.value, times: b.tangent).adding(a.tangent, times: b.value))
  }
  @inlinable public func scaled(by k: Double) -> Self { Self(value.scaled(by: k), tangent.scaled(by: k)) }
  @inlinable public func divided(by k: Double) -> Self { Self(value.divided(by: k), tangent.divided(by: k)) }

  @inlinable public static func apply(_ f: Elementary, to x: Self) -> Self {
    let y = S.apply(f, to: x.value)
    // An absent tangent stays absent: 0·∞ at a branch point would make it NaN.
    return x.tangent.isZero ? Self(y, x.tangent) : Self(y, f.derivative(x.value, value: y) * x.tangent)
  }
  @inlinable public static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    Self(S.sechSquared(x.value, tanh: y.value), (y.value * y.tangent).scaled(by: -2))
  }
  @inlinable public func affine(_ layer: Layer<Weight>, bias: Bool) -> Self {
    Self(value.affine(layer, bias: bias), tangent.affine(layer, bias: false))
  }
  @inlinable public func transposedAffine(_ layer: Layer<Weight>) -> Self {
    Self(value.transposedAffine(layer), tangent.transposedAffine(layer))
  }
}
