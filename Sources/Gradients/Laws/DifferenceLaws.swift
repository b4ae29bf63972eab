// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import RealModule
import Strategies

/// Laws of differences: a step that is wrong hides in a strategy's own error model, so the models are held to
/// what is known, and the errors to the models.
package enum DifferenceLaws {
  package static func results() throws -> [LawResult] {
    let strategies: [any Strategy] = [CentralDifference(), OneSidedDifference(), AdaptiveDifference()]
    return try strategies.flatMap { strategy in
      try GradientPrecision.allCases.flatMap { precision in
        let u = precision.unitRoundoff
        return try [
          result("error model no worse than known", strategy, precision) {
            (1...4).allSatisfy { k in
              strategy.expectedError(order: k, unitRoundoff: u) <= 3 * known(strategy, k, u)
            }
          },
          result("errors within the model", strategy, precision) {
            try (1...4).allSatisfy { k in
              let model = strategy.expectedError(order: k, unitRoundoff: u)
              let errors = try points.map { try error(strategy, precision, k, at: $0, rate: 1) }
              return errors.allSatisfy { $0 <= 35 * model }
                // A model that promises too little hides what it could reach.
                && (strategy is AdaptiveDifference || errors.max() ?? 0 >= model / 30)
            }
          },
        ]
          + (strategy is AdaptiveDifference
            ? [
              result("the step follows the function", strategy, precision) {
                // Twelve times as fast: each order costs a factor of twelve, no more.
                try (1...4).allSatisfy { k in
                  let model = strategy.expectedError(order: k, unitRoundoff: u) * Double.pow(12, k)
                  return try points.allSatisfy {
                    try error(strategy, precision, k, at: $0, rate: 12) <= 100 * model
                  }
                }
              }
            ] : [])
      }
    }
  }

  private static let points = (1...9).map { Double($0) / 8 }

  /// The best error at the best step for a function of unit scale: S u/hᵏ + c hᵖ at its minimum, up to a
  /// factor.
  private static func known(_ strategy: any Strategy, _ k: Int, _ u: Double) -> Double {
    switch strategy {
    case is OneSidedDifference: Double.pow(u, 1 / Double(k + 1)) * [2, 4, 6, 8][k - 1]
    case is AdaptiveDifference: Double.pow(u, 2 / Double(k + 2)) * [1, 1.5, 2, 4][k - 1]
    default: Double.pow(u, 2 / Double(k + 2)) * [1, 1.1, 1.3, 1.5][k - 1]
    }
  }

  private struct Wave<Weight>: Field {
    let rate: Double
    func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Weight {
      [S.sin(p.x.scaled(by: rate)) + S.exp(p.x).scaled(by: rate == 1 ? 1 : 0)]
    }
  }
  private static func error(
    _ strategy: any Strategy, _ precision: GradientPrecision, _ k: Int, at x: Double, rate: Double
  ) throws -> Double {
    let index = pure(k)
    let found =
      switch precision {
      case .float32:
        Double(try strategy.jet(of: Wave<Float>(rate: rate), at: Point([.x], [Float(x)]), [index])[index])
      case .float64: try strategy.jet(of: Wave<Double>(rate: rate), at: Point([.x], [x]), [index])[index]
      }
    let wave = Double.pow(rate, k) * Double.sin(rate * x + .pi / 2 * Double(k))
    return abs(found - wave - (rate == 1 ? Double.exp(x) : 0))
  }

  private static func result(
    _ law: String, _ strategy: any Strategy, _ precision: GradientPrecision, _ holds: () throws -> Bool
  ) throws -> LawResult {
    let holds = try holds()
    return LawResult(
      family: "differences", law: law, strategy: strategy.name, nesting: strategy.name, precision: precision,
      samples: 1, holds: holds,
      message: holds ? nil : "\(strategy.name) misses what its order and precision allow")
  }
}
