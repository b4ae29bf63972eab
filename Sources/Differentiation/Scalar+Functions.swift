// SPDX-License-Identifier: MIT

import RealModule

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
