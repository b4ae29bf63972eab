// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// A real number to 32 digits, enclosed: it lies within `high + low ± radius`.
///
/// The centre is a pair of doubles, `low` at most half a unit in the last place of `high` (Dekker, Numer.
/// Math. 18, 1971). Every operation bounds its own rounding, and the bound joins the radius: whatever the
/// operands stand for, the result holds (ball arithmetic; van der Hoeven 2009). A constant is the double
/// given, exactly.
package struct Ball: DerivedFunctions, Sendable {
  package typealias Weight = Double
  package let high: Double
  package let low: Double
  package let radius: Double

  init(high: Double, low: Double, radius: Double) {
    self.high = high
    self.low = low
    self.radius = radius
  }
  /// What lies within `value ± radius`.
  package init(_ value: Double, radius: Double) { self.init(high: value, low: 0, radius: radius) }
  package init(_ value: Double) { self.init(value, radius: 0) }
  package init(floatLiteral value: Double) { self.init(value) }

  /// Nothing is known.
  static let undefined = Ball(.nan, radius: .nan)

  var isExact: Bool { low == 0 && radius == 0 }
  /// The same centre, exactly.
  var centre: Ball { Ball(high: high, low: low, radius: 0) }
  /// No number of the ball is larger.
  package var magnitude: Double { Self.up(high.magnitude + low.magnitude + radius) }
  /// No number of the ball is nearer to zero; negative where zero lies inside.
  var floor: Double {
    let floor = high.magnitude - Self.up(low.magnitude + radius)
    return floor - floor.magnitude * 0x1p-50
  }
  func widened(by r: Double) -> Ball { Ball(high: high, low: low, radius: Self.up(radius + r)) }
  /// Whether each number of this ball lies in the other.
  func lies(in other: Ball) -> Bool { (self - other.centre).magnitude <= other.radius }

  /// A bound of what a few operations on numbers that are not negative have rounded to r, or flushed to zero.
  static func up(_ r: Double) -> Double { r == 0 ? 0 : r * (1 + 0x1p-48) + 0x1p-1000 }

  /// a + b without rounding (Knuth).
  private static func exactSum(_ a: Double, _ b: Double) -> (sum: Double, rest: Double) {
    let sum = a + b
    let part = sum - a
    return (sum, (a - (sum - part)) + (b - part))
  }

  package static func + (a: Self, b: Self) -> Self {
    let (sum, rest) = exactSum(a.high, b.high)
    let lows = a.low + b.low
    let low = rest + lows
    let total = exactSum(sum, low)
    let rounding = lows == 0 ? 0 : 0x1p-53 * (lows.magnitude + low.magnitude)
    return Self(high: total.sum, low: total.rest, radius: up(a.radius + b.radius + rounding))
  }
  package static prefix func - (a: Self) -> Self { Self(high: -a.high, low: -a.low, radius: a.radius) }
  package static func - (a: Self, b: Self) -> Self { a + -b }

  package static func * (a: Self, b: Self) -> Self {
    let product = a.high * b.high
    // Smaller than this, what a product rounds off is no double.
    guard product.magnitude > 0x1p-900 else { return small(a, b, product) }
    let rest = (-product).addingProduct(a.high, b.high)
    let low = rest + (a.high * b.low + a.low * b.high)
    let total = exactSum(product, low)
    // Four roundings of numbers below 4u|product|, and a.low b.low: less than 16u²|product|.
    let rounding = a.low == 0 && b.low == 0 ? 0 : 0x1p-102 * product.magnitude
    let spread = a.magnitudeOfCentre * b.radius + b.magnitudeOfCentre * a.radius + a.radius * b.radius
    let isSpread = a.radius != 0 || b.radius != 0
    let radius = isSpread ? (spread + rounding) * (1 + 0x1p-48) + 0x1p-1000 : up(rounding)
    return Self(high: total.sum, low: total.rest, radius: radius)
  }
  private var magnitudeOfCentre: Double { high.magnitude + low.magnitude }
  private static func small(_ a: Self, _ b: Self, _ product: Double) -> Self {
    if product.isNaN { return undefined }
    if a.high == 0 && a.radius == 0 || b.high == 0 && b.radius == 0 { return 0 }
    return Self(0, radius: a.magnitude * b.magnitude * (1 + 0x1p-48) + 0x1p-1000)
  }

  /// The quotient of the centres, and how far any other can be from it: (a − q b)/b.
  package static func / (a: Self, b: Self) -> Self {
    guard b.floor > 0 else { return undefined }
    let first = a.high / b.high
    let second = (a.centre - b.centre * Self(first)).high / b.high
    let (high, low) = exactSum(first, second)
    let quotient = Self(high: high, low: low, radius: 0)
    let rest = (a - b * quotient).magnitude
    return rest == 0 ? quotient : quotient.widened(by: rest / b.floor + 0x1p-1000)
  }
  package func scaled(by k: Double) -> Self { self * Self(k) }
  package func divided(by k: Double) -> Self { self / Self(k) }

  package func affine(_ layer: Layer<Double>, bias: Bool) -> Self {
    let product = Self(layer.weights[0]) * self
    return bias ? product + Self(layer.bias?[0] ?? 0) : product
  }
  package func transposedAffine(_ layer: Layer<Double>) -> Self { Self(layer.weights[0]) * self }
}

extension Ball {
  /// Powers, quotients, sines and cosines; of any other function nothing is known (NaN).
  package static func apply(_ f: Elementary, to x: Self) -> Self {
    switch f {
    case .sin: sineAndCosine(x).sine
    case .cos: sineAndCosine(x).cosine
    case .reciprocal: 1 / x
    case .power(let n): power(x, Int(n))
    case .root(1): x
    default: undefined
    }
  }
  package static func sechSquared(_ x: Self, tanh y: Self) -> Self { 1 - y * y }

  fileprivate static func power(_ x: Self, _ n: Int) -> Self {
    if n < 0 { return 1 / power(x, -n) }
    if n == 0 { return 1 }
    let half = power(x, n / 2)
    return n % 2 == 0 ? half * half : half * half * x
  }

  /// π/2 by its first 106 bits; the next are −1.497e-33.
  private static let quarterTurn = Ball(
    high: 0x1.921fb54442d18p+0, low: 0x1.1a62633145c07p-54, radius: 1.5e-33)

  /// Taylor's series at the centre, of which quarter turns are taken off first. Neither function is steeper
  /// than 1, so that the radius stays.
  static func sineAndCosine(_ x: Self) -> (sine: Self, cosine: Self) {
    guard x.high.isFinite, x.radius.isFinite else { return (undefined, undefined) }
    guard x.high.magnitude < 0x1p30, x.radius < 1 else { return (Self(0, radius: 1), Self(0, radius: 1)) }
    let turns = (x.high / quarterTurn.high).rounded()
    let rest = x.centre - quarterTurn * Self(turns)
    var (sine, cosine, term) = (Self(0), Self(1), Self(1))
    for k in 1..<30 {
      term = (term * rest).divided(by: Double(k))
      switch k % 4 {
      case 0: cosine += term
      case 1: sine += term
      case 2: cosine -= term
      default: sine -= term
      }
    }
    // What is left of either series is below the next term.
    let tail = (term * rest).divided(by: 30).magnitude + x.radius
    (sine, cosine) = (sine.widened(by: tail), cosine.widened(by: tail))
    switch Int(turns) & 3 {
    case 0: return (sine, cosine)
    case 1: return (cosine, -sine)
    case 2: return (-sine, -cosine)
    default: return (-cosine, sine)
    }
  }
}
