// SPDX-License-Identifier: MIT

import Synchronization

/// Yardsticks of the questions of one run, each measured once.
package final class ConditionedTruths: Sendable {
  private let known = Mutex<[String: ConditionedTruth]>([:])
  private let faults = Mutex<[String: [Fault: [[Extended]]]]>([:])
  package init() {}

  /// What each fault gives, computed once a question.
  func models(_ key: String, _ make: () -> [Fault: [[Extended]]]) -> [Fault: [[Extended]]] {
    if let known = faults.withLock({ $0[key] }) { return known }
    let made = make()
    faults.withLock { $0[key] = made }
    return made
  }

  func conditionedTruth(
    _ posed: Posed, _ precision: GradientPrecision, _ differentiator: any Differentiator
  ) throws -> ConditionedTruth {
    let model = differentiator.isApproximate ? differentiator.name : ""
    let key = "\(precision) \(model) \(posed.question.name)"
    if let found = known.withLock({ $0[key] }) { return found }
    let isSingular = posed.isSingular || posed.isAtEdge && differentiator.isApproximate
    let base = "\(precision) \(isSingular ? "singular" : "") \(posed.question.name)"
    let plain =
      try known.withLock { $0[base] }
      ?? ConditionedTruth(
        posed.question, precision, stated: posed.right, isSingular: isSingular)
    let found = model.isEmpty ? plain : try plain.modelled(posed.question, precision, for: differentiator)
    known.withLock {
      $0[base] = plain
      $0[key] = found
    }
    return found
  }
}
