// SPDX-License-Identifier: MIT

import ArgumentParser
import Essentials
import Plumbline

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Train cells and judge them (the default).")

  @Option(help: "A problem, or all; repeatable.") var problem: [String] = []
  @Option(help: "A strategy, or all; repeatable. Default: all.") var strategy: [String] = []
  @Option(help: "adam, l-bfgs or levenberg-marquardt (the default).") var optimizer: String?
  @Option(help: "float32 or float64 (the default).") var precision: String?
  @Option(parsing: .unconditional, help: "A seed, or a range such as 1-10. Default: 1.") var seed: String?
  @Option(parsing: .unconditional, help: "Optimiser steps, at least 1. Default: the problem's configuration.")
  var steps: Int?
  @OptionGroup var set: SetOption
  @Option(help: "A cell by its id; repeatable.") var cell: [String] = []
  @Option(
    help: "A folder for one JSON file a cell; cells found there, of the same code, are not trained again.")
  var output: String?
  @Flag(help: "Print one JSON document.") var json = false
  @Flag(help: "Print no progress and no table.") var quiet = false
  // Taken so that a mistyped command is answered by the nearest one.
  @Argument(help: .hidden) var words: [String] = []

  func run() async throws {
    try await Failure.report {
      let cells = try selection()
      guard !cells.isEmpty else {
        throw Failure(
          "nothing is selected: give --problem NAME, --problem all or --cell ID (verify list shows them)",
          Failure.usage)
      }
      let store = try output.map { try ResultStore($0) }
      // Before anything is trained: nothing to report but that.
      let interrupt = Interrupt { Console.error("\ninterrupted: no cell is finished") }
      defer { interrupt.end() }
      let truths = Truths()
      if !json && !quiet { try await Statements(cells, quiet: quiet, truths).print() }
      let outcome = Outcome(count: cells.count, json: json, quiet: quiet, folder: output)
      let form = json || quiet ? Progress.Form.silent : .table(ResultTable(cells, width: outcome.width))
      let progress = Progress(cells, form, quiet: quiet)
      interrupt.report(by: { outcome.interrupted(progress) })
      let results = try await Runner(store: store, observer: progress, truths: truths).run(cells)
      progress.end()
      try outcome.print(results)
      if results.contains(where: { $0.verdict != .pass }) { throw ExitCode(1) }
    }
  }

  /// How a run ends.
  private struct Outcome: Sendable {
    let count: Int
    let json: Bool
    let quiet: Bool
    let folder: String?
    var width: Int? { Terminal.width(of: 1) }

    /// What comes after the rows, or the document.
    func print(_ results: [CellResult]) throws {
      if json {
        try Console.print(jsonText(Document(results, of: count)))
      } else if !quiet {
        try Report.end(results, of: count, width).forEach(Console.print)
      }
    }

    func interrupted(_ progress: Progress) {
      progress.end()
      let results = progress.results
      try? print(results)
      let kept = folder.map { "kept in \($0)" } ?? "give --output DIR to keep them"
      Console.error("interrupted: \(results.count) of \(count) cells are finished, \(kept)")
    }
  }

  private func selection() throws -> [Cell] {
    if let word = words.first {
      throw Failure(
        Catalogue.all.contains { $0.name == word }
          ? "write --problem \(word)"
          : Suggestion.message("command", word, Verify.commands), Failure.usage)
    }
    let settings = try set.settings()
    // What a cell's id says already is not said again; what it leaves out has no other place.
    let options: [(String, Bool)] = [
      ("--strategy", !strategy.isEmpty), ("--optimizer", optimizer != nil), ("--precision", precision != nil),
      ("--seed", seed != nil), ("--steps", steps != nil), ("--set", !settings.isEmpty),
    ]
    if problem.isEmpty, !cell.isEmpty, let extra = options.first(where: \.1) {
      throw Failure(
        "\(extra.0) goes with --problem and contradicts --cell: a cell's id names its own, as in "
          + "burgers[nu=0.02]/taylor/adam-250/float32/seed1", Failure.usage)
    }
    let kind = try choice("optimizer", optimizer, OptimizerKind.levenbergMarquardt)
    let float = try choice("precision", precision, Precision.float64)
    let problems = problem.contains("all") ? Catalogue.all.map { $0.name } : problem
    let strategies =
      strategy.isEmpty || strategy.contains("all") ? StrategyCatalogue.all.map(\.name) : strategy
    let numbers = try seeds(seed ?? "1")
    let listed = try cell.map { try Cell(id: $0) }
    let all =
      try listed
      + problems.flatMap { problem in
        try strategies.flatMap { strategy in
          try numbers.map {
            try Cell(
              problem: problem, settings: settings, strategy: strategy, optimizer: kind, precision: float,
              seed: $0,
              steps: steps)
          }
        }
      }
    // Named twice, trained once: two trainings would write one file.
    var seen: Set<String> = []
    return all.filter { seen.insert($0.id).inserted }
  }
}

/// The case of that name.
private func choice<T: RawRepresentable<String> & CaseIterable>(
  _ kind: String, _ name: String?, _ standard: T
) throws -> T {
  guard let name else { return standard }
  guard let value = T(rawValue: name) else {
    throw Failure(Suggestion.message(kind, name, T.allCases.map(\.rawValue)), Failure.usage)
  }
  return value
}

/// The document that `--json` prints.
struct Document: Encodable {
  let command = "run"
  let version = Runner.version
  let machine = Machine.current
  let cells: [CellResult]
  let passed: Int
  let failed: Int
  let errors: Int
  /// Whether cells are missing, since the run was interrupted.
  let interrupted: Bool
  init(_ results: [CellResult], of count: Int) {
    interrupted = results.count < count
    cells = results
    passed = results.count { $0.verdict == .pass }
    failed = results.count { $0.verdict == .fail }
    errors = results.count { $0.verdict == .error }
  }
}
