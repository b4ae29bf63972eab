// SPDX-License-Identifier: MIT

import Foundation
import Plumbline
import Testing

/// `verify reference`, `show` and `list`: all unknowns, the parameters, and JSON that says the same.
@Suite struct ReferenceCommandTests {
  let line = CommandLineTests()

  struct Document: Decodable {
    struct Value: Decodable {
      let name: String, unknown: String, derivative: String, value: Double, bar: Double
    }
    let parameters: [String: Double], coordinates: [String], at: [Double], values: [Value]
  }

  /// Every problem that has several, and one that has not, at a point inside.
  @Test(arguments: ["kovasznay", "nls", "taylor-green", "lotka-volterra", "heat"])
  func everyUnknown(name: String) throws {
    let problem = try Catalogue.problem(name)
    let p = try problem.domain.point(
      problem.domain.ranges.map { 0.75 * $0.lowerBound + 0.25 * $0.upperBound })
    let at = p.values.map { "\($0)" }.joined(separator: ",")
    let indices = problem.reference.indices.sorted()
    let measured = try problem.reference.evaluate(indices, at: p)
    let names = problem.unknownNames.flatMap { u in indices.map { $0 == .value ? u : "\(u)_\($0)" } }

    let text = try line.verify("reference", name, "--at", at, "--derivatives")
    #expect(text.code == 0, "\(text)")
    let rows = text.out.split(separator: "\n").filter { $0.contains(" ± ") }
    #expect(rows.map { String($0.prefix { $0 != " " }) } == names, "\(rows)")

    let r = try line.verify("reference", "--problem", name, "--at", at, "--derivatives", "--json")
    let document = try JSONDecoder().decode(Document.self, from: Data(r.out.utf8))
    #expect(document.values.map(\.name) == names && document.at == p.values)
    #expect(document.values.map(\.value) == measured.joined().map(\.value))
    #expect(document.values.map(\.bar) == measured.joined().map(\.bar))
    #expect(Set(document.values.map(\.unknown)) == Set(problem.unknownNames))
    #expect(document.coordinates == p.coordinates.map(\.description))
  }

  /// Zero has no sign, and no bar of "0.00e+00".
  @Test(arguments: [
    ("burgers", "0,0"), ("burgers", "1,0"), ("poisson", "0,0"), ("l-shape", "0,0"), ("nls", "0,0"),
  ])
  func zeros(name: String, at: String) throws {
    let r = try line.verify("reference", name, "--at", at)
    #expect(r.code == 0 && !r.out.contains("-0.0 ") && !r.out.contains("0.00e+00"), "\(r)")
    let json = try line.verify("reference", name, "--at", at, "--json")
    #expect(
      !json.out.contains("-0,") && !json.out.contains("-0.0,") && !json.out.contains(" -0\n"), "\(json)")
  }

  @Test func parameters() throws {
    let r = try line.verify("reference", "black-scholes", "--at", "1,1", "--set", "sigma=0.3")
    #expect(r.out.contains("with sigma = 0.3, r = 0.05, strike = 1.0"), "\(r)")
    let json = try line.verify("reference", "black-scholes", "--at", "1,1", "--set", "sigma=0.3", "--json")
    let document = try JSONDecoder().decode(Document.self, from: Data(json.out.utf8))
    #expect(document.parameters == ["sigma": 0.3, "r": 0.05, "strike": 1])
    let two = try line.verify("reference", "heat", "--problem", "wave", "--at", "0,0")
    #expect(two.code == 64 && two.err.contains("two problems"), "\(two)")
  }

  struct Shown: Decodable {
    let problem: ProblemSheet
    let bar: Double
  }
  /// What `show` says is what the problem's code says.
  @Test(arguments: ["kovasznay", "l-shape", "convection", "pendulum", "poisson-nd"]) func shown(
    name: String
  ) throws {
    let problem = try Catalogue.problem(name)
    let r = try line.verify("show", name, "--json")
    let sheet = try JSONDecoder().decode(Shown.self, from: Data(r.out.utf8)).problem
    let equation = Equation(problem)
    #expect(sheet.equations.ascii + sheet.conditions.map(\.ascii) == equation.ascii)
    #expect(sheet.coordinates == problem.domain.coordinates.map(\.description))
    #expect(sheet.unknowns == problem.unknownNames && sheet.sources == type(of: problem).sources)
    #expect(
      sheet.coordinates.map { sheet.domain[$0] }
        == problem.domain.ranges.map { [$0.lowerBound, $0.upperBound] })
    let text = try line.verify("show", name).out
    for line in equation.ascii { #expect(text.contains(line), "\(line)") }
  }

  static let kinds: [(String, String, [String])] = [
    ("heat", "evolution equation of order 2", ["initial, value", "boundary, value (Dirichlet)"]),
    (
      "lotka-volterra", "system of ordinary differential equations of order 1",
      ["initial, value", "initial, value"]
    ),
    ("pendulum", "ordinary differential equation of order 2", ["initial, value", "initial, derivative"]),
    (
      "poisson", "steady equation of order 2", ["boundary, value (Dirichlet)", "boundary, value (Dirichlet)"]
    ),
  ]
  @Test(arguments: kinds) func kindsOf(name: String, kind: String, conditions: [String]) throws {
    let sheet = try ProblemSheet(try Catalogue.problem(name))
    #expect(sheet.kind == kind && sheet.conditions.map(\.kind) == conditions, "\(sheet)")
  }

  @Test func listed() throws {
    struct Listed: Decodable {
      struct Entry: Decodable { let name: String, summary: String }
      let problems: [Entry], strategies: [Entry]
    }
    func names(_ arguments: String...) throws -> ([String], [String]) {
      let r = try line.verify(["list", "--json"] + arguments)
      let listed = try JSONDecoder().decode(Listed.self, from: Data(r.out.utf8))
      return (listed.problems.map(\.name), listed.strategies.map(\.name))
    }
    let all = try names()
    #expect(all.0 == Catalogue.all.map { $0.name })
    #expect(all.1 == (StrategyCatalogue.all + StrategyCatalogue.others).map(\.name))
    #expect(try names("kdv", "taylor") == (["kdv"], ["taylor"]))
    #expect(try line.verify("list", "kdv").out.split(separator: "\n").count < 6)
  }
}
