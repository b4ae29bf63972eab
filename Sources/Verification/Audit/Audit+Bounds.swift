// SPDX-License-Identifier: MIT

import Assessment
import Benchmarking
import Differentiation
import Foundation
import PDE
import Training

extension Audit {
  /// Bounds: the truth passes them, every control is three of them away, and every probe can be asked.
  mutating func judgeBounds<P: Benchmark>(of problem: P) {
    let bounds = problem.tolerances(for: RunKind(.levenbergMarquardt, .float64, isApproximate: false))
    expect(
      bounds[.value].map { $0 > 0 && $0.isFinite } ?? false, .bounds,
      "there is no bound on the value: every solution passes; give one, as in Tolerances(value: 1e-6)")
    judgeProbes(of: problem)
    attempt(.bounds, "the verdict on the reference") { audit in
      let result = try check(problem) { p in try problem.reference.values(at: p).map(\.value) }
      audit.expect(
        result.passes, .bounds, "the reference itself does not pass: \(result.faults.joined(separator: "; "))"
      )
    }
    do throws(BenchmarkError) {
      try problem.checkControls()
      expect(true, .control, "")
    } catch { expect(false, .control, "\(error)") }
    attempt(.control, "the controls' verdicts") { audit in
      let scale = problem.domain.ranges.map { 0.4 * $0.lowerBound + 0.6 * $0.upperBound }
      let inside = Point(problem.domain.coordinates, scale)
      for control in problem.negativeControls {
        let values = try control.solution(inside)
        audit.expect(
          values.count == problem.unknowns && values.allSatisfy(\.isFinite), .control,
          "'\(control.name)' gives \(values) at \(inside.text), where there are \(problem.unknowns) unknowns: what is no "
            + "solution is rejected by any bound")
      }
      for control in try ControlResult.evaluate(problem) {
        let scores = Metric.allCases.compactMap { m -> String? in
          guard let score = control.scores[m], let bound = control.bounds[m] else { return nil }
          return String(format: "%@ %.2e, bound %.2e", m.rawValue, score, bound)
        }
        audit.expect(
          !control.rejectedBy.isEmpty, .control,
          "'\(control.name)' is not three bounds away (\(scores.joined(separator: "; "))): tighten the bounds, or the "
            + "problem cannot tell it from the truth")
      }
    }
  }

  private mutating func judgeProbes<P: Benchmark>(of problem: P) {
    for probe in problem.pointChecks {
      expect(
        problem.unknownNames.indices.contains(probe.unknown) && problem.domain.contains(probe.values)
          && probe.values.count == problem.domain.coordinates.count
          && problem.reference.indices.contains(probe.index), .probe,
        "u_\(probe.index) at \(probe.values) cannot be asked: the reference has it not, or the point is none of the domain"
      )
    }
  }
}
