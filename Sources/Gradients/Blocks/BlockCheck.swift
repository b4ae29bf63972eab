// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Networks
import PDE
import Strategies
import Training

/// The engine that trains, held to the plainest program's gradient: same units, same verdicts.
package enum BlockCheck {
  /// Every exact strategy of training on every setup, in both precisions, repeats shared and not.
  package static func results(strategies: [StrategyEntry] = StrategyCatalogue.all) throws -> [GradientResult]
  {
    try BlockSetup.all().flatMap { setup in
      try GradientPrecision.allCases.flatMap { precision in
        let conditionedTruth = try setup.conditionedTruth(precision)
        return try strategies.filter { !$0.isApproximate }.flatMap { strategy in
          try [true, false].flatMap { shares in
            switch precision {
            case .float32:
              try setup.results(
                strategy.float32(1), strategy.name, precision, conditionedTruth, shares: shares)
            case .float64:
              try setup.results(
                strategy.float64(1), strategy.name, precision, conditionedTruth, shares: shares)
            }
          }
        }
      }
    }
  }
}

extension BlockSetup {
  /// The gradient, and 2 Jᵀr of the residuals' Jacobian, which must be the same.
  fileprivate func results<L: Lanes>(
    _ strategy: BlockStrategy<L>, _ name: String, _ precision: GradientPrecision,
    _ conditionedTruth: ConditionedTruth,
    shares: Bool
  ) throws -> [GradientResult] {
    let engine = Engine<L>(problem, strategy, shape, sharesRepeats: shares)
    try engine.collocate(groups)
    // Other parameters before, the first one the same: nothing of them may stay.
    let others = parameters.enumerated().map { L.Element($0 == 0 ? $1 : $1 / 2) }
    _ = try engine.lossAndGradient(others)
    let theta = parameters.map { L.Element($0) }
    let gradient = try engine.lossAndGradient(theta).gradient.map { Double($0) }
    let (r, j) = try engine.residualsAndJacobian(theta)
    let product = theta.indices.map { p in
      r.indices.reduce(0.0) { $0 + 2 * r[$1] * Double(j.storage[p * j.leadingDimension + $1]) }
    }
    return [("gradient", gradient), ("Jacobian", product)].map { what, found in
      GradientResult(
        family: "blocks", strategy: name, nesting: "blocks\(shares ? ", repeats shared" : "")",
        case: "\(self.name), \(what)", order: Equation(problem).indices.map(\.order).max() ?? 0, precision,
        conditionedTruth, found)
    }
  }

  func conditionedTruth(_ precision: GradientPrecision) throws -> ConditionedTruth {
    func measured<P: BoundaryValueProblem>(_ problem: P) throws -> ConditionedTruth {
      let loss = PointwiseLoss(problem: problem, shape: shape, groups: groups)
      let theta = parameters.map { Extended($0) }
      let places = groups.flatMap { $0.points.flatMap(\.values) }
      return try ConditionedTruth(
        name: name, precision, theta: theta, places: places.map { Extended($0) }
      ) { theta, moves in
        try gradient(at: theta) { try loss($0, moves: moves) }.gradient
      }
    }
    return try measured(judge)
  }
}
