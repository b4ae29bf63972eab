// SPDX-License-Identifier: MIT

import RealModule

/// A composite number type that lifts the rule table: it supplies ring operations and
/// ``Scalar/apply(_:to:)``, and every function of `ElementaryFunctions` follows.
public protocol DerivedFunctions: Scalar where IntegerLiteralType == Int {
  // Required here too: code that is generic over `DerivedFunctions` would otherwise take the defaults below and pass
  // over the type's own operators.
  static func / (a: Self, b: Self) -> Self
  static prefix func - (a: Self) -> Self
}

extension DerivedFunctions {
  @inlinable public init(integerLiteral value: Int) { self.init(Double(value)) }
  @inlinable public init?<T: BinaryInteger>(exactly source: T) {
    guard let value = Double(exactly: source) else { return nil }
    self.init(value)
  }
  @inlinable public static var zero: Self { Self(0.0) }
  @inlinable public static func += (a: inout Self, b: Self) { a = a + b }
  @inlinable public static func -= (a: inout Self, b: Self) { a = a - b }
  @inlinable public static func *= (a: inout Self, b: Self) { a = a * b }
  @inlinable public static func /= (a: inout Self, b: Self) { a = a / b }
  @inlinable public static func / (a: Self, b: Self) -> Self { a * apply(.reciprocal, to: b) }
  @inlinable public static prefix func - (a: Self) -> Self { a.scaled(by: -1) }
  @inlinable public var reciprocal: Self? { Self.apply(.reciprocal, to: self) }

  @inlinable public static func exp(_ x: Self) -> Self { apply(.exp, to: x) }
  @inlinable public static func expMinusOne(_ x: Self) -> Self { apply(.expMinusOne, to: x) }
  @inlinable public static func log(_ x: Self) -> Self { apply(.log, to: x) }
  @inlinable public static func log(onePlus x: Self) -> Self { apply(.logOnePlus, to: x) }
  @inlinable public static func sin(_ x: Self) -> Self { apply(.sin, to: x) }
  @inlinable public static func cos(_ x: Self) -> Self { apply(.cos, to: x) }
  @inlinable public static func tan(_ x: Self) -> Self { apply(.tan, to: x) }
  @inlinable public static func asin(_ x: Self) -> Self { apply(.asin, to: x) }
  @inlinable public static func acos(_ x: Self) -> Self { apply(.acos, to: x) }
  @inlinable public static func atan(_ x: Self) -> Self { apply(.atan, to: x) }
  @inlinable public static func sinh(_ x: Self) -> Self { apply(.sinh, to: x) }
  @inlinable public static func cosh(_ x: Self) -> Self { apply(.cosh, to: x) }
  @inlinable public static func tanh(_ x: Self) -> Self { apply(.tanh, to: x) }
  @inlinable public static func asinh(_ x: Self) -> Self { apply(.asinh, to: x) }
  @inlinable public static func acosh(_ x: Self) -> Self { apply(.acosh, to: x) }
  @inlinable public static func atanh(_ x: Self) -> Self { apply(.atanh, to: x) }
  @inlinable public static func sqrt(_ x: Self) -> Self { apply(.sqrt, to: x) }

  @inlinable public static func pow(_ x: Self, _ y: Self) -> Self { power(x, y) }
  @inlinable public static func pow(_ x: Self, _ n: Int) -> Self {
    // Exponents beyond 32 bits overflow or vanish everywhere but at ±1; they go the general way.
    Int32(exactly: n).map { apply(.power($0), to: x) } ?? exp(log(x).scaled(by: Double(n)))
  }
  @inlinable public static func root(_ x: Self, _ n: Int) -> Self {
    Int32(exactly: n).map { apply(.root($0), to: x) } ?? exp(log(x).divided(by: Double(n)))
  }
}
