// SPDX-License-Identifier: MIT

import Assessment
import Benchmarking
import Differentiation
import Networks
import PDE
import Problems
import RealModule
import Strategies
import Testing
import Training

@testable import Verification

/// Which solutions are judged right.
@Suite struct JudgementTests {
  func judge(
    _ name: String, bounds: Tolerances, _ indices: [MultiIndex] = [.value, [.x], [.t], [.x, .x]],
    _ jet: @escaping (Point<Double>) throws -> [Double]
  ) throws -> Judgement {
    let problem = try Catalogue.problem(name)
    let candidate = Candidate(indices: indices) { try $0.map { [try jet($0)] } }
    return try Judgement(candidate, of: problem, truth: try Truth(problem), bounds: bounds)
  }
  /// The reference's own derivatives.
  func exact(_ name: String, _ indices: [MultiIndex] = [.value, [.x], [.t], [.x, .x]]) throws -> (
    Point<Double>
  ) throws -> [Double] {
    let reference = try Catalogue.problem(name).reference
    return { try reference.evaluate(indices, at: $0)[0].map(\.value) }
  }
  let tight = Tolerances(value: 7e-4, slope: 1e-3, residual: 1e-3, condition: 1e-9)

  @Test func theTruthPassesWithANote() throws {
    let judgement = try judge("burgers", bounds: tight, exact: try exact("burgers"))
    #expect(judgement.faults.isEmpty && judgement.scores[.value] == 0 && judgement.scores[.slope] == 0)
    #expect(try #require(judgement.scores[.residual]) < 1e-9 && judgement.scores[.condition] != nil)
    #expect(judgement.note?.contains("indistinguishable") == true)
  }
  private func judge(_ name: String, bounds: Tolerances, exact: @escaping (Point<Double>) throws -> [Double])
    throws
    -> Judgement
  { try judge(name, bounds: bounds, [.value, [.x], [.t], [.x, .x]], exact) }

