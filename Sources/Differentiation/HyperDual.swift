import RealModule

/// A hyper-dual number a + a₁ε₁ + a₂ε₂ + a₁₂ε₁ε₂ with ε₁² = ε₂² = 0: a value, two directional derivatives and
/// their mixed second derivative, exact to rounding (Fike and Alonso, AIAA 2011-886).
///
///     f(a + …) = f(a) + f′(a)(a₁ε₁ + a₂ε₂) + (f′(a) a₁₂ + f″(a) a₁a₂) ε₁ε₂
///
/// The ring is that of two nested duals; here it is one flat type, and f″ comes from differentiating the rule
/// for f′ by the rule table itself.
@frozen public struct HyperDual<S: Scalar>: Lifting {
  public typealias Weight = S.Weight
  public var value: S
  public var e1: S
  public var e2: S
  public var e12: S

  @inlinable public init(_ value: S, _ e1: S, _ e2: S, _ e12: S) {
    self.value = value
    self.e1 = e1
    self.e2 = e2
    self.e12 = e12
  }
  @inlinable public init(_ value: Double) { self.init(S(value), 0, 0, 0) }
  @inlinable public init(_ constant: NamedConstant) { self.init(S(constant), 0, 0, 0) }
  @inlinable public init(floatLiteral value: S.FloatLiteralType) {
    self.init(S(floatLiteral: value), 0, 0, 0)
  }

  @inlinable public var isZero: Bool { value.isZero && e1.isZero && e2.isZero && e12.isZero }
  @inlinable public var unit: Self { Self(value.unit, 0, 0, 0) }
  @inlinable public var magnitude: S.Magnitude {
    larger(larger(value.magnitude, e1.magnitude), larger(e2.magnitude, e12.magnitude))
  }

  @inlinable public static func + (a: Self, b: Self) -> Self {
    Self(a.value + b.value, a.e1 + b.e1, a.e2 + b.e2, a.e12 + b.e12)
  }
  @inlinable public static func - (a: Self, b: Self) -> Self {
    Self(a.value - b.value, a.e1 - b.e1, a.e2 - b.e2, a.e12 - b.e12)
  }
  @inlinable public static func * (a: Self, b: Self) -> Self {
    Self(
      a.value * b.value,
      (a.value * b.e1).adding(a.e1, times: b.value),
      (a.value * b.e2).adding(a.e2, times: b.value),
      (a.value * b.e12).adding(a.e1, times: b.e2).adding(a.e2, times: b.e1).adding(a.e12, times: b.value))
  }
  @inlinable public static func / (a: Self, b: Self) -> Self {
    let q = a.value / b.value
    let q1 = (a.e1 - q * b.e1) / b.value
    let q2 = (a.e2 - q * b.e2) / b.value
    return Self(q, q1, q2, (a.e12 - q * b.e12 - q1 * b.e2 - q2 * b.e1) / b.value)
  }
  @inlinable public func scaled(by k: Double) -> Self {
    Self(value.scaled(by: k), e1.scaled(by: k), e2.scaled(by: k), e12.scaled(by: k))
  }
  @inlinable public func divided(by k: Double) -> Self {
    Self(value.divided(by: k), e1.divided(by: k), e2.divided(by: k), e12.divided(by: k))
  }

  @inlinable public static func apply(_ f: Elementary, to x: Self) -> Self {
    let y = S.apply(f, to: x.value)
    if x.e1.isZero && x.e2.isZero && x.e12.isZero { return Self(y, 0, 0, 0) }
    let d1 = f.derivative(x.value, value: y)
    // An absent part stays absent: 0·∞ at a branch point would make it NaN.
    func scaled(_ part: S) -> S { part.isZero ? part : d1 * part }
    let (e1, e2, e12) = (scaled(x.e1), scaled(x.e2), scaled(x.e12))
    if x.e1.isZero || x.e2.isZero { return Self(y, e1, e2, e12) }
    let d2 = f.derivative(Dual(x.value, 1), value: Dual(y, d1)).tangent
    return Self(y, e1, e2, e12.adding(d2, times: x.e1 * x.e2))
  }
  @inlinable public static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    let square = y * y
    return Self(S.sechSquared(x.value, tanh: y.value), -square.e1, -square.e2, -square.e12)
  }
  @inlinable public func affine(_ layer: Layer<Weight>, bias: Bool) -> Self {
    Self(
      value.affine(layer, bias: bias), e1.affine(layer, bias: false), e2.affine(layer, bias: false),
      e12.affine(layer, bias: false))
  }
  @inlinable public func transposedAffine(_ layer: Layer<Weight>) -> Self {
    Self(
      value.transposedAffine(layer), e1.transposedAffine(layer), e2.transposedAffine(layer),
      e12.transposedAffine(layer))
  }
}
