import Differentiation
import Testing

@testable import Gradients

/// Random networks: no false alarm.
@Suite struct NetworkTests {
  /// 200 networks, ten a test, by every exact strategy in both precisions: within 50 κ·u. Gradients by one dual number a
  /// parameter cost as many evaluations, and are put to every tenth.
  @Test(arguments: 0..<20) func noFalseAlarm(_ batch: Int) throws {
    for i in 1...10 {
      let posed = try RandomNetwork.posed(10 * batch + i)
      let entries = CaseTests.exact.filter { i == 1 || !$0.isForward }
      for r in try GradientSuite(entries).results(of: [posed]) where r.verdict != .unsupported {
        #expect(
          r.verdict != .wrong && (r.error ?? .infinity) <= Yardstick.rounding,
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
