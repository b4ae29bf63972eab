// SPDX-License-Identifier: MIT

import Assessment
import Benchmarking
import Foundation
import Plumbline
import Testing

/// Every cell that the gate lists trains to its problem's bound.
@Suite(.serialized) struct GateTests {
  @Test func everyCellPasses() async throws {
    let cells = try Gate.cells
    let results = try await Runner().run(cells)
    for r in results {
      #expect(
        r.verdict == .pass,
        "\(r.id): relative L2 \(r.relativeL2 ?? .nan), bound \(r.bound), \(r.seconds) s; \(r.message ?? "")")
      // A score is worth nothing below three bars of the reference.
      if let error = r.relativeL2, let bar = r.bar {
        #expect(error > 3 * bar, "\(r.id): the reference is the limit")
      }
    }
    // A gate that ran nothing has shown nothing.
    #expect(results.map(\.id) == cells.map(\.id))
    for name in Catalogue.all.map({ $0.name }) {
      let strategies = cells.filter { $0.problem.name == name }.map(\.run.strategy.name)
      let quick = try Catalogue.problem(name).isQuick
      #expect(strategies == (quick ? StrategyCatalogue.all : [StrategyCatalogue.fastest]).map(\.name))
    }
  }

  /// The optimiser that needs no Jacobian, to the bounds that it is held to.
  @Test(arguments: ["cosine-ode", "laplace", "heat-step"]) func limitedMemory(problem: String) async throws {
    let cell = try Cell(problem: problem, strategy: StrategyCatalogue.fastest.name, optimizer: .lbfgs)
    let result = try #require(try await Runner().run([cell]).first)
    #expect(result.verdict == .pass, "\(result.id): \(result.relativeL2 ?? .nan); \(result.message ?? "")")
  }

  /// A bound lies between what training reaches and the nearest wrong solution, three times away from both.
  /// Of a trap it is what seed 1 reaches, which `everyCellPasses` trains.
  @Test(arguments: Catalogue.all.map { $0.name }) func boundsLieBetween(name: String) throws {
    let problem = try Catalogue.problem(name)
    let bounds = problem.tolerances(for: RunKind(.levenbergMarquardt, .float64, isApproximate: false))
    for metric in Metric.allCases {
      let bound = try #require(bounds[metric], "\(metric)")
      let worst = try #require(problem.worstOfSeeds[metric], "\(metric)")
      #expect(
        bound >= 3 * worst, "\(name): the \(metric.text) of the worst seed is \(worst), bound \(bound)")
    }
    let controls = try ControlResult.evaluate(problem)
    #expect(controls.count >= 4)
    let nearest = controls.filter { !$0.name.contains("ripple") }.compactMap { $0.scores[.value] }.min()!
    for optimizer in OptimizerKind.allCases {
      for precision in Precision.allCases {
        for isApproximate in [false, true] {
          let kind = RunKind(optimizer, precision, isApproximate: isApproximate)
          #expect(3 * problem.tolerances(for: kind)[.value]! <= nearest, "\(name): \(kind)")
        }
      }
    }
    for control in controls {
      #expect(
        !control.rejectedBy.isEmpty,
        "\(name): \(control.name) is not rejected: \(control.scores), bounds \(bounds)")
      // A control is rejected by its value, save for the one that is made to be right there.
      if !control.name.contains("ripple") {
        #expect(control.rejectedBy.contains(.value), "\(name): \(control.name)")
      }
    }
  }

  /// The cell that a forum thread discusses: losses after 50 … 250 Adam steps in Float32, between the
  /// extremes of ten seeds of the same program elsewhere.
  @Test func theThreadsProgram() throws {
    let lowest = [0.021, 7.6e-5, 3.6e-5, 3.4e-5, 3.3e-5]
    let highest = [0.109, 0.054, 0.031, 0.016, 0.0078]
    for seed in 1...10 {
      let cell = try Cell(
        problem: "cosine-ode", strategy: "forward", optimizer: .adam, precision: .float32, seed: seed,
        steps: 250)
      let losses = try cell.run.train().losses
      for (k, step) in [50, 100, 150, 200, 250].enumerated() {
        #expect(
          (lowest[k]...highest[k]).contains(losses[step]), "seed \(seed), step \(step): loss \(losses[step])")
      }
    }
  }

  @Test(arguments: StrategyCatalogue.all.map(\.name), Precision.allCases)
  func theSameCellTwiceIsBitEqual(strategy: String, precision: Precision) throws {
    for optimizer in OptimizerKind.allCases {
      let cell = try Cell(
        problem: "burgers", strategy: strategy, optimizer: optimizer, precision: precision, seed: 3, steps: 2)
      var configuration = cell.run.configuration
      (configuration.warmUp, configuration.points, configuration.hidden) = (2, 300, [8, 8])
      let run = TrainingRun(
        cell.problem, cell.run.strategy, optimizer, precision, seed: 3, steps: 2,
        configuration: configuration)
      let (a, b) = (try run.train(), try run.train())
      #expect(a.parameters == b.parameters && a.losses == b.losses)
      let other = TrainingRun(
        cell.problem, cell.run.strategy, optimizer, precision, seed: 4, steps: 2,
        configuration: configuration)
      #expect(try other.train().parameters != a.parameters)
    }
  }
}
