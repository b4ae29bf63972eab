// SPDX-License-Identifier: MIT

/// Everything that the next step of a training depends on, and what the steps before it have recorded.
///
/// Numbers are Doubles whatever the precision of the training: every Float is one.
public struct TrainingState: Sendable, Equatable {
  /// Whose steps are counted.
  public enum Phase: String, Sendable, Codable {
    /// Adam's, before another optimiser.
    case warmUp = "warm-up"
    /// The optimiser's own.
    case main
  }
  public package(set) var phase: Phase
  /// Steps of the phase that are done.
  public package(set) var step: Int
  /// The network's.
  public package(set) var parameters: [Double]
  /// The loss before or after each step so far, as ``TrainedSolution/losses`` has them; that after Adam's
  /// last step comes later.
  public package(set) var losses: [Double]
  /// As ``TrainedSolution/dampings``.
  public package(set) var dampings: [Double]
  package var points: ChosenPoints
  package var optimizer: OptimizerState

  package init(
    phase: Phase, step: Int, parameters: [Double], losses: [Double], dampings: [Double], points: ChosenPoints,
    optimizer: OptimizerState
  ) {
    self.phase = phase
    self.step = step
    self.parameters = parameters
    self.losses = losses
    self.dampings = dampings
    self.points = points
    self.optimizer = optimizer
  }
}

/// The collocation points of the equation, and what later ones are drawn by.
package struct ChosenPoints: Sendable, Equatable {
  /// Their values, point after point; empty as long as they are those that the seed names.
  package var values: [Double]
  /// The state of the generator.
  package var generator: UInt64

  package init(values: [Double] = [], generator: UInt64) {
    self.values = values
    self.generator = generator
  }
}

/// What an optimiser hands from one step to the next.
package enum OptimizerState: Sendable, Equatable {
  case adam(Adam<Double>.State)
  /// L-BFGS keeps the parameters to double precision, whatever that of the training.
  case lbfgs(LBFGS.State, parameters: [Double])
  case levenbergMarquardt(LevenbergMarquardt.State)
  /// Nothing yet.
  case fresh
}
