// SPDX-License-Identifier: MIT

import Foundation
import Plumbline
import Testing

/// Every bar says what stands behind it, and is printed outwards.
@Suite struct BarKindTests {
  static let enclosed: Set = ["pendulum", "van-der-pol", "lotka-volterra"]
  static let estimated: Set = ["burgers", "allen-cahn", "kdv", "nls-periodic"]

  @Test(arguments: Catalogue.all.map { $0.name }) func kind(name: String) throws {
    let problem = try Catalogue.problem(name)
    let kind: BarKind =
      Self.enclosed.contains(name) ? .enclosure : Self.estimated.contains(name) ? .estimate : .rounding
    #expect(problem.reference.barKind == kind)
    #expect(try ProblemSheet(problem).reference.barKind == kind)
    let metadata = try Metadata(problem, [:])
    let json = try metadata.json()
    #expect(metadata.barKind == kind && json.contains("\"barKind\":\"\(kind.rawValue)\""))
  }

  /// In three digits, never below the bar and at most one unit of the last digit above.
  @Test func printedOutwards() throws {
    var random = SystemRandomNumberGenerator()
    let edges = [9.994, 9.995, 9.9999, 1, 1.0000001, 1.005, 1.0049999, 9.99, .leastNonzeroMagnitude]
    let drawn = (0..<10_000).map { _ in
      pow(10, Double.random(in: -300...300, using: &random)) * Double.random(in: 1...10, using: &random)
    }
    for bar in edges + drawn {
      let text = Measured.text(ofBar: bar)
      let printed = try #require(Double(text))
      #expect(printed >= bar && printed <= 1.01 * bar, "\(bar) is printed as \(text)")
    }
    #expect(Measured(0.5, bar: 0).description == "0.5 ± 0")
    #expect(Measured(-1.25, bar: 1.2301e-15).description == "-1.25 ± 1.24e-15")
  }
}
