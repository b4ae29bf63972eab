// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Sampling
import Testing

@testable import Reference

/// The lightning method: its bound holds, and it needs nobody's exponent.
@Suite struct LightningTests {
  static let domain = Domain(x: -1...1, y: -1...1).without([.x: 0...1, .y: -1...0])
  static func lightning(_ u: @escaping @Sendable (Double, Double) -> Double) -> Lightning {
    Lightning(
      corners: [(0, 0), (1, 0), (1, 1), (-1, 1), (-1, -1), (0, -1)],
      reach: (0.5.squareRoot(), -0.5.squareRoot()),
      boundary: u)
  }
  /// r^α cos αφ about the bisector; with α = 2 and more it is smooth.
  static func corner(_ alpha: Double) -> @Sendable (Double, Double) -> Double {
    { x, y in
      let r = Double.hypot(x, y)
      return r == 0 ? 0 : Double.pow(r, alpha) * Double.cos(alpha * Double.atan2(y: -(x + y), x: y - x))
    }
  }

  @Test(arguments: [2.0 / 3, 4.0 / 3, 0.5, 2]) func theBoundHolds(alpha: Double) throws {
    let truth = Self.corner(alpha)
    let (solution, miss) = try Self.lightning(truth).solve()
    #expect(miss < (alpha == 0.5 ? 1e-8 : 2e-10), "\(miss)")
    for i in 1...300 {
      let p = R2Sequence.fractions(i).map { 2 * $0 - 1 }
      guard Self.domain.contains(p) else { continue }
      #expect(abs(solution(p[0], p[1]) - truth(p[0], p[1])) <= miss + 1e-15)
    }
  }

  /// Fewer poles, a larger miss: it falls like e^(−c√n).
  @Test func poles() throws {
    let misses = try [10, 40, 90].map { n in
      var one = Self.lightning(Self.corner(2 / 3))
      one.poles = n
      return try one.solve().miss
    }
    #expect(misses[0] > 30 * misses[1] && misses[1] > 30 * misses[2], "\(misses)")
  }

  @Test func anotherExponentDisagrees() throws {
    let form = ClosedForm.lShape(Self.domain)
    #expect(try form.check().holds)
    let (solution, miss) = try Self.lightning(Self.corner(0.66)).solve()
    let p = Point([.x, .y], [-0.25, 0.125])
    #expect(try abs(form.value(at: p).value - solution(-0.25, 0.125)) > 1e4 * miss)
  }

  /// At the corner the value is 0, its slope no number; in what is cut out there is neither.
  @Test func theCorner() throws {
    let form = ClosedForm.lShape(Self.domain)
    let corner = Point([.x, .y], [0.0, 0])
    #expect(try form.value(at: corner).value == 0)
    #expect(try form.value(at: Point([.x, .y], [-1e-200, 0])).bar < 1e-100)
    #expect(throws: SeriesError.unbounded(order: 1, [0, 0])) { try form.evaluate([[.x]], at: corner) }
    #expect(throws: PointError.self) { try form.value(at: Point([.x, .y], [0.5, -0.5])) }
    #expect(form.formula(corner, near: corner) == nil)
    for r in [1e-100, 1e-10, 1e-3] {
      let m = try form.evaluate([.value, [.x], [.y]], at: Point([.x, .y], [-r, r]))[0]
      // On the bisector, (0.5 r)^…: u = (√2 r)^⅔, its slope along it ⅔ (√2 r)^(−⅓).
      let (u, slope) = (
        Double.pow(2.0.squareRoot() * r, 2.0 / 3), 2.0 / 3 * Double.pow(2.0.squareRoot() * r, -1.0 / 3)
      )
      #expect(abs(m[0].value - u) <= m[0].bar + 1e-15 * u && m[0].bar < 1e-13 * u)
      #expect(abs((m[2].value - m[1].value) * 0.5.squareRoot() - slope) <= 1e-13 * slope)
    }
  }
}
