// SPDX-License-Identifier: MIT

import Assessment
import Benchmarking
import Differentiation
import PDE
import Strategies

/// What came of holding somebody's solution against a problem's truth.
public struct CheckResult: Sendable, CustomStringConvertible {
  /// By measure; none for what values alone do not tell.
  public let scores: Metrics
  /// Largest |u − truth| on the problem's grid.
  public let maxError: Double
  /// What is wrong, each with how far off it is; empty where the solution passes.
  public let faults: [String]
  /// What to know of a pass.
  public let note: String?
  public var passes: Bool { faults.isEmpty }
  public var description: String {
    let scored = Metric.allCases.compactMap { m in scores[m].map { "\(m.text) \($0)" } }.joined(
      separator: ", ")
    return (passes ? "pass: " : "FAIL: " + faults.joined(separator: "; ") + ". ") + scored
      + (note.map { "; " + $0 } ?? "")
  }
}

/// Judges a solution of any make, by the bounds that a trained network must meet.
///
///     let burgers = try Catalogue.problem("burgers")
///     #expect(try check(burgers) { p in mySolver(p.x, p.t) }.passes)
/// - Parameters:
///   - problem: what it claims to solve.
///   - bound: the largest relative L2 error that passes, in place of the problem's own bounds.
///   - noise: by how much neighbouring values of u scatter, relative to u: rounding, or the tolerance of a
///     solver. The slope is taken by differences, with the step that is best for it, and may be off by what
///     their law predicts.
///   - solution: u at a point; it is asked on the problem's grid, at points held out, on the faces, and
///     beside them. What is no finite number, or another count of them than there are unknowns, is a fault
///     that says where.
/// - Throws: what the solution throws, and what the reference cannot measure.
public func check(
  _ problem: any Benchmark, bound: Double? = nil, noise: Double = 0x1p-50,
  _ solution: @escaping (Point<Double>) throws -> Double
) throws -> CheckResult {
  try check(problem, bound: bound, noise: noise) { [try solution($0)] }
}

/// The same for several unknowns, in the problem's order.
public func check(
  _ problem: any Benchmark, bound: Double? = nil, noise: Double = 0x1p-50,
  _ solution: @escaping (Point<Double>) throws -> [Double]
) throws -> CheckResult {
  let truth = try Truth(problem)
  var bounds = problem.tolerances(for: RunKind(.levenbergMarquardt, .float64, isApproximate: false))
  if let bound { bounds = Tolerances(value: bound) }
  let differences = CentralDifference(scale: problem.lengthScale)
  // Three points on one side of an end are eight times worse than two around a point.
  let floor = 8 * differences.expectedError(order: 1, unitRoundoff: noise)
  bounds[.slope] = bounds[.slope].map { max($0, floor) }
  // A network with an ansatz meets its conditions to rounding; anybody else's solution may miss them as it
  // may miss u, or its slope where they read that.
  bounds[.condition] = bounds[.condition].map { max($0, ((bounds[.value] ?? 0) + floor) * truth.largest) }
  let step = differences.step(order: 1, unitRoundoff: noise)
  let judgement = try Judgement(
    Candidate(in: problem.domain, step: step, solution), of: problem, truth: truth, bounds: bounds)
  return CheckResult(
    scores: judgement.scores, maxError: judgement.maxError, faults: judgement.faults, note: judgement.note)
}
