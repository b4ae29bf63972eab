// SPDX-License-Identifier: MIT

import ArgumentParser
import Plumbline

struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what a problem is: equation, domain, conditions, reference and sources.")
  @Argument(help: "The problem.") var name: String?
  @Option(help: "The problem, the same as NAME.") var problem: String?
  @OptionGroup var set: SetOption
  @Flag(help: "Print one JSON document.") var json = false

  func run() async throws {
    try await Failure.report {
      let settings = try set.settings()
      let instance = try Catalogue.problem(try theName(name, problem), settings)
      let sheet = try ProblemSheet(instance, settings)
      let check = ReferenceChecks.standard.known(instance, settings)
      let bar = try check?.bar ?? Truth(instance).bar
      if json { return try Console.print(jsonText(Document(problem: sheet, bar: bar, check: check))) }
      var lines = Self.lines(sheet)
      lines.append("    bar \(Measured.text(ofBar: bar)) of max |u| where errors are measured")
      let kind = sheet.reference.barKind
      lines.append("    ± is \(kind.rawValue): \(kind.summary)")
      lines.append("    " + (check?.text ?? "its second method runs with verify --problem \(sheet.name)"))
      let width = Terminal.width(of: 1)
      try lines.flatMap { Terminal.wrap($0, width) }.forEach(Console.print)
    }
  }

  private struct Document: Encodable {
    let command = "show"
    let version = Runner.version
    let problem: ProblemSheet
    /// The largest where errors are measured, relative to the largest |u| there.
    let bar: Double
    /// nil where no earlier run of this code ran the second method.
    let check: ReferenceCheck?
  }

  private static func lines(_ sheet: ProblemSheet) -> [String] {
    var lines = ["\(sheet.name): \(sheet.summary)", "  \(sheet.kind)"]
    lines += sheet.equations.ascii.map { "    \($0)" }
    lines.append("  unknowns: \(sheet.unknowns.joined(separator: ", "))")
    func box(_ ends: [String: [Double]]) -> String {
      let many = sheet.coordinates.count > 3 && Set(ends.values).count == 1
      let names = many ? ["\(sheet.coordinates[0]) … \(sheet.coordinates.last!)"] : sheet.coordinates
      return zip(names, sheet.coordinates).compactMap { name, c in
        ends[c].map { "\(name) in [\($0[0]), \($0[1])]" }
      }.joined(separator: ", ")
    }
    lines.append("  coordinates, in this order: \(box(sheet.domain))")
    if let cut = sheet.cut { lines.append("    less \(box(cut))") }
    for p in sheet.parameters {
      lines.append("  parameter: \(p.name) = \(p.value), \(p.summary), in [\(p.range[0]), \(p.range[1])]")
    }
    for c in sheet.conditions {
      lines.append(
        "  condition: \(c.ascii) (\(c.name): \(c.kind), \(c.isHard ? "in the ansatz" : "trained"))")
    }
    lines += sheet.sources.map { "  source: \($0)" }
    let derivatives = sheet.reference.derivatives.filter { !$0.isEmpty }.map { "u_\($0)" }
    let known = derivatives.isEmpty ? "no derivatives" : derivatives.joined(separator: ", ")
    return lines + ["  reference (\(sheet.reference.kind)): \(sheet.reference.method); it has \(known)"]
  }
}

struct Cite: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print where a problem is published, as BibTeX.",
    discussion: "Without a name, what to cite for Plumbline itself.")
  @Argument(help: "The problem.") var name: String?
  @Option(help: "The problem, the same as NAME.") var problem: String?

  func run() async throws {
    try await Failure.report {
      if name == nil, problem == nil { return try Console.print(Citation.bibTeX) }
      let name = try theName(name, problem)
      guard let type = Catalogue.named(name) else { throw UnknownProblem(name: name) }
      try Console.print(BibTeX.entries(type.sources))
    }
  }
}
