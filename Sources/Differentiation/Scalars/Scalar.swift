// SPDX-License-Identifier: MIT

import RealModule

/// A number that calculus can be done with: a field with the elementary functions, and the few operations
/// that differentiation adds to them.
///
/// `Double`, `Float` and `Float80` are scalars; so are blocks of points (`Block`), and the
/// derivative-carrying numbers built over any of them (``Dual``, ``HyperDual``, ``Taylor``, ``ReverseNumber``,
/// `Tagged`, `Symbolic`). They nest in any order: `Dual<Dual<Double>>` and `Taylor2<ReverseNumber<Double>>` are
/// derivative strategies spelled as types, and to confuse two of their levels is a compile error.
///
/// A dual number cannot be `Real`, which refines `FloatingPoint`; like swift-numerics' `Complex` it is an
/// `AlgebraicField` with `ElementaryFunctions`.
public protocol Scalar: AlgebraicField, ElementaryFunctions, ExpressibleByFloatLiteral {
  /// The number type of the weights of an affine layer: that of the lowest level, whatever wraps it. A number
  /// that says nothing is its own weight.
  associatedtype Weight: AlgebraicField = Self

  init(_ value: Double)

  /// A constant that prints under its name (`Symbolic`) and is its value everywhere else.
  init(_ constant: NamedConstant)

  /// Zero by structure, such as a literal in place of a block: a term with it may be dropped. What happens to
  /// be zero at this point is not; a machine number does not tell, and says no.
  var isStructuralZero: Bool { get }

  /// The value of what is a constant by structure at every level, nil for anything else and for what no
  /// `Double` is.
  var fixedValue: Double? { get }

  /// Tells constants apart without looking at data: what has the same identity is the same number. nil: not
  /// known.
  var valueNumber: ValueNumber? { get }

  /// A one of the same shape: as `1`, but fit to be an operand of ``affine(_:bias:)``.
  var unit: Self { get }

  /// `self + a·b`, fused where the machine can.
  func adding(_ a: Self, times b: Self) -> Self

  /// `k·self`.
  func scaled(by k: Double) -> Self

  /// `self / k`, exact in exact arithmetic.
  func divided(by k: Double) -> Self

  /// `f(x)`. Number types implement this once, by the rule table in ``Elementary``.
  static func apply(_ f: Elementary, to x: Self) -> Self

  /// `1 − y²` for `y = tanh x`, with the primal part taken from `x`: right in the tails, where `1 − y²`
  /// cancels.
  static func sechSquared(_ x: Self, tanh y: Self) -> Self

  /// `W·self + b`: the one operation that is not elementwise. A single number is a block of one row.
  func affine(_ layer: Layer<Weight>, bias: Bool) -> Self

  /// `Wᵀ·self`.
  func transposedAffine(_ layer: Layer<Weight>) -> Self

  // How a reverse tape sums adjoints of this type; see `Adjoint`.
  static func accumulate(_ slot: inout Adjoint<Self>, _ g: Self)
  static func accumulate(_ slot: inout Adjoint<Self>, _ g: Self, scaledBy k: Double)
  static func accumulate(_ slot: inout Adjoint<Self>, _ g: Self, times d: Self)
  static func accumulate(
    _ slot: inout Adjoint<Self>, _ g: Self, through f: Elementary, at x: Self, value y: Self)
  static func accumulateTransposed(_ slot: inout Adjoint<Self>, _ g: Self, _ layer: Layer<Weight>)
  static func release(_ slot: inout Adjoint<Self>)
}

/// A constant of the problem with the name it has in the equation, such as ν.
public struct NamedConstant: Sendable, Hashable {
  public let name: String
  public let value: Double
  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}

/// The place or the bits of a number.
@frozen public struct ValueNumber: Hashable, Sendable {
  @usableFromInline let place: UInt
  @usableFromInline let bits: UInt64
  @inlinable package init(_ place: UInt, _ bits: UInt64) {
    self.place = place
    self.bits = bits
  }
}

/// The larger of two magnitudes; NaN where either is, so that it is not passed over.
@inlinable package func larger<M: Comparable>(_ a: M, _ b: M) -> M { a != a ? a : b != b ? b : max(a, b) }

extension Scalar {
  @inlinable public init(_ constant: NamedConstant) { self.init(constant.value) }
  @inlinable public var valueNumber: ValueNumber? { nil }
  @inlinable public var isStructuralZero: Bool { false }
  @inlinable public var fixedValue: Double? { nil }
  @inlinable public var unit: Self { 1 }
  @inlinable public func adding(_ a: Self, times b: Self) -> Self { self + a * b }
  @inlinable public func divided(by k: Double) -> Self { self / Self(k) }
}

// An equation's constants beside its numbers, as a reader writes them: `nu * u.xx`, `d * (u.xx + u.yy)`,
// `u.value - c`.
//
// All are disfavoured: where the operators of the number itself fit, as with a literal, they are taken
// without a look at these. Without that mark the compiler tries every combination of both, and gives up on
// equations of eight terms.

