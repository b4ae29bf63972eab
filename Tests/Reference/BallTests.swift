// SPDX-License-Identifier: MIT

import BigInt
import Differentiation
import RealModule
import TestSupport
import Testing

@testable import Reference

extension Ball {
  /// The number of the ball at `place` of its radius from the centre, exactly.
  func number(_ place: Double) -> Rational {
    Rational(high) + Rational(low) + Rational(radius).scaled(by: place)
  }
  func contains(_ x: Rational) -> Bool { (x - number(0)).magnitude <= Rational(radius) }
}

/// Exact results, in units of 2⁻¹²⁰⁰.
private enum Exactly {
  static let bits = FixedPoint.bits
  /// The number of the ball at `place` of its radius from the centre.
  static func number(of ball: Ball, at place: Double) -> BigInt {
    let reach = FixedPoint.integer(ball.radius) * FixedPoint.integer(place)
    return FixedPoint.integer(ball.high) + FixedPoint.integer(ball.low) + (reach >> bits)
  }
  /// Whether the ball holds what the operation makes of p and q.
  static func holds(_ ball: Ball, _ operation: BallTests.Operation, _ p: BigInt, _ q: BigInt) -> Bool {
    let centre = number(of: ball, at: 0)
    let radius = FixedPoint.integer(ball.radius)
    let error: BigInt =
      switch operation {
      case .sum: (p + q - centre) << bits
      case .difference: (p - q - centre) << bits
      case .product: p * q - (centre << bits)
      // |p/q − c| ≤ r, times |q|.
      case .quotient: (p << bits) - centre * q
      case .multiplyAdd: ((p + -centre) << bits) + p * q
      }
    return error.magnitude <= (operation == .quotient ? radius * q : radius << bits).magnitude
  }
}

/// What a ball's operands may be, the result holds: in exact rational arithmetic.
@Suite struct BallTests {
  enum Kind: CaseIterable {
    case double, pair, narrow, wide, tiny, huge, one
    func ball(_ random: inout Random) -> Ball {
      let x = Double.random(in: -2...2, using: &random)
      let low = x * 0x1p-54 * Double.random(in: -1...1, using: &random)
      switch self {
      case .double: return Ball(x)
      case .pair: return Ball(high: x, low: low, radius: 0)
      case .narrow: return Ball(high: x, low: low, radius: 0x1p-95 * Double.random(in: 0...1, using: &random))
      case .wide: return Ball(high: x, low: low, radius: Double.random(in: 0...1, using: &random))
      case .tiny: return Ball(high: x * 0x1p-520, low: low * 0x1p-520, radius: 0x1p-600)
      case .huge: return Ball(high: x * 0x1p300, low: low * 0x1p300, radius: 0x1p220)
      // Neighbours cancel.
      case .one: return Ball(high: 1 + x * 0x1p-50, low: x * 0x1p-105, radius: 0)
      }
    }
  }
  enum Operation: String, CaseIterable { case sum, difference, product, quotient, multiplyAdd }

