// SPDX-License-Identifier: MIT

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
  public func tolerances(float64: Tolerances, float32: Double, adam: Double, lbfgs: Double) -> Tolerances {
    switch optimizer {
    case .adam: Tolerances(value: adam)
    case .lbfgs: Tolerances(value: precision == .float32 ? max(float32, lbfgs) : lbfgs)
    case .levenbergMarquardt: precision == .float32 ? Tolerances(value: float32) : float64
    }
  }
}
