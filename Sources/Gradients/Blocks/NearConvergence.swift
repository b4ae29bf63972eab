// SPDX-License-Identifier: MIT

import Differentiation
import Networks
import PDE
import Problems
import Strategies
import Training

/// The loss of the forum thread's program, u′ = cos t with u = t·N(t) and N of 1-12-12-12-1 tanh, at 100
/// points, after its training in single precision: residuals cancel there, κ is large, and a right gradient
/// is some per cent off in its worst component. A verdict must not call it wrong, and must still see a
/// missing term.
package struct NearConvergence: Sendable {
  package let seed: Int
  let run: TrainingRun
  let parameters: [Double]
  let loss: PointwiseLoss<CosineODE>
  /// Truth and units at the trained parameters, in single precision.
  package let conditionedTruth: ConditionedTruth

  /// Trains, and measures κ·u.
  package init(seed: Int) throws {
    self.seed = seed
    let problem = CosineODE(try Settings(for: CosineODE.parameters))
    run = TrainingRun(problem, StrategyCatalogue.fastest, .adam, .float32, seed: seed)
    parameters = try run.train().parameters
    let shape = try run.architecture()
    let points = (1...100).map { Point([Coordinate.t], [Double($0) / 100]) }
    let group = PointGroup(condition: nil, points: points, weight: 0.01)
    let loss = PointwiseLoss(problem: problem, shape: shape, groups: [group])
    self.loss = loss
    conditionedTruth = try ConditionedTruth(
      name: "thread \(seed)", .float32, theta: parameters.map { Extended($0) },
      places: points.map { Extended($0.values[0]) }
    ) { theta, moves in try Differentiation.gradient(at: theta) { try loss($0, moves: moves) }.gradient }
  }

  /// The block engine's gradient by a strategy.
  package func gradient(by strategy: StrategyEntry) throws -> [Double] {
    let run = TrainingRun(
      run.problem, strategy, .adam, .float32, seed: seed, configuration: run.configuration)
    return try run.objective().lossAndGradient(parameters).gradient
  }

  /// The gradient where tanh′ is a number without a history, so that tanh″ is lost, in single precision.
  package func faultyGradient() throws -> [Double] {
    let strategy = FaultyForward<RuleNotDifferentiated>(name: "forward")
    return try Differentiation.gradient(at: parameters.map { Float($0) }) {
      try loss($0, by: strategy)
    }.gradient.map { Double($0) }
  }
}
