// SPDX-License-Identifier: MIT

import Plumbline

/// The other package: a number with its slopes along all parameters at once (vector forward mode). No slopes:
/// a constant.
struct Slopes<S: Scalar>: DerivedFunctions {
  var value: S
  var slopes: [S] = []

  init(_ value: S, _ slopes: [S]) {
    self.value = value
    self.slopes = slopes
  }
  init(_ value: Double) { self.value = S(value) }
  init(floatLiteral value: S.FloatLiteralType) { self.value = S(floatLiteral: value) }
  var magnitude: S.Magnitude { value.magnitude }

  /// a·x′ + b·y′
  private static func combine(_ a: S, _ x: [S], _ b: S, _ y: [S]) -> [S] {
    if y.isEmpty { return x.map { a * $0 } }
    return x.isEmpty ? y.map { b * $0 } : zip(x, y).map { (a * $0).adding(b, times: $1) }
  }
  static func + (x: Self, y: Self) -> Self { Self(x.value + y.value, combine(1, x.slopes, 1, y.slopes)) }
  static func - (x: Self, y: Self) -> Self { Self(x.value - y.value, combine(1, x.slopes, -1, y.slopes)) }
  static func * (x: Self, y: Self) -> Self {
    Self(x.value * y.value, combine(y.value, x.slopes, x.value, y.slopes))
  }
  func scaled(by k: Double) -> Self { Self(value.scaled(by: k), slopes.map { $0.scaled(by: k) }) }
  static func apply(_ f: Elementary, to x: Self) -> Self {
    let y = S.apply(f, to: x.value)
    if x.slopes.isEmpty { return Self(y, []) }
    let slope = f.derivative(x.value, value: y)
    return Self(y, x.slopes.map { slope * $0 })
  }
  static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    Self(S.sechSquared(x.value, tanh: y.value), y.slopes.map { (y.value * $0).scaled(by: -2) })
  }
}