  /// Each metric sees the fault that is only its own, and names it.
  @Test(arguments: Metric.allCases) func eachMeasureHasItsFault(metric: Metric) throws {
    let right = try exact("burgers")
    let judgement = try judge(
      "burgers", bounds: tight,
      exact: { p in
        var jet = try right(p)
        switch metric {
        case .value: jet[0] *= p.x == 0 || abs(p.x) == 1 || p.t == 0 ? 1 : 1.001
        case .slope: jet[1] *= 1.002
        case .residual: jet[3] += 1
        case .condition: if p.t == 0 { jet[0] += 1e-6 }
        }
        return jet
      })
    let named = judgement.faults.filter { $0.contains(metric.text) }
    #expect(named.count == 1, "\(judgement.faults)")
    if metric != .value && metric != .slope { #expect(judgement.faults.count == 1, "\(judgement.faults)") }
  }

  /// Right in L2 and wrong in slope by 2 % where it is steepest: the probe sees it.
  @Test func aWrongSlopeFails() throws {
    let right = try exact("burgers")
    let judgement = try judge(
      "burgers", bounds: Tolerances(value: 7e-4),
      exact: { p in
        var jet = try right(p)
        jet[1] *= 0.98
        return jet
      })
    #expect(judgement.faults.count == 1 && judgement.faults[0].contains("u_x"), "\(judgement.faults)")
  }

  @Test func aProbeThatNothingMeasuresFails() throws {
    let problem = try Catalogue.problem("burgers")
    let judgement = try judge("burgers", bounds: Tolerances(value: 7e-4), [.value]) { p in
      [try problem.reference.value(at: p).value]
    }
    #expect(judgement.faults.count == 1, "\(judgement.faults)")
  }

  /// The bound is where the verdict turns, and NaN is on its wrong side.
  @Test(arguments: [(0.9, true), (1.1, false), (Double.nan, false)]) func theBound(
    share: Double, passes: Bool
  ) throws {
    let problem = try Catalogue.problem("cosine-ode")
    let judgement = try judge("cosine-ode", bounds: Tolerances(value: 1e-3), [.value]) { p in
      [try problem.reference.value(at: p).value * (1 + share * 1e-3)]
    }
    #expect(judgement.faults.isEmpty == passes, "\(share): \(judgement.scores)")
  }

  /// A network that has seen few points fits them and nothing else: its loss is small, and the verdict is not
  /// misled.
  @Test func itsOwnPointsOnly() throws {
    let problem = try Catalogue.problem("poisson")
    var configuration = problem.training
    configuration.points = 9
    let cell = try Cell(
      problem, strategy: StrategyCatalogue.fastest, steps: 200, configuration: configuration)
    let solution = try cell.run.train()
    #expect(try #require(solution.losses.last) < 1e-12)
    let judgement = try Judgement(
      Candidate(solution), of: problem, truth: try Truth(problem), bounds: cell.bounds)
    #expect(judgement.faults.contains { $0.contains(Metric.residual.text) }, "\(judgement.faults)")
    #expect(try #require(judgement.scores[.residual]) >= 3 * cell.bounds[.residual]!)
  }
}

/// Somebody else's solution, held to the same bounds.
@Suite struct CheckTests {
  static let counts: [(String, Int, String)] = [
    ("kovasznay", 1, "gives 1 value at"), ("kovasznay", 2, "u1, u2, u3 in that order"),
    ("kovasznay", 4, "gives 4 values at x = -0.5, y = -0.5, where there are 3 unknowns"),
    ("heat", 0, "gives 0 values"), ("heat", 2, "there is one unknown: give u alone"),
  ]
  /// The count of values is said, and nothing that would only follow from it.
  @Test(arguments: counts) func wrongCounts(name: String, count: Int, text: String) throws {
    let result = try check(try Catalogue.problem(name)) { _ in [Double](repeating: 1, count: count) }
    #expect(result.faults.count == 1 && result.faults[0].contains(text), "\(result)")
    #expect(!result.passes && result.maxError == .infinity && result.scores == Metrics())
  }

  /// Where the first value is that is no number, of which unknown, and how many are.
  @Test(arguments: [Double.nan, .infinity]) func notANumber(value: Double) throws {
    let problem = try Catalogue.problem("kovasznay")
    let result = try check(problem) { p in
      var all = try problem.reference.values(at: p).map(\.value)
      if p.x == 1 { all[1] = value }
      return all
    }
    // 76 by 101 points of three values, 101 of them on that side.
    let text = "at 101 of \(3 * 76 * 101) values: u2 is \(value) at x = 1.0, y = -0.5"
    #expect(!result.passes && result.faults.contains { $0.contains(text) }, "\(result)")
  }

  @Test(arguments: Catalogue.all.map { $0.name }) func theTruthPasses(name: String) throws {
    let problem = try Catalogue.problem(name)
    let reference = problem.reference
    let result = try check(problem) { p in try reference.evaluate([.value], at: p).map { $0[0].value } }
    #expect(result.passes && result.scores[.value] == 0, "\(result)")
  }

  @Test(arguments: Catalogue.all.map { $0.name }) func fivePerCentOffFails(name: String) throws {
    let problem = try Catalogue.problem(name)
    // The bound of a trap is wider than that, and its file says so.
    if problem.isTrap { return }
    let reference = problem.reference
    func wrong(_ p: Point<Double>) throws -> [Double] {
      try reference.evaluate([.value], at: p).map { 1.05 * $0[0].value }
    }
    let result = try check(problem, wrong)
    #expect(!result.passes && "\(result)".contains(Metric.value.text), "\(result)")
    let lenient = try check(problem, bound: 0.1, wrong)
    #expect(lenient.faults.allSatisfy { !$0.contains(Metric.value.text) }, "\(lenient)")
  }
}
