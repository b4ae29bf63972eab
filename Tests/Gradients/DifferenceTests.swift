// SPDX-License-Identifier: MIT

import Differentiation
import GSL
import RealModule
import Strategies
import Testing

/// Differences against their own error models, and against GSL's.
@Suite struct DifferenceTests {
  struct Wave<Weight>: Field {
    func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Weight {
      [S.sin(p.x) + S.exp(p.x)]
    }
  }
  static func truth(_ k: Int, _ x: Double) -> Double { .sin(x + .pi / 2 * Double(k)) + .exp(x) }
  static func error<S: Strategy>(_ s: S, _ k: Int, _ x: Double) throws -> Double {
    let index = MultiIndex(Array(repeating: .x, count: k))
    return abs(try s.jet(of: Wave<Double>(), at: Point([.x], [x]), [index])[index] - truth(k, x))
  }
  static let points = (1...9).map { 0.1 * Double($0) }

  /// Ten times the step, a hundred times the error, while truncation rules: order 2; and order 1 one-sided.
  @Test(arguments: 1...4) func observedOrder(_ k: Int) throws {
    for x in Self.points {
      // Each scale doubles the step that the law chooses.
      func order(_ make: (Double) -> any Strategy) throws -> Double {
        let coarse = try Self.error(make(32), k, x)
        let fine = try Self.error(make(16), k, x)
        return Double.log2(coarse / fine)
      }
      #expect(abs(try order { CentralDifference(scale: $0) } - 2) < 0.25, "central, order \(k) at \(x)")
      #expect(abs(try order { OneSidedDifference(scale: $0) } - 1) < 0.35, "one-sided, order \(k) at \(x)")
    }
  }

  /// The floor: S·u/hᵏ and its truncation, within a factor of 10, in both precisions; and the best that is
  /// known.
  @Test(arguments: 1...4) func floor(_ k: Int) throws {
    let best = [2.4e-11, 1.2e-8, 5.5e-7, 6.9e-6][k - 1]
    let bestSingle = [1.6e-5, 2.8e-4, 1.7e-3, 5.6e-3][k - 1]
    let central = CentralDifference()
    #expect(central.expectedError(order: k, unitRoundoff: 0x1p-53) < 3 * best)
    #expect(central.expectedError(order: k, unitRoundoff: 0x1p-24) < 3 * bestSingle)
    let strategies: [any Strategy] = [central, OneSidedDifference(), AdaptiveDifference()]
    for s in strategies {
      let model = s.expectedError(order: k, unitRoundoff: 0x1p-53)
      let errors = try Self.points.map { try Self.error(s, k, $0) }
      #expect(errors.max()! <= 10 * 3.5 * model, "\(s.name), order \(k): \(errors.max()!), \(model)")
      if s.name != "adaptive-difference" {
        #expect(errors.max()! >= model / 10, "\(s.name) promises too little: \(errors.max()!), \(model)")
      }
    }
  }

  /// √eps at first order, and no step that serves every order.
  @Test func steps() {
    #expect(OneSidedDifference().step(order: 1, unitRoundoff: 0x1p-53) == 0x1p-26)
    let central = (1...4).map { CentralDifference().step(order: $0, unitRoundoff: 0x1p-24) }
    #expect(Set(central).count >= 3 && central == central.sorted())
  }

  /// GSL's adaptive derivative, its interval and ours: both hold the truth, and one another.
  @Test func gslAsJudge() throws {
    for x in Self.points {
      let (value, bar) = try GSLDerivative.central(at: x, step: 1e-2) { Double.sin($0) + Double.exp($0) }
      let (jet, errors) = try AdaptiveDifference().estimate(of: Wave<Double>(), at: Point([.x], [x]), [[.x]])
      let found = jet[[.x] as MultiIndex]
      #expect(abs(value - Self.truth(1, x)) <= bar)
      #expect(abs(found - Self.truth(1, x)) <= 10 * errors[0] && errors[0] < 1e-11)
      #expect(abs(found - value) <= bar + 10 * errors[0])
    }
  }

  /// At the edge of its domain a stencil shortens; where there is nothing it says so by no number.
  @Test func besideAPole() throws {
    struct Root: Field {
      typealias Weight = Double
      func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Double { [S.log(p.x)] }
    }
    let found = try AdaptiveDifference().jet(of: Root(), at: Point([.x], [0.01]), [[.x]])[[.x] as MultiIndex]
    #expect(abs(found - 100) < 1e-6 * 100, "\(found)")
  }
}
