import BigInt
import Differentiation
import RealModule

/// Exact fractions, for cases whose right answer is one: equality instead of a tolerance. Only the rational rows of the
/// rule table exist.
struct Rational: Lifting, Comparable {
  typealias Weight = Rational
  typealias Magnitude = Rational
  let p: BigInt
  let q: BigInt
  init(_ p: BigInt, _ q: BigInt) {
    let g = p.greatestCommonDivisor(with: q) * (q < 0 ? -1 : 1)
    self.p = p / g
    self.q = q / g
  }
  init(_ p: Int, over q: Int = 1) { self.init(BigInt(p), BigInt(q)) }
  init(_ value: Double) {
    let scaled = value.significand * 0x1p52
    let exponent = value == 0 ? 0 : Int(value.exponent) - 52
    let sign: BigInt = value < 0 ? -1 : 1
    let m = value == 0 ? 0 : sign * BigInt(Int64(scaled))
    self.init(exponent >= 0 ? m << exponent : m, exponent >= 0 ? 1 : BigInt(1) << -exponent)
  }
  init(floatLiteral value: Double) { self.init(value) }
  init(integerLiteral value: Int) { self.init(value) }
  var isZero: Bool { p == 0 }
  var magnitude: Rational { Rational(p < 0 ? -p : p, q) }
  static func < (a: Self, b: Self) -> Bool { a.p * b.q < b.p * a.q }
  static func + (a: Self, b: Self) -> Self { Self(a.p * b.q + b.p * a.q, a.q * b.q) }
  static func - (a: Self, b: Self) -> Self { Self(a.p * b.q - b.p * a.q, a.q * b.q) }
  static func * (a: Self, b: Self) -> Self { Self(a.p * b.p, a.q * b.q) }
  static func / (a: Self, b: Self) -> Self { Self(a.p * b.q, a.q * b.p) }
  func scaled(by k: Double) -> Self { self * Self(k) }
  static func apply(_ f: Elementary, to x: Self) -> Self {
    switch f {
    case .reciprocal: return 1 / x
    case .power(let n):
      let r = (0..<abs(n)).reduce(Rational(1)) { r, _ in r * x }
      return n < 0 ? 1 / r : r
    default: preconditionFailure("\(f) is not rational")
    }
  }
  static func sechSquared(_ x: Self, tanh y: Self) -> Self { 1 - y * y }
}
