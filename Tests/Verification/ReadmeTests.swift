import Foundation
import Plumbline
import Testing

/// The README's example, as it stands there, and the tables that are written into it.
@Suite struct ReadmeTests {
  @Test func libraryExample() throws {
    let burgers = try Catalogue.problem("burgers", ["nu": 0.02])
    let u = try burgers.reference.value(at: burgers.domain.point([0.5, 0.5]))
    #expect(u.bar < 1e-13 && abs(u.value) > 0.1)

    func mySolver(_ x: Double, _ t: Double) -> Double { -.sin(.pi * x) * .exp(-0.2 * t) }
    let result = try check(burgers) { p in mySolver(p.x, p.t) }
    #expect(!result.passes && !result.faults.isEmpty)

    let found = audit(try Catalogue.problem("heat"))
    #expect(found.passes, "\(found)")

    let slope = derivative(at: 2.0) { x in x * derivative(at: Dual(1, nil)) { y in Dual(x, nil) * y } }
    #expect(slope == 4)
  }

  static func block(_ name: String) throws -> [Substring] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../README.md")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let from = try #require(lines.firstIndex { $0.hasPrefix("<!-- \(name)") })
    let to = try #require(lines.firstIndex { $0.hasPrefix("<!-- end of \(name)") })
    return Array(lines[(from + 1)..<to])
  }

  /// The table of bounds is what the problems' files say now: names, worst seeds and bounds of every row.
  @Test func theTableOfBounds() throws {
    let rows = try Self.block("controls").dropFirst(2).map {
      $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    func brief(_ x: Double?) -> String { x.map { String(format: "%.1e", $0) } ?? "–" }
    var expected: [[String]] = []
    for type in Catalogue.all {
      let problem = try Catalogue.problem(type.name)
      let bounds = problem.bounds(RunKind(.levenbergMarquardt, .float64, isApproximate: false))
      for m in Measure.allCases where bounds[m] ?? 0 > 1e-12 {
        expected.append([type.name, m.rawValue, brief(problem.worstOfSeeds[m]), brief(bounds[m])])
      }
    }
    #expect(rows.map { Array($0.prefix(4)) } == expected, "run Scripts/readme")
  }

  @Test func theAdviceNamesEveryStrategy() throws {
    let text = try Self.block("strategies").joined()
    for strategy in StrategyCatalogue.all {
      #expect(text.contains("`\(strategy.name)`"), "run Scripts/readme")
    }
  }
}
