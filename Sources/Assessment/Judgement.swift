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
    for probe in problem.pointChecks { try judge(probe, candidate, problem) }
  }

  private mutating func judge(_ probe: PointCheck, _ candidate: Candidate, _ problem: any Benchmark) throws {
    let p = try problem.domain.point(probe.values)
    guard problem.unknownNames.indices.contains(probe.unknown) else {
      faults.append("a probe asks for unknown \(probe.unknown + 1) of \(problem.unknowns): mend it")
      return
    }
    let name = "\(problem.unknownNames[probe.unknown])_\(probe.index)"
    guard let i = candidate.indices.firstIndex(of: probe.index) else {
      // A probe that nothing measured must not pass for one that was met.
      faults.append("\(name) at \(probe.values) is asked for, but no part of the solution")
      return
    }
    let jets = try candidate.jets([p])[0]
    let found = jets.indices.contains(probe.unknown) ? jets[probe.unknown][i] : .nan
    let right = try problem.reference.evaluate([probe.index], at: p)[probe.unknown][0].value
    if !(abs(found - right) <= probe.tolerance * abs(right)) {
      faults.append(
        "\(name) at \(probe.values) is \(found), not \(right) within \(probe.tolerance * 100) %")
    }
  }
}
