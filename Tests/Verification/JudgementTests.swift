import Differentiation
import Networks
import PDE
import Problems
import RealModule
import Testing
import Training

@testable import Verification

/// Which solutions are judged right.
@Suite struct JudgementTests {
  /// A solution given by a formula for u and u_x, in the shape of a trained one.
  func solution(
    _ indices: [MultiIndex] = [.value, [.x]], _ jet: @escaping @Sendable (Point<Double>) throws -> [Double]
  ) throws -> TrainedSolution {
    TrainedSolution(
      parameters: [], architecture: try Architecture(inputs: 2, hidden: [1]), losses: [], indices: indices,
      jets: { try $0.map { [try jet($0)] } })
  }

  @Test func theTruthPassesWithANote() throws {
    let problem = try Catalogue.problem("burgers")
    let truth = try Truth(problem)
    let exact = try solution { p in try problem.reference.measure([.value, [.x]], at: p)[0].map(\.value) }
    let judgement = try Judgement(exact, of: problem, truth: truth, bound: 7e-4)
    #expect(judgement.faults.isEmpty && judgement.relativeL2 == 0)
    #expect(judgement.note?.contains("indistinguishable") == true)
  }

  /// Right in L2 and wrong in slope by 2 %: the probe sees it.
  @Test func aWrongSlopeFails() throws {
    let problem = try Catalogue.problem("burgers")
    let flat = try solution { p in
      let m = try problem.reference.measure([.value, [.x]], at: p)[0]
      return [m[0].value, 0.98 * m[1].value]
    }
    let judgement = try Judgement(flat, of: problem, truth: try Truth(problem), bound: 7e-4)
    #expect(judgement.faults.count == 1 && judgement.faults[0].contains("u_x"), "\(judgement.faults)")
  }

  @Test func aProbeThatNothingMeasuresFails() throws {
    let problem = try Catalogue.problem("burgers")
    let valueOnly = try solution([.value]) { p in [try problem.reference.value(at: p).value] }
    let judgement = try Judgement(valueOnly, of: problem, truth: try Truth(problem), bound: 7e-4)
    #expect(judgement.faults.count == 1, "\(judgement.faults)")
  }

  /// The bound is where the verdict turns, and NaN is on its wrong side.
  @Test(arguments: [(0.9, true), (1.1, false), (Double.nan, false)]) func theBound(
    share: Double, passes: Bool
  ) throws {
    let problem = try Catalogue.problem("cosine-ode")
    let off = try solution { p in [try problem.reference.value(at: p).value * (1 + share * 1e-3)] }
    let judgement = try Judgement(off, of: problem, truth: try Truth(problem), bound: 1e-3)
    #expect(judgement.faults.isEmpty == passes, "\(share): \(judgement.relativeL2)")
  }
}
