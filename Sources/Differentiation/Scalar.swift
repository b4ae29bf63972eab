// SPDX-License-Identifier: MIT

import RealModule

/// A number that calculus can be done with: a field with the elementary functions, and the few operations
/// that differentiation adds to them.
///
/// `Double`, `Float` and `Float80` are scalars; so are blocks of points (``Block``), and the
/// derivative-carrying numbers built over any of them (``Dual``, ``HyperDual``, ``Taylor``, ``ReverseNumber``,
/// ``Tagged``, ``Symbolic``). They nest in any order: `Dual<Dual<Double>>` and `Taylor2<ReverseNumber<Double>>` are
/// derivative strategies spelled as types, and to confuse two of their levels is a compile error.
///
/// A dual number cannot be `Real`, which refines `FloatingPoint`; like swift-numerics' `Complex` it is an
/// `AlgebraicField` with `ElementaryFunctions`.
public protocol Scalar: AlgebraicField, ElementaryFunctions, ExpressibleByFloatLiteral {
  /// The number type of the weights of an affine layer: that of the lowest level, whatever wraps it. A number
  /// that says nothing is its own weight.
  associatedtype Weight: AlgebraicField = Self

  init(_ value: Double)

  /// A constant that prints under its name (``Symbolic``) and is its value everywhere else.
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
