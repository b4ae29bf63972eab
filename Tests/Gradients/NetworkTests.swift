// SPDX-License-Identifier: MIT

import Differentiation
import Testing

@testable import Gradients

/// Random networks: no false alarm.
@Suite struct NetworkTests {
  /// 200 networks, ten a test, in both precisions: within 50 κ·u. Each is put to every third of the exact
  /// strategies' nestings in turn, so that each nesting meets 66 of them, every residual with every
  /// activation. Gradients by one dual number a parameter cost as many evaluations, and are put to every
  /// tenth of those.
  @Test(arguments: 0..<20) func noFalseAlarm(_ batch: Int) throws {
    let (forward, reverse) = (CaseTests.exact.filter(\.isForward), CaseTests.exact.filter { !$0.isForward })
    for i in 1...10 {
      let seed = 10 * batch + i
      func turn(_ all: [DifferentiatorEntry], _ number: Int) -> [DifferentiatorEntry] {
        all.enumerated().filter { $0.offset % 3 == number % 3 }.map(\.element)
      }
      let entries = turn(reverse, seed) + (i == 1 ? turn(forward, batch) : [])
      for r in try GradientSuite(entries).results(of: [RandomNetwork.posed(seed)])
      where r.verdict != .unsupported {
        #expect(
          r.verdict != .wrong && (r.error ?? .infinity) <= ConditionedTruth.rounding,
          "\(r.case), \(r.nesting), \(r.precision): \(r.error ?? .nan) units, \(r.message ?? "")")
      }
    }
  }

  /// A strategy is not let off: every network is answered by each of them.
  @Test func nothingIsRefused() throws {
    for r in try GradientSuite(CaseTests.exact).results(of: [RandomNetwork.posed(6)]) {
      #expect(r.verdict != .unsupported || r.nesting.hasPrefix("compiler (forward"), "\(r.nesting)")
    }
  }

  /// Differences: within ten times what their error models say.
  @Test(arguments: 0..<4) func differences(_ batch: Int) throws {
    let entries = DifferentiatorCatalogue.all.filter { $0.isApproximate && !$0.isForward }
    for i in 1...10 {
      for r in try GradientSuite(entries).results(of: [RandomNetwork.posed(10 * batch + i)]) {
        #expect(r.verdict != .wrong, "\(r.case), \(r.nesting), \(r.precision): \(r.message ?? "")")
      }
    }
  }
}
