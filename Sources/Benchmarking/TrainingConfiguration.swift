// SPDX-License-Identifier: MIT

import Differentiation

/// How a problem is trained: network, points and schedule, all of it data.
public struct TrainingConfiguration: Sendable, Codable, Equatable {
  /// How collocation points are chosen.
  public enum Sampling: String, Sendable, Codable {
    /// Sobol's sequence, shifted by the seed.
    case sobol
    /// The n right ends of n equal parts of the interval (one dimension).
    case uniform
  }
  /// Widths of the hidden layers.
  public var hidden: [Int]
  public var activation: Activation
  public var sampling: Sampling
  /// Collocation points.
  public var points: Int
  /// Points on each soft condition's face.
  public var conditionPoints: Int
  /// Weight of soft conditions beside the equation's residual.
  public var conditionWeight: Double
  /// Adam: steps when it trains alone, and before the other optimisers; learning rate.
  public var adamSteps: Int
  public var warmUp: Int
  public var learningRate: Double
  /// Levenberg–Marquardt iterations at most.
  public var steps: Int
  /// L-BFGS steps.
  public var lbfgsSteps: Int
  /// Iterations between two residual-adaptive choices of the points; 0: they stay.
  public var resampling: Int
  /// What the first layer's initial weights are multiplied by: above 1 the network begins with waves as short
  /// as the solution's (ω₀ of Sitzmann et al., NeurIPS 2020), for which gradients alone would have to search.
  public var frequency: Double

  public init(
    hidden: [Int], activation: Activation = .tanh, sampling: Sampling = .sobol, points: Int,
    conditionPoints: Int = 0, conditionWeight: Double = 100, adamSteps: Int, warmUp: Int = 0,
    learningRate: Double = 1e-3, steps: Int, lbfgsSteps: Int = 2000, resampling: Int = 0,
    frequency: Double = 1
  ) {
    self.hidden = hidden
    self.activation = activation
    self.sampling = sampling
    self.points = points
    self.conditionPoints = conditionPoints
    self.conditionWeight = conditionWeight
    self.adamSteps = adamSteps
    self.warmUp = warmUp
    self.learningRate = learningRate
    self.steps = steps
    self.lbfgsSteps = lbfgsSteps
    self.resampling = resampling
    self.frequency = frequency
  }
}
