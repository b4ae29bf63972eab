import BigInt
import Differentiation

/// An exact number: what differentiation of a rational function gives can be held to equality.
///
/// Only the rational rows of the table exist; the others stop the test that asks for them.
struct Rational: Lifting, Comparable, Hashable, Sendable, CustomStringConvertible {
  typealias Weight = Rational
  let numerator: BigInt
  let denominator: BigInt

  init(_ numerator: BigInt, _ denominator: BigInt) {
    precondition(denominator != 0, "division by zero in exact arithmetic")
    let g = numerator.greatestCommonDivisor(with: denominator) * (denominator < 0 ? -1 : 1)
    (self.numerator, self.denominator) = (numerator / g, denominator / g)
  }
  /// Exact: a machine number is an integer times a power of two.
  init(_ value: Double) {
    precondition(value.isFinite, "\(value) is no rational number")
    guard value != 0 else { (numerator, denominator) = (0, 1); return }
    let shift = Int(value.exponent) - 52
    let integer = BigInt(Double(sign: value.sign, exponent: 52, significand: value.significand))
    let power = BigInt(1) << shift.magnitude
    self = shift < 0 ? Rational(integer, power) : Rational(integer * power, 1)
  }
  init(floatLiteral value: Double) { self.init(value) }

  var isZero: Bool { numerator == 0 }
  var magnitude: Rational { numerator < 0 ? scaled(by: -1) : self }
  var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
  static func < (a: Self, b: Self) -> Bool { a.numerator * b.denominator < b.numerator * a.denominator }
  static func + (a: Self, b: Self) -> Self {
    Self(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
  }
  static func - (a: Self, b: Self) -> Self {
    Self(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator)
  }
  static func * (a: Self, b: Self) -> Self {
    Self(a.numerator * b.numerator, a.denominator * b.denominator)
  }
  static func / (a: Self, b: Self) -> Self {
    Self(a.numerator * b.denominator, a.denominator * b.numerator)
  }
  func scaled(by k: Double) -> Self { self * Self(k) }
  func divided(by k: Double) -> Self { self / Self(k) }

  static func apply(_ f: Elementary, to x: Self) -> Self {
    switch f {
    case .reciprocal: return 1 / x
    case .power(let n):
      let power = Self(x.numerator.power(Int(n.magnitude)), x.denominator.power(Int(n.magnitude)))
      return n < 0 ? 1 / power : power
    default: preconditionFailure("\(f) of a rational number is not rational")
    }
  }
  static func sechSquared(_ x: Self, tanh y: Self) -> Self { preconditionFailure("tanh is not rational") }
}