  @Test(arguments: Kind.allCases, Kind.allCases) func operationsContainTheExactResult(_ a: Kind, _ b: Kind) {
    var random = Random(state: 15)
    for _ in 0..<12 {
      let (x, y) = (a.ball(&random), b.ball(&random))
      for operation in Operation.allCases {
        let result =
          switch operation {
          case .sum: x + y
          case .difference: x - y
          case .product: x * y
          case .quotient: x / y
          case .multiplyAdd: x.adding(x, times: y)
          }
        if operation == .quotient, y.floor <= 0 {
          #expect(result.radius.isNaN)
          continue
        }
        for (p, q) in [(-1.0, -1.0), (-1, 1), (1, -1), (1, 1), (0, 0), (0.25, -0.5)] {
          #expect(
            Exactly.holds(result, operation, Exactly.number(of: x, at: p), Exactly.number(of: y, at: q)),
            "\(x), \(y), \(operation): \(result)")
        }
        #expect(result.low.magnitude <= 0x1p-53 * result.high.magnitude, "\(result) is not normal")
      }
    }
  }

  /// 31 digits and more are left of exact operands, and no radius where nothing is rounded.
  @Test func radiiAreSmall() {
    var random = Random(state: 16)
    for _ in 0..<1000 {
      let (x, y) = (Kind.pair.ball(&random), Kind.pair.ball(&random))
      #expect((x * y).radius <= 0x1p-101 * (x * y).magnitude)
      #expect((x / y).radius <= 0x1p-99 * (x / y).magnitude)
      #expect((x + y).radius <= 0x1p-103 * (x.magnitude + y.magnitude))
    }
    #expect(Ball(3) * Ball(0.25) + 2 - 1 == Ball(1.75) && Ball(0.1) * Ball(0) == 0)
    #expect((Ball(0.1) + Ball(0.2)).radius == 0 && (Ball(0.1) * Ball(0.2)).radius == 0)
    #expect((Ball(0.1) * Ball(0.2)).low != 0)
  }

  @Test(arguments: [-3, -1, 0, 1, 2, 7] as [Int32]) func powers(_ n: Int32) {
    var random = Random(state: 17)
    for _ in 0..<5 {
      for kind in [Kind.pair, .narrow, .one] {
        let x = kind.ball(&random)
        let power = Ball.apply(.power(n), to: x)
        for place in [-1.0, 0, 1] {
          #expect(power.contains(Rational.apply(.power(n), to: x.number(place))), "\(x)^\(n): \(power)")
        }
      }
    }
  }

  /// The pairs of functions at points around them contain one another's, and the sum of their squares 1.
  @Test func sinesAndCosines() {
    var random = Random(state: 18)
    for _ in 0..<200 {
      let x = Ball(Double.random(in: -400...400, using: &random))
      let y = Kind.pair.ball(&random)
      let (a, b) = (Ball.sineAndCosine(x), Ball.sineAndCosine(y))
      let sum = Ball.sineAndCosine(x + y)
      let one: Ball = a.sine * a.sine + a.cosine * a.cosine
      #expect(one.contains(1) && one.radius < 1e-27, "\(x): \(one)")
      let difference: Ball = sum.sine - (a.sine * b.cosine + a.cosine * b.sine)
      #expect(difference.contains(0) && difference.radius < 1e-27, "\(x), \(y): \(difference)")
      // A double's sine is good to an ulp.
      #expect(
        abs(a.sine.high - Double.sin(x.high)) <= 0x1p-53 && abs(a.cosine.high - Double.cos(x.high)) <= 0x1p-53
      )
      let wide = Ball.sineAndCosine(x.widened(by: 0.3))
      for place in [-0.3, -0.1, 0.2, 0.3] {
        #expect(abs(wide.sine.high - Double.sin(x.high + place)) <= wide.sine.radius)
        #expect(abs(wide.cosine.high - Double.cos(x.high + place)) <= wide.cosine.radius)
      }
    }
    // sin 1, to 36 digits.
    let sine = Ball.sineAndCosine(1).sine
    #expect(
      sine.high == 0.841470984807896506652502321630298999623 && abs(sine.low - 1.77684509294e-18) < 1e-28)
    let far = Ball.sineAndCosine(Ball(1e20))
    #expect(far.sine == Ball(0, radius: 1) && far.cosine == Ball(0, radius: 1))
  }

  /// Where nothing is known the result says so.
  @Test func undefined() {
    for x in [
      Ball(1) / 0, Ball(1) / Ball(0.5, radius: 0.5), Ball.exp(1), Ball.sin(Ball(.infinity)), Ball(.nan) * 0,
    ] {
      #expect(x.radius.isNaN && !x.lies(in: Ball(0, radius: .greatestFiniteMagnitude)), "\(x)")
    }
  }

  @Test func inclusion() {
    #expect(Ball(1, radius: 0.25).lies(in: Ball(0.9, radius: 0.5)))
    #expect(!Ball(1, radius: 0.25).lies(in: Ball(0.7, radius: 0.5)))
    #expect(Ball(-2, radius: 0.5).magnitude >= 2.5 && Ball(-2, radius: 0.5).magnitude < 2.5 + 1e-12)
    #expect(Ball(-2, radius: 0.5).floor <= 1.5 && Ball(-2, radius: 0.5).floor > 1.5 - 1e-12)
    #expect(Ball(0.1, radius: 0.5).floor < 0)
  }
}
