// SPDX-License-Identifier: MIT

import Testing

@testable import Gradients

/// Every fault that a strategy or a number type can have is seeded, caught, and named.
@Suite struct FaultTests {
  @Test func caughtByName() throws {
    // All at once: what a fault gives on a question is computed once.
    let suite = GradientSuite(Fault.allCases.map { DifferentiatorEntry($0.differentiator) })
    var extent = GradientSuite.Extent()
    extent.networks = 6
    extent.seeds = 1
    let results = try suite.cases() + suite.networks(extent)
    let laws = try suite.laws(extent)
    for fault in Fault.allCases {
      let wrong = results.filter { $0.strategy == fault.rawValue && $0.verdict == .wrong }.diagnosed
      let broken = laws.filter { $0.strategy == fault.rawValue && !$0.holds }
      switch fault {
      // Right whenever it is asked once.
      case .staleTape, .adjointsKept: #expect(broken.contains { $0.family == "state" }, "\(fault) passes")
      // Cases and networks multiply no series of the third order: the laws do.
      case .recurrenceShort: #expect(broken.contains { $0.law == "Leibniz" }, "\(fault) passes")
      // What it divides by is zero: no number comes, which has a verdict and no name.
      case .powerDividesByArgument:
        #expect(results.contains { $0.strategy == fault.rawValue && $0.isWrong }, "\(fault) passes")
      default:
        let named = wrong.count { $0.fault == fault.rawValue }
        #expect(
          2 * named > wrong.count,
          "\(fault): named in \(named) of \(wrong.count); \(Set(wrong.compactMap(\.fault)))")
      }
    }
  }

  @Test func namesAndSummaries() {
    #expect(Set(Fault.allCases.map(\.summary)).count == Fault.allCases.count)
    #expect(Set(Fault.allCases.map(\.differentiator.name)) == Set(Fault.allCases.map(\.rawValue)))
  }

  /// A fault that does not show in a question is no alarm there.
  @Test func noAlarmWhereAFaultDoesNotShow() throws {
    let linear = try #require(CaseCatalogue.all.first { $0.name == "D(x -> x D(y -> x + y, 1), 1)" })
    let entry = DifferentiatorEntry(Fault.tanhSecondOrderDropped.differentiator)
    for r in try GradientSuite([entry]).results(of: [Posed(linear)]) { #expect(r.verdict == .right) }
  }
}