/// A constant keeps its name in the printed equation.
extension Scalar {
  @_disfavoredOverload @inlinable public static func + (a: NamedConstant, b: Self) -> Self { Self(a) + b }
  @_disfavoredOverload @inlinable public static func + (a: Self, b: NamedConstant) -> Self { a + Self(b) }
  @_disfavoredOverload @inlinable public static func - (a: NamedConstant, b: Self) -> Self { Self(a) - b }
  @_disfavoredOverload @inlinable public static func - (a: Self, b: NamedConstant) -> Self { a - Self(b) }
  @_disfavoredOverload @inlinable public static func * (a: NamedConstant, b: Self) -> Self { Self(a) * b }
  @_disfavoredOverload @inlinable public static func * (a: Self, b: NamedConstant) -> Self { a * Self(b) }
  @_disfavoredOverload @inlinable public static func / (a: NamedConstant, b: Self) -> Self { Self(a) / b }
  @_disfavoredOverload @inlinable public static func / (a: Self, b: NamedConstant) -> Self { a / Self(b) }
}

/// A number of the machine prints as its digits.
extension Scalar {
  @_disfavoredOverload @inlinable public static func + (a: Double, b: Self) -> Self { Self(a) + b }
  @_disfavoredOverload @inlinable public static func + (a: Self, b: Double) -> Self { a + Self(b) }
  @_disfavoredOverload @inlinable public static func - (a: Double, b: Self) -> Self { Self(a) - b }
  @_disfavoredOverload @inlinable public static func - (a: Self, b: Double) -> Self { a - Self(b) }
  @_disfavoredOverload @inlinable public static func * (a: Double, b: Self) -> Self { b.scaled(by: a) }
  @_disfavoredOverload @inlinable public static func * (a: Self, b: Double) -> Self { a.scaled(by: b) }
  @_disfavoredOverload @inlinable public static func / (a: Double, b: Self) -> Self { Self(a) / b }
  @_disfavoredOverload @inlinable public static func / (a: Self, b: Double) -> Self { a.divided(by: b) }
}

// Functions of two numbers and more, composed of rows so that every number type has them, with their
// derivatives.
extension Scalar {
  /// xʸ, for every number type in the same way:
  ///
  /// * An exponent that is an integer by structure, 2 or 2.0 alike, is that power: right at every x,
  ///   derivatives too.
  /// * Another constant exponent: 0 at 0 if it is positive, with the derivatives that the limit has (0,
  ///   finite or infinite), and NaN below.
  /// * An exponent that is a variable: e^(y log x), for x > 0.
  @inlinable public static func pow(_ x: Self, _ y: Self) -> Self { power(x, y) }

  @inlinable static func power(_ x: Self, _ y: Self) -> Self {
    guard let c = y.fixedValue else { return exp(y * log(x)) }
    return apply(Int32(exactly: c).map { .power($0) } ?? .realPower(c), to: x)
  }

  /// √(x² + y²), without an overflow in between; its derivatives at 0 are NaN, as it has none.
  @inlinable public static func hypot(_ x: Self, _ y: Self) -> Self {
    let scale = commonScale(x, y)
    let (a, b) = (x / scale, y / scale)
    return scale * sqrt(a * a + b * b)
  }
  /// A power of two near the larger magnitude, as a constant.
  @inlinable static func commonScale(_ x: Self, _ y: Self) -> Self {
    let (a, b) = (apply(.binade, to: x), apply(.binade, to: y))
    return apply(.binade, to: a.scaled(by: 0.5) + b.scaled(by: 0.5))
  }

  /// The angle of (x, y) from the first axis, in (−π, π]; NaN at 0, where there is none.
  @inlinable public static func atan2(y: Self, x: Self) -> Self {
    let scale = commonScale(x, y)
    let (a, b) = (x / scale, y / scale)
    let (c, s) = (apply(.detached, to: a), apply(.detached, to: b))
    // The angle itself as a constant. Of x < 0 it is ±π less that of −x, + where y is 0.
    let half: Self = s / (sqrt(c * c + s * s) + apply(.abs, to: c))
    let isLeft = apply(.leakySlope(0), to: -c)
    let isBelow = apply(.leakySlope(0), to: -s)
    let side: Self = 1 - isLeft.scaled(by: 2)
    let up: Self = 1 - isBelow.scaled(by: 2)
    let near: Self = atan(half).scaled(by: 2)
    let angle: Self = side * near + isLeft * up * 3.14159265358979323846264338327950288
    // What is differentiated: the rest of the angle, which is 0.
    return angle + atan((c * b - s * a) / (c * a + s * b))
  }

  /// The larger of both, exactly; where they are equal its derivatives are the mean of theirs.
  @inlinable public static func maximum(of a: Self, _ b: Self) -> Self {
    let side = apply(.sign, to: a - b)
    return (1 + side).scaled(by: 0.5) * a + (1 - side).scaled(by: 0.5) * b
  }
  /// The smaller of both, in the same way.
  @inlinable public static func minimum(of a: Self, _ b: Self) -> Self {
    let side = apply(.sign, to: b - a)
    return (1 + side).scaled(by: 0.5) * a + (1 - side).scaled(by: 0.5) * b
  }

  /// log Σ e^xᵢ, without an overflow in between; −∞ of nothing.
  @inlinable public static func logSumExp(_ x: [Self]) -> Self {
    guard let first = x.first else { return Self(-Double.infinity) }
    let largest = apply(.detached, to: x.dropFirst().reduce(first) { maximum(of: $0, $1) })
    let sum = x.dropFirst().reduce(exp(first - largest)) { $0 + exp($1 - largest) }
    return largest + log(sum)
  }
}
