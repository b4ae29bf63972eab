// SPDX-License-Identifier: MIT

import RealModule

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
