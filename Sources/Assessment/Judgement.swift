// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE

/// A solution held against the truth: its scores, and what, if anything, is wrong with it.
package struct Judgement {
  package var scores = Metrics()
  package let maxError: Double
  /// Reasons to fail.
  package var faults: [String] = []
  /// What to know of a pass.
  package var note: String?

  package init(
    _ candidate: Candidate, of problem: any Benchmark, truth: Truth, bounds: Tolerances
  ) throws {
    let values = try candidate.values(truth.points)
    if let fault = truth.miscounted(values, problem.unknownNames) {
      // Everything else would follow from it.
      (maxError, faults) = (.infinity, [fault])
      return
    }
    let error = truth.error(of: values)
    maxError = error.maxError
    if let fault = truth.unmeasured(values, problem.unknownNames) { faults.append(fault) }
    scores[.value] = error.relativeL2
    let jets = try candidate.jets(truth.heldOut.points)
    scores[.slope] = truth.heldOut.slopeError(of: candidate, jets)
    scores[.residual] = truth.heldOut.residual(of: candidate, jets, in: problem)
    scores[.condition] = try truth.heldOut.conditionMiss(of: candidate, in: problem)
    for metric in Metric.allCases {
      // A score that is no number is on the wrong side of every bound.
      guard let bound = bounds[metric], let score = scores[metric], !(score <= bound) else { continue }
      faults.append("\(metric.text) \(score) exceeds the bound \(bound)")
    }
    if error.relativeL2 < 3 * truth.bar {
      note = "indistinguishable from the reference: the error is below three of its bars (\(truth.bar))"
    }
    for check in problem.pointChecks { try judge(check, candidate, problem) }
  }

  private mutating func judge(_ check: PointCheck, _ candidate: Candidate, _ problem: any Benchmark) throws {
    let p = try problem.domain.point(check.values)
    guard problem.unknownNames.indices.contains(check.unknown) else {
      faults.append("a point check asks for unknown \(check.unknown + 1) of \(problem.unknowns): mend it")
      return
    }
    let name = "\(problem.unknownNames[check.unknown])_\(check.index)"
    guard let i = candidate.indices.firstIndex(of: check.index) else {
      // A check that nothing measured must not pass for one that was met.
      faults.append("\(name) at \(check.values) is asked for, but no part of the solution")
      return
    }
    let jets = try candidate.jets([p])[0]
    let found = jets.indices.contains(check.unknown) ? jets[check.unknown][i] : .nan
    let right = try problem.reference.evaluate([check.index], at: p)[check.unknown][0].value
    if !(abs(found - right) <= check.tolerance * abs(right)) {
      faults.append(
        "\(name) at \(check.values) is \(found), not \(right) within \(check.tolerance * 100) %")
    }
  }
}
