// SPDX-License-Identifier: MIT

import Differentiation

/// Names the fault whose gradient a wrong one is: the known wrong values of the case first, then every model
/// of a fault, put to the same question in extended precision.
struct Fingerprint {
  let question: Question
  let conditionedTruth: ConditionedTruth
  /// Keeps what the faults give, which costs more than all else.
  let conditionedTruths: ConditionedTruths
  let published: [KnownWrong]
  let precision: GradientPrecision

  init(
    _ question: Question, _ conditionedTruth: ConditionedTruth, known: [KnownWrong],
    _ precision: GradientPrecision,
    _ conditionedTruths: ConditionedTruths
  ) {
    self.question = question
    self.conditionedTruth = conditionedTruth
    self.conditionedTruths = conditionedTruths
    self.published = known
    self.precision = precision
  }

  /// Every fault within the limits of rounding. On one question several may give the same number; over many
  /// questions the one that explains most remains.
  func faults(of gradient: [Double]) -> [String] {
    var found: [String] = []
    for wrong in published where matches(gradient, wrong.gradient.map { Double(stated($0)) }, digits: 1e-4) {
      found.append(wrong.fault)
    }
    let known = conditionedTruths.models("\(precision) \(question.name)") {
      Dictionary(uniqueKeysWithValues: Fault.allCases.map { ($0, models($0)) })
    }
    for fault in Fault.allCases where !found.contains(fault.rawValue) {
      if (known[fault] ?? []).contains(where: { isGradient(gradient, $0) }) { found.append(fault.rawValue) }
    }
    let rest = known[.lastPointDetached]?.first ?? []
    let described = DescribedGradient(gradient, conditionedTruth, withoutLastPoint: rest, precision)
    for fault in described.faults where !found.contains(fault.rawValue) { found.append(fault.rawValue) }
    return found
  }

  private func isGradient(_ gradient: [Double], _ wrong: [Extended]) -> Bool {
    guard wrong.count == gradient.count, !same(wrong) else { return false }
    if wrong.contains(where: { !$0.isFinite }) {
      // No number: where it is none is the mark.
      return zip(gradient, wrong).allSatisfy { $0.isFinite == $1.isFinite }
    }
    return conditionedTruth.distance(gradient, to: wrong).units <= limit(wrong)
  }

  /// The fault's gradients; one that only shows in a second call has none.
  private func models(_ fault: Fault) -> [[Extended]] {
    let theta: [Extended] = question.parameters().map { ConditionedTruth.rounded($0, precision) }
    let others = fault.variants.compactMap { try? $0.gradient(of: question, at: theta) }
    switch fault {
    case .staleTape, .adjointsKept: return others
    case .singlePrecision, .stepTooSmall, .cubeRootStep, .tailCancellation:
      // These depend on the working precision.
      let entry = DifferentiatorEntry(fault.differentiator)
      let own = try? entry.gradient(of: question, precision).map { Extended($0) }
      return (own.map { [$0] } ?? []) + others
    default:
      return ((try? fault.differentiator.gradient(of: question, at: theta)).map { [$0] } ?? []) + others
    }
  }
  /// Whether the fault does not show here.
  private func same(_ wrong: [Extended]) -> Bool {
    wrong.count == conditionedTruth.truth.count
      && zip(wrong, conditionedTruth.truth).enumerated().allSatisfy { i, pair in
        Double((pair.0 - pair.1).magnitude) <= 4 * ConditionedTruth.rounding * conditionedTruth.units[i]
      }
  }
  /// κ·u is that of the right gradient; a wrong one may be larger by far.
  private func limit(_ wrong: [Extended]) -> Double {
    let larger = zip(wrong, zip(conditionedTruth.truth, conditionedTruth.units)).map {
      1 + Double($0.magnitude) / max(Double($1.0.magnitude), $1.1)
    }
    return ConditionedTruth.rounding * min(larger.max() ?? 1, 1e3)
  }
  private func matches(_ gradient: [Double], _ wrong: [Double], digits: Double) -> Bool {
    gradient.count == wrong.count
      && zip(gradient, wrong).allSatisfy { abs($0 - $1) <= digits * max(abs($1), 1e-3) }
  }
}
