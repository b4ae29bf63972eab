// SPDX-License-Identifier: MIT

import Differentiation

/// The floating-point type of a training.
public enum Precision: String, Sendable, CaseIterable, Codable {
  case float32, float64
  /// The unit roundoff u: half the distance from 1 to the next number.
  public var unitRoundoff: Double { self == .float32 ? 0x1p-24 : 0x1p-53 }
}

/// The optimiser of a training.
public enum OptimizerKind: String, Sendable, CaseIterable, Codable {
  case adam
  case levenbergMarquardt = "levenberg-marquardt"
  case lbfgs = "l-bfgs"
}

/// What a bound depends on.
public struct RunKind: Sendable {
  public let optimizer: OptimizerKind
  public let precision: Precision
  /// Whether the derivatives carry a step error (finite differences).
  public let isApproximate: Bool
  public init(_ optimizer: OptimizerKind, _ precision: Precision, isApproximate: Bool) {
    self.optimizer = optimizer
    self.precision = precision
    self.isApproximate = isApproximate
  }

  /// Of a problem's bounds those that this run must meet. Single precision, and the optimisers that are
  /// stopped before any floor, are held to a value alone, by the same rule of three.
  public func bounds(float64: Scores, float32: Double, adam: Double, lbfgs: Double) -> Scores {
    switch optimizer {
    case .adam: Scores(value: adam)
    case .lbfgs: Scores(value: precision == .float32 ? max(float32, lbfgs) : lbfgs)
    case .levenbergMarquardt: precision == .float32 ? Scores(value: float32) : float64
    }
  }
}

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
