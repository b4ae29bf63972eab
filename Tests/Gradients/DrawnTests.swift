// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Strategies
import Testing

@testable import Gradients

/// Set-ups drawn by chance: the block engine against the plainest program; and the kernels and functions by
/// themselves.
@Suite struct DrawnTests {
  /// Other seeds than those of `verify gradients`.
  @Test(arguments: 0..<9) func nothingIsWrong(_ batch: Int) throws {
    let first = 1_000_000 + 10 * batch
    let results = try DrawnCheck.results(seeds: first..<first + 10)
    #expect(results.count == 30)
    for r in results {
      #expect(
        !r.isWrong && r.verdict != .unsupported,
        "\(r.case), \(r.strategy): \(r.error ?? .nan) \(r.message ?? "")")
    }
  }

  @Test func kernelsStepsAndFunctions() throws {
    let kernels = KernelCheck.results()
    #expect(kernels.count == 14)
    for r in try kernels + StepCheck.results() + FunctionCheck.results() + RepeatCheck.results() {
      #expect(!r.isWrong, "\(r.case), \(r.precision): \(r.error ?? .nan) \(r.message ?? "")")
    }
  }

  /// What is drawn reaches what it is for.
  @Test func theDrawIsWide() throws {
    let setups = try (1...360).map { try DrawnSetup(seed: $0) }
    func count(_ holds: (DrawnSetup) -> Bool) -> Int { setups.count(where: holds) }
    for activation in Activation.allCases { #expect(count { $0.shape.activation == activation } >= 8) }
    for width in [16, 20, 32, 64] { #expect(count { $0.shape.hidden.contains(width) } >= 5, "\(width)") }
    for order in 0...4 { #expect(count { $0.order == order } >= 8, "order \(order)") }
    for precision in GradientPrecision.allCases { #expect(count { $0.precision == precision } >= 120) }
    #expect(count { $0.groups[0].points.count > 1500 } >= 10 && count { $0.problem.unknowns > 1 } >= 50)
    #expect(count { !$0.problem.hard.isEmpty } >= 80 && count { !$0.shape.shared.isEmpty } >= 5)
    #expect(count { $0.threads > 1 } >= 100 && count { $0.shape.hidden.isEmpty } >= 10)
    let conditions = setups.flatMap(\.problem.soft)
    #expect(conditions.count { if case .periodic = $0.condition.face { true } else { false } } >= 40)
    #expect(conditions.count { $0.reading.reads.contains { $0.index.order > 0 } } >= 100)
    // More than eight parts, by many groups and by many points.
    func blocks(_ setup: DrawnSetup) -> Int {
      let most = 16 * (setup.precision == .float32 ? FloatLanes.count : DoubleLanes.count)
      return setup.groups.reduce(0) { $0 + ($1.points.count + most - 1) / most }
    }
    #expect(count { blocks($0) >= 144 } >= 8 && count { blocks($0) >= 144 && $0.groups.count < 9 } >= 1)
    // Blocks whose coordinates begin and end with the same number, or have but one.
    func rows(_ holds: ([Double]) -> Bool) -> Int {
      count { $0.groups.contains { group in holds(group.points.prefix(32).map { $0.values[0] }) } }
    }
    #expect(rows { $0.count > 3 && $0.first == $0.last && Set($0).count > 1 } >= 30)
    #expect(rows { $0.count > 3 && Set($0).count == 1 } >= 30 && count(\.startsLarge) >= 20)
    // One seed, one set-up.
    for seed in [1, 17, 200] {
      let (a, b) = (try DrawnSetup(seed: seed), try DrawnSetup(seed: seed))
      #expect(a.name == b.name && a.parameters == b.parameters)
      #expect(a.groups.map { $0.points.map(\.values) } == b.groups.map { $0.points.map(\.values) })
    }
  }

  /// Whatever of an answer is off, it is seen, and by how much.
  @Test(arguments: [3, 5, 9, 12]) func nothingIsLetPass(_ seed: Int) throws {
    let setup = try DrawnSetup(seed: seed)
    let right = try DrawnAnswer(of: setup)
    func units(_ change: (inout DrawnAnswer) -> Void) -> Double {
      var answer = right
      change(&answer)
      return setup.error(of: answer).units
    }
    #expect(units { _ in } <= ConditionedTruth.rounding)
    let off = setup.precision == .float32 ? 1e-3 : 1e-8
    let p = setup.parameters.count / 2
    let largest = right.gradient.map(abs).max()!
    #expect(units { $0.loss *= 1 + off } > 500 && units { $0.gradient[p] += off * largest } > 500)
    #expect(units { $0.residuals[0] += off * $0.residuals.map(abs).max()! } > 500)
    #expect(units { $0.isTheSameByOneThread = false } == .infinity)
    // A row that is not flat, and a point that is judged.
    func size(_ row: Int) -> Double { setup.parameters.indices.map { abs(right.jacobian(row, $0)) }.max()! }
    let row = (0..<setup.residuals).max { size($0) < size($1) }!
    #expect(
      units { answer in
        let own = answer.jacobian
        answer.jacobian = { own($0, $1) + ($0 == row && $1 == p ? off * size(row) : 0) }
      } > 500)
    let place = setup.judgedJets[0]
    #expect(units { $0.jets[place][0][0] += off * (1 + abs($0.jets[place][0].map(abs).max()!)) } > 500)
    #expect(units { $0.gradient[0] = .nan } == .infinity && units { $0.loss = .infinity } == .infinity)
  }
}
