// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import PDE
import Strategies
import Testing
import Training

@testable import Gradients

/// The engine that trains, in the same units: blocks full and half full, layers shared, saturated, several
/// unknowns.
@Suite struct BlockTests {
  /// All strategies at once: what they are held against is measured once.
  @Test func engine() throws {
    let results = try BlockCheck.results()
    let setups = try BlockSetup.all().count
    #expect(setups >= 13)
    // Both precisions, repeats shared and not, gradient and Jacobian.
    for strategy in StrategyCatalogue.all where !strategy.isApproximate {
      #expect(results.count { $0.strategy == strategy.name } == 8 * setups, "\(strategy.name)")
    }
    for r in results {
      #expect(
        r.verdict == .right, "\(r.case), \(r.nesting), \(r.precision): \(r.error ?? .nan) \(r.message ?? "")")
    }
  }

  /// The same points in blocks of another size: the same verdict.
  @Test func sizeOfBlocks() throws {
    for setup in try BlockSetup.all() {
      let conditionedTruth = try setup.conditionedTruth(.float64)
      // Groups of eight points fill blocks of a quarter of the size.
      let split = setup.groups.flatMap { group in
        stride(from: 0, to: group.points.count, by: 8).map { start in
          PointGroup(
            condition: group.condition, points: Array(group.points.dropFirst(start).prefix(8)),
            weight: group.weight)
        }
      }
      for groups in [setup.groups, split] {
        let engine = Engine<DoubleLanes>(
          setup.problem, StrategyCatalogue.fastest.float64(1), setup.shape)
        try engine.collocate(groups)
        let gradient = try engine.lossAndGradient(setup.parameters).gradient
        #expect(
          conditionedTruth.verdict(gradient) == .right,
          "\(setup.name): \(conditionedTruth.distance(gradient))")
      }
    }
  }

  /// Many threads at once: the same bits as alone.
  @Test func threads() async throws {
    let question = try RandomNetwork.posed(8).question
    let entries = CaseTests.exact.filter { !$0.nesting.hasPrefix("compiler (forward") }
    let alone = try entries.map { try $0.gradient(of: question, .float64) }
    try await withThrowingTaskGroup(of: [[Double]].self) { group in
      for _ in 0..<6 { group.addTask { try entries.map { try $0.gradient(of: question, .float64) } } }
      for try await together in group { #expect(together == alone) }
    }
  }
}
