import Differentiation

/// What is said of a gradient. Unsupported, an error that is raised, is never confused with wrong.
public enum GradientVerdict: String, Sendable, CaseIterable, Codable {
  /// As near as the precision of the question allows.
  case right
  /// Explained by rounding, or by the error model of an approximate strategy.
  case rounding
  /// Explained by nothing.
  case wrong
  /// The strategy says that it cannot answer.
  case unsupported
}

extension Yardstick {
  /// Right up to here, in units of κ·u: the rounding of a few operations on numbers that are good to one unit.
  public static let right = 8.0
  /// Rounding up to here, in the same units.
  public static let rounding = 50.0
  /// Rounding up to here, in units of an approximate strategy's own error model.
  public static let model = 10.0

  /// The largest error of a component in units of κ·u, and the component; infinite for what is no number.
  public func distance(_ gradient: [Double], to target: [Extended]? = nil) -> (units: Double, component: Int)
  {
    let target = target ?? truth
    guard gradient.count == target.count else { return (.infinity, 0) }
    var worst = (units: 0.0, component: 0)
    for (i, g) in gradient.enumerated() {
      let units = g.isFinite ? Double((Extended(g) - target[i]).magnitude) / units[i] : .infinity
      if !(units <= worst.units) { worst = (units, i) }
    }
    return worst
  }

  /// The largest error of a component that rounding or the error model explains.
  func allowed(_ i: Int) -> Double { max(Self.rounding * units[i], Self.model * (modelled?[i] ?? 0)) }

  /// Whether every component is within the limits: those of rounding, or of the error model.
  public func explains(_ gradient: [Double]) -> Bool {
    guard gradient.count == truth.count else { return false }
    return gradient.indices.allSatisfy { i in
      gradient[i].isFinite && Double((Extended(gradient[i]) - truth[i]).magnitude) <= allowed(i)
    }
  }

  public func verdict(_ gradient: [Double]) -> GradientVerdict {
    distance(gradient).units <= Self.right ? .right : explains(gradient) ? .rounding : .wrong
  }
}
