// SPDX-License-Identifier: MIT

import Differentiation

/// What is said of a gradient. Unsupported, an error that is raised, is never confused with wrong.
public enum GradientVerdict: String, Sendable, CaseIterable, Codable {
  /// As near as the precision of the question allows.
  case right
  /// Explained by rounding, or by the error model of an approximate strategy.
  case rounding
  /// Explained by nothing.
  case wrong
  /// Some component is infinite or NaN. Where the question has a number for it, that is as wrong as another
  /// number; where it has none, it is the right answer.
  case notANumber = "not a number"
  /// The strategy says that it cannot answer.
  case unsupported
  /// A question that a file of answers passes over, and does not say why: as wrong as a wrong answer.
  case unanswered
}

extension ConditionedTruth {
  /// Right up to here, in units of κ·u: the rounding of a few operations on numbers that are good to one
  /// unit.
  package static let right = 8.0
  /// Rounding up to here, in the same units.
  package static let rounding = 50.0
  /// Rounding up to here, in units of an approximate strategy's own error model.
  package static let model = 10.0

  /// The largest error of a component in units of κ·u, and the component; infinite where only one of truth
  /// and answer is a number, zero where neither is.
  package func distance(_ gradient: [Double], to target: [Extended]? = nil) -> (units: Double, component: Int)
  {
    let target = target ?? truth
    guard gradient.count == target.count else { return (.infinity, 0) }
    var worst = (units: 0.0, component: 0)
    for (i, g) in gradient.enumerated() {
      let units = error(g, target[i]) / units[i]
      if !(units <= worst.units) { worst = (units, i) }
    }
    return worst
  }

  /// |g − t|, where both are numbers.
  private func error(_ g: Double, _ t: Extended) -> Double {
    if g.isFinite && t.isFinite { return Double((Extended(g) - t).magnitude) }
    return g.isFinite == t.isFinite ? 0 : .infinity
  }

  /// The largest error of a component that rounding or the error model explains.
  func allowed(_ i: Int) -> Double { max(Self.rounding * units[i], Self.model * (modelled?[i] ?? 0)) }

  /// Whether every component is within the limits: those of rounding, or of the error model.
  package func explains(_ gradient: [Double]) -> Bool {
    guard gradient.count == truth.count else { return false }
    return gradient.indices.allSatisfy { i in
      error(gradient[i], truth[i]) <= allowed(i) || isSingular && !gradient[i].isFinite
    }
  }

  /// Whether the question has a number for every component.
  package var isANumber: Bool { truth.allSatisfy(\.isFinite) }

  package func verdict(_ gradient: [Double]) -> GradientVerdict {
    if gradient.count == truth.count, !gradient.allSatisfy(\.isFinite) { return .notANumber }
    return distance(gradient).units <= Self.right ? .right : explains(gradient) ? .rounding : .wrong
  }

  /// Whether the answer is wrong: another number than the right one, a number where there is none, or none
  /// where there is one.
  package func isWrong(_ gradient: [Double]) -> Bool { !explains(gradient) }
}
