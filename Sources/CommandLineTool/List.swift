// SPDX-License-Identifier: MIT

import ArgumentParser
import Campaigns
import Plumbline

struct List: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List problems with their parameters, and strategies.",
    discussion: "With names, those problems and strategies alone; verify show NAME says all of a problem.")
  @Argument(help: "A problem or strategy; repeatable. Default: all.") var names: [String] = []
  @Flag(
    name: .customLong("cells"),
    help:
      "List cells, one id a line, chosen by options as run takes them; the gate's where there is none of them."
  )
  var listsCells = false
  @OptionGroup(title: "Which cells") var choice: CellOptions
  @Option(
    help: ArgumentHelp("A file of ids, one a line; - is standard input; repeatable.", valueName: "file"))
  var from: [String] = []
  @Flag(help: "Print one JSON document.") var json = false

  func run() async throws {
    try await Failure.report {
      let catalogue = Catalogue.all.map { Entry($0) }
      let strategies = (StrategyCatalogue.all + StrategyCatalogue.others).map { Strategy($0) }
      let known = catalogue.map(\.name) + strategies.map(\.name)
      for name in names where !known.contains(name) {
        throw Failure(Suggestion.message("problem or strategy", name, known), Failure.usage)
      }
      if listsCells { return try listCells() }
      guard choice.isEmpty, choice.shard.isEmpty, from.isEmpty else {
        throw Failure("these options choose cells: give --cells too", Failure.usage)
      }
      let listed = catalogue.filter { names.isEmpty || names.contains($0.name) }
      let ways = strategies.filter { names.isEmpty || names.contains($0.name) }
      if json { return try Console.print(jsonText(Document(problems: listed, strategies: ways))) }
      let width = Terminal.width(of: 1)
      if !listed.isEmpty { try Console.print("Problems") }
      for problem in listed {
        try Terminal.wrap("  \(problem.name): \(problem.summary)", width).forEach(Console.print)
        for p in problem.parameters {
          let line = "    \(p.name) = \(p.standard): \(p.summary), in [\(p.range[0]), \(p.range[1])]"
          try Terminal.wrap(line, width).forEach(Console.print)
        }
      }
      if !ways.isEmpty { try Console.print("Strategies") }
      for s in ways { try Terminal.wrap("  \(s.name): \(s.summary)", width).forEach(Console.print) }
    }
  }

  /// One a line, as they are made: there may be millions.
  private func listCells() throws {
    guard names.isEmpty else {
      throw Failure("--cells lists what options choose: write --problem \(names[0])", Failure.usage)
    }
    var choice = choice
    // The gate's where nothing is chosen.
    if choice.isEmpty, from.isEmpty { choice.gate = true }
    let selection = try choice.selection(
      with: SelectionOptions.lists(from))
    let pieces = TextPieces()
    if json { try pieces.add("{\"command\": \"list\", \"version\": \"\(Runner.version)\", \"cells\": [") }
    var isFirst = true
    func add(_ id: String) throws {
      try pieces.add(json ? "\(isFirst ? "\n" : ",\n")  \"\(id)\"" : id + "\n")
      isFirst = false
    }
    if let shard = try choice.part() {
      try shard.forEach(of: selection) { try add($0.id) }
    } else {
      try selection.forEachID(add)
    }
    if json { try pieces.add("\n]}\n") }
    try pieces.end()
  }

  private struct Document: Encodable {
    let command = "list"
    let version = Runner.version
    let problems: [Entry]
    let strategies: [Strategy]
  }
  private struct Entry: Encodable {
    struct Constant: Encodable { let name: String, summary: String, standard: Double, range: [Double] }
    let name: String
    let summary: String
    let parameters: [Constant]
    init(_ problem: any Benchmark.Type) {
      name = problem.name
      summary = problem.summary
      parameters = problem.parameters.map {
        Constant(
          name: $0.name, summary: $0.summary, standard: $0.standard,
          range: [$0.range.lowerBound, $0.range.upperBound])
      }
    }
  }
  private struct Strategy: Encodable {
    let name: String
    let summary: String
    let isApproximate: Bool
    init(_ entry: StrategyEntry) {
      (name, summary, isApproximate) = (entry.name, entry.summary, entry.isApproximate)
    }
  }
}
