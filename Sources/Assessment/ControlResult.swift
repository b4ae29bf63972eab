// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE

/// A negative control measured: how wrong a known wrong solution is, beside the bounds that must reject it.
public struct ControlResult: Sendable {
  /// What is wrong with it.
  public let name: String
  /// Its error in value and slope.
  public let scores: Metrics
  /// Those of Levenberg–Marquardt in Float64.
  public let bounds: Tolerances
  /// The measures by which it is at least three bounds away.
  public var rejectedBy: [Metric] {
    Metric.allCases.filter { m in scores[m].flatMap { s in bounds[m].map { s >= 3 * $0 } } ?? false }
  }

  /// Every control of the problem against its tightest default bounds.
  public static func evaluate(_ problem: any Benchmark) throws -> [ControlResult] {
    let truth = try Truth(problem)
    let bounds = problem.tolerances(for: RunKind(.levenbergMarquardt, .float64, isApproximate: false))
    return try (problem.negativeControls + [.ripple(problem)]).map { control in
      let candidate = Candidate(in: problem.scored, control.solution)
      return ControlResult(
        name: control.name,
        scores: Metrics(
          value: truth.error(of: try candidate.values(truth.points)).relativeL2,
          slope: truth.heldOut.slopeError(
            of: candidate, try candidate.jets(truth.heldOut.points))),
        bounds: bounds)
    }
  }
}
