// SPDX-License-Identifier: MIT

/// A way of measuring how far a solution is from the truth. Each sees faults that the others do not.
public enum Metric: String, Sendable, CaseIterable, Codable {
  /// ‖u − truth‖₂/‖truth‖₂ on the problem's grid.
  case value
  /// ‖∇u − ∇truth‖₂/‖∇truth‖₂ at points held out of training: a wiggle or a smeared layer hides in the value.
  case slope
  /// Root mean square of the equations' residuals at those points, in the equations' own units: a network
  /// that fits its own points only has a small loss.
  case residual
  /// Root mean square by which conditions are missed on their faces, at points held out, in the units of u.
  case condition

  /// In a sentence.
  public var text: String {
    switch self {
    case .value: "relative L2 error"
    case .slope: "relative L2 error of the slope at points held out"
    case .residual: "residual at points held out"
    case .condition: "miss of the conditions at points held out"
    }
  }
}

/// A number for each metric, or none.
public protocol NumberPerMetric: Sendable, Equatable {
  var numbers: [Metric: Double] { get set }
  init()
}

extension NumberPerMetric {
  public init(
    value: Double? = nil, slope: Double? = nil, residual: Double? = nil, condition: Double? = nil
  ) {
    self.init()
    numbers[.value] = value
    numbers[.slope] = slope
    numbers[.residual] = residual
    numbers[.condition] = condition
  }
  public subscript(metric: Metric) -> Double? {
    get { numbers[metric] }
    set { numbers[metric] = newValue }
  }
}

/// How far a solution is from the truth.
public struct Metrics: NumberPerMetric {
  public var numbers: [Metric: Double] = [:]
  public init() {}
}

/// The most that passes. A metric without a tolerance is reported, not judged.
public struct Tolerances: NumberPerMetric {
  public var numbers: [Metric: Double] = [:]
  public init() {}

  /// Every entry times a factor.
  public func scaled(by factor: Double) -> Tolerances {
    var scaled = self
    scaled.numbers = numbers.mapValues { $0 * factor }
    return scaled
  }
}
