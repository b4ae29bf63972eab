// SPDX-License-Identifier: MIT

import BigInt
import Differentiation

/// An exact number: what differentiation of a rational function gives can be held to equality.
///
/// Only the rational rows of the table exist; the others stop the test that asks for them.
public struct Rational: DerivedFunctions, Comparable, Hashable, Sendable, CustomStringConvertible {
  public typealias Weight = Rational
  public let numerator: BigInt
  public let denominator: BigInt

  public init(_ numerator: BigInt, _ denominator: BigInt) {
    precondition(denominator != 0, "division by zero in exact arithmetic")
    let g = numerator.greatestCommonDivisor(with: denominator) * (denominator < 0 ? -1 : 1)
    (self.numerator, self.denominator) = (numerator / g, denominator / g)
  }
  /// Exact: a machine number is an integer times a power of two.
  public init(_ value: Double) {
    precondition(value.isFinite, "\(value) is no rational number")
    guard value != 0 else { (numerator, denominator) = (0, 1); return }
    let shift = Int(value.exponent) - 52
    let integer = BigInt(Double(sign: value.sign, exponent: 52, significand: value.significand))
    let power = BigInt(1) << shift.magnitude
    self = shift < 0 ? Rational(integer, power) : Rational(integer * power, 1)
  }
  public init(floatLiteral value: Double) { self.init(value) }
  /// "57/4", or an integer; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { BigInt($0) }
    guard (1...2).contains(parts.count), let above = parts[0], let below = parts.count == 2 ? parts[1] : 1,
      below != 0
    else { return nil }
    self.init(above, below)
  }

  public var magnitude: Rational { numerator < 0 ? scaled(by: -1) : self }
  public var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
  public static func < (a: Self, b: Self) -> Bool {
    a.numerator * b.denominator < b.numerator * a.denominator
  }
  public static func + (a: Self, b: Self) -> Self {
    Self(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
  }
  public static func - (a: Self, b: Self) -> Self {
    Self(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator)
  }
  public static func * (a: Self, b: Self) -> Self {
    Self(a.numerator * b.numerator, a.denominator * b.denominator)
  }
  public static func / (a: Self, b: Self) -> Self {
    Self(a.numerator * b.denominator, a.denominator * b.numerator)
  }
  public func scaled(by k: Double) -> Self { self * Self(k) }
  public func divided(by k: Double) -> Self { self / Self(k) }

  public static func apply(_ f: Elementary, to x: Self) -> Self {
    switch f {
    case .reciprocal: return 1 / x
    case .power(let n):
      let power = Self(x.numerator.power(Int(n.magnitude)), x.denominator.power(Int(n.magnitude)))
      return n < 0 ? 1 / power : power
    default: preconditionFailure("\(f) of a rational number is not rational")
    }
  }
  public static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    preconditionFailure("tanh is not rational")
  }
}

extension Double {
  public init(_ q: Rational) { self = Double(q.numerator) / Double(q.denominator) }
}
