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

/// A number for each metric, or none: what was scored, or the most that passes.
public struct Scores: Sendable, Equatable, Codable {
  private var entries: [Metric: Double] = [:]

  public init(
    value: Double? = nil, slope: Double? = nil, residual: Double? = nil, condition: Double? = nil
  ) {
    entries[.value] = value
    entries[.slope] = slope
    entries[.residual] = residual
    entries[.condition] = condition
  }
  public subscript(metric: Metric) -> Double? {
    get { entries[metric] }
    set { entries[metric] = newValue }
  }

  /// Every entry times a factor.
  public func scaled(by factor: Double) -> Scores {
    var scaled = self
    for (metric, score) in entries { scaled.entries[metric] = score * factor }
    return scaled
  }
}
