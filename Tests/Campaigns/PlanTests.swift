// SPDX-License-Identifier: MIT

import Benchmarking
import Foundation
import Testing
import Verification

@testable import Campaigns

/// What a campaign will take.
@Suite struct PlanTests {
  static func result(_ id: String, seconds: Double, judging: Double, threads: Int = 1) throws -> CellResult {
    let name = try CellName(id: id)
    let start = Date(timeIntervalSince1970: 0)
    return CellResult(
      id: id, problem: name.kind.problem, strategy: name.kind.strategy, precision: name.kind.precision,
      optimizer: name.kind.optimizer, seed: name.seed, scores: Metrics(), maxError: nil, bounds: Tolerances(),
      bar: nil,
      seconds: seconds, verdict: .pass, message: nil, losses: [], threads: threads, started: start,
      ended: start + seconds + judging, fingerprint: "")
  }

  /// Cells of one cost, known: the wall time is that of the machine with most of them, on its cores.
  @Test(arguments: [(1, 1, 70), (1, 4, 18), (7, 1, 10), (2, 5, 7), (100, 100, 1)] as [(Int, Int, Double)])
  func even(hosts: Int, cores: Int, wall: Double) throws {
    let selection = try Selection(
      problems: ["heat"], strategies: ["fused"], optimizers: [.adam], seeds: 1...70)
    let known = try (1...3).map {
      try Self.result("heat/fused/adam/float64/seed\($0)", seconds: 0.75, judging: 0.25)
    }
    let plan = try Plan(selection, hosts: hosts, cores: cores, costs: MeasuredCosts(known))
    #expect(abs(plan.wall - wall) < 1e-6 && abs(plan.coreSeconds - 70) < 1e-6 && plan.measured == 1)
    #expect(plan.longest == 1)
  }

  /// What is not known is estimated by its work; the threads of a training and what is done once are counted.
  @Test func estimates() throws {
    var costs = MeasuredCosts([
      try Self.result("heat/fused/adam-10/float64/seed1", seconds: 1, judging: 3, threads: 4),
      try Self.result("heat/fused/adam-10/float64/seed2", seconds: 1, judging: 0.5, threads: 4),
      try Self.result("heat/fused/adam-10/float64/seed3", seconds: 1, judging: 0.5, threads: 4),
    ])
    let ten = try #require(costs.estimate(try CellName(id: "heat/fused/adam-10/float64/seed9").kind))
    #expect(ten.seconds == 4.5 && ten.results == 3)
    let twenty = try #require(costs.estimate(try CellName(id: "heat/fused/adam-20/float32/seed9").kind))
    #expect(abs(twenty.seconds - 8.5) < 1e-12 && twenty.results == 0)
    #expect(costs.estimate(try CellName(id: "heat/fused/l-bfgs/float64/seed9").kind) == nil)
    let selection = try Selection(
      problems: ["heat"], strategies: ["fused"], optimizers: [.adam], seeds: 1...4, steps: 10)
    let plan = try Plan(selection, hosts: 1, cores: 1, costs: costs)
    #expect(abs(plan.wall - (4 * 4.5 + 2.5)) < 1e-5)
    let mixed = try Selection(problems: ["heat"], strategies: ["fused"], optimizers: [.lbfgs])
    #expect(throws: PlanError.unknown(.lbfgs)) { try Plan(mixed, hosts: 1, cores: 1, costs: costs) }
    #expect(throws: PlanError.machines(0, 1)) { try Plan(selection, hosts: 0, cores: 1, costs: costs) }
    #expect(throws: PlanError.machines(.max, .max)) {
      try Plan(selection, hosts: .max, cores: .max, costs: costs)
    }
  }

  /// The probes are short cells of each optimiser and precision that is asked for.
  @Test func probes() throws {
    let selection = try Selection(
      problems: ["heat", "burgers", "cosine-ode", "poisson"], strategies: ["fused"],
      optimizers: OptimizerKind.allCases,
      precisions: [.float32], seeds: 1...4)
    let probes = try Plan.probes(selection)
    #expect(
      probes.count == 9 && probes.allSatisfy { $0.run.steps ?? .max <= 100 && $0.run.precision == .float32 })
  }
}
