import Differentiation
import PDE
import Training

/// A trained solution held against the truth: what, if anything, is wrong with it.
struct Judgement {
  let relativeL2: Double
  let maxError: Double
  /// Reasons to fail.
  var faults: [String] = []
  /// What to know of a pass.
  var note: String?

  init(_ solution: TrainedSolution, of problem: any Problem, truth: Truth, bound: Double) throws {
    let value = solution.indices.firstIndex(of: .value) ?? 0
    (relativeL2, maxError) = truth.error(of: try solution.jets(truth.points).map { $0.map { $0[value] } })
    if !(relativeL2 <= bound) {
      faults.append("relative L2 error \(relativeL2) exceeds the bound \(bound)")
    }
    if relativeL2 < 3 * truth.bar {
      note = "indistinguishable from the reference: the error is below three of its bars (\(truth.bar))"
    }
    for probe in problem.probes {
      let p = try problem.domain.point(probe.values)
      guard let i = solution.indices.firstIndex(of: probe.index) else {
        // A probe that nothing measured must not pass for one that was met.
        faults.append("u_\(probe.index) at \(probe.values) is asked for, but no part of the equation")
        continue
      }
      let found = try solution.jets([p])[0][0][i]
      let right = try problem.reference.measure([probe.index], at: p)[0][0].value
      if !(abs(found - right) <= probe.tolerance * abs(right)) {
        faults.append(
          "u_\(probe.index) at \(probe.values) is \(found), not \(right) within \(probe.tolerance * 100) %")
      }
    }
  }
}
