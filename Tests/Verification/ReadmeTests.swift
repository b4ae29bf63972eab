// SPDX-License-Identifier: MIT

import Benchmarking
import Foundation
import Plumbline
import Testing

/// The README's example and catalogue, and the tables that are written into the documentation.
@Suite struct ReadmeTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..")
  static let results = "Sources/Plumbline/Documentation.docc/Results.md"

  /// The lines of a file between the marks of that name.
  static func block(_ name: String, of file: String) throws -> [Substring] {
    let text = try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
    let lines = text.split(separator: "\n")
    let from = try #require(lines.firstIndex { $0.hasPrefix("<!-- \(name)") })
    let to = try #require(lines.firstIndex { $0.hasPrefix("<!-- end of \(name)") })
    return Array(lines[(from + 1)..<to])
  }

  @Test func swiftExample() throws {
    func mySolver(_ x: Double, _ t: Double) -> Double { -.sin(.pi * x) * .exp(-0.2 * t) }
    var printed: [[String]] = []
    func print(_ items: Any...) { printed.append(items.map { "\($0)" }) }
    // The README's lines begin here.
    let burgers = try Catalogue.problem("burgers", ["nu": 0.02])
    let u = try burgers.reference.value(at: burgers.domain.point([0.5, 0.5]))
    print(u.value, u.bar)

    let result = try check(burgers) { p in mySolver(p.x, p.t) }
    print(result.passes, result.faults)  // what is wrong and how far off

    let slope = derivative(at: 2.0) { x in x * derivative(at: Dual(1, nil)) { y in Dual(x, nil) * y } }  // 4
    // The README's lines end here.
    #expect(u.bar < 1e-13 && abs(u.value) > 0.1)
    #expect(printed.count == 2 && printed[1][0] == "false" && !result.faults.isEmpty)
    #expect(slope == 4)

    let own = try String(contentsOfFile: #filePath, encoding: .utf8).split(separator: "\n")
    let from = try #require(own.firstIndex { $0.hasSuffix("lines begin here.") })
    let to = try #require(own.firstIndex { $0.hasSuffix("lines end here.") })
    let run = ["import Plumbline"] + own[(from + 1)..<to]
    let shown = try Self.block("swift example", of: "README.md")
    #expect(
      shown.map { $0.trimmingCharacters(in: .whitespaces) }
        == run.map { $0.trimmingCharacters(in: .whitespaces) })
  }

  /// Every problem with its equations, as the code prints them.
  @Test func theCatalogue() throws {
    let rows = try Self.block("catalogue", of: "README.md").dropFirst(2).map {
      $0.split(separator: "|").prefix(2).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let expected = try Catalogue.all.map { type in
      let problem = try Catalogue.problem(type.name)
      let statement = Equation(problem).ascii
      let equations = statement.prefix(statement.count - problem.conditions.count).map { "`\($0)`" }
      return ["`\(type.name)`", equations.joined(separator: "<br>")]
    }
    #expect(rows == expected, "run Scripts/documentation --catalogue")
  }

  /// A page that is read.
  @Test func theFrontPageIsShort() throws {
    let text = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 151)
  }

  /// Links to files of the repository.
  @Test func linksResolve() throws {
    let text = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    let links = text.matches(of: /\]\(([^):]+)\)/).map { String($0.1) }
    #expect(links.count >= 6)
    for link in links {
      #expect(FileManager.default.fileExists(atPath: Self.root.appendingPathComponent(link).path), "\(link)")
    }
  }

  /// The table of bounds is what the problems' files say now: names, worst seeds and bounds of every row.
  @Test func theTableOfBounds() throws {
    let rows = try Self.block("controls", of: Self.results).dropFirst(2).map {
      $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    func brief(_ x: Double?) -> String { x.map { String(format: "%.1e", $0) } ?? "–" }
    var expected: [[String]] = []
    for type in Catalogue.all {
      let problem = try Catalogue.problem(type.name)
      let bounds = problem.tolerances(for: RunKind(.levenbergMarquardt, .float64, isApproximate: false))
      for m in Metric.allCases where bounds[m] ?? 0 > 1e-12 {
        expected.append([type.name, m.rawValue, brief(problem.worstOfSeeds[m]), brief(bounds[m])])
      }
    }
    #expect(rows.map { Array($0.prefix(4)) } == expected, "run Scripts/documentation")
  }

  @Test func theAdviceNamesEveryStrategy() throws {
    let text = try Self.block("strategies", of: Self.results).joined()
    for strategy in StrategyCatalogue.all {
      #expect(text.contains("`\(strategy.name)`"), "run Scripts/documentation")
    }
  }
}
