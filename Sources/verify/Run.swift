import ArgumentParser
import Foundation
import Plumbline

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Train cells and judge them (the default).")

  @Option(help: "A problem, or all; repeatable.") var problem: [String] = []
  @Option(help: "A strategy, or all; repeatable. Default: all.") var strategy: [String] = []
  @Option(help: "adam, l-bfgs or levenberg-marquardt.") var optimizer: String = OptimizerKind
    .levenbergMarquardt
    .rawValue
  @Option(help: "float32 or float64.") var precision: String = Precision.float64.rawValue
  @Option(parsing: .unconditional, help: "A seed, or a range such as 1-10.") var seed: String = "1"
  @Option(parsing: .unconditional, help: "Optimiser steps, at least 1. Default: the problem's recipe.")
  var steps: Int?
  @OptionGroup var set: SetOption
  @Option(help: "A cell by its id; repeatable.") var cell: [String] = []
  @Option(help: "A folder for one JSON file a cell; cells found there are not trained again.") var output:
    String?
  @Flag(help: "Print one JSON document.") var json = false
  @Flag(help: "Print no progress and no table.") var quiet = false
  // Taken so that a mistyped command is answered by the nearest one.
  @Argument(help: .hidden) var words: [String] = []

  func run() async throws {
    try await Failure.report {
      Interrupt.install()
      let cells = try selection()
      guard !cells.isEmpty else {
        throw Failure(
          "nothing is selected: give --problem NAME, --problem all or --cell ID (verify list shows them)",
          Failure.usage)
      }
      let store = try output.map { try ResultStore($0) }
      let observer: any RunObserver = quiet || isatty(2) == 0 ? SilentRunObserver() : ProgressLine()
      if !json && !quiet { try Report.statements(cells).forEach { try Console.print($0) } }
      let results = try await Runner(store: store, observer: observer).run(cells)
      if json {
        try Console.print(jsonText(Document(results)))
      } else if !quiet {
        try Console.print(Report.table(results))
      }
      if results.contains(where: { $0.verdict != .pass }) { throw ExitCode(1) }
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
    if problem.isEmpty, !cell.isEmpty, steps != nil || !settings.isEmpty || !strategy.isEmpty {
      throw Failure(
        "--strategy, --steps and --set go with --problem: a cell's id names its own, as in "
          + "burgers[nu=0.02]/taylor/adam-250/float32/seed1", Failure.usage)
    }
    guard let kind = OptimizerKind(rawValue: optimizer) else {
      throw Failure(
        Suggestion.message("optimizer", optimizer, OptimizerKind.allCases.map(\.rawValue)), Failure.usage)
    }
    guard let float = Precision(rawValue: precision) else {
      throw Failure(
        Suggestion.message("precision", precision, Precision.allCases.map(\.rawValue)), Failure.usage)
    }
    let problems = problem.contains("all") ? Catalogue.all.map { $0.name } : problem
    let strategies =
      strategy.isEmpty || strategy.contains("all") ? StrategyCatalogue.all.map(\.name) : strategy
    let numbers = try seeds(seed)
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

/// The document that `--json` prints.
struct Document: Encodable {
  let command = "run"
  let version = Runner.version
  let machine = Machine.current
  let cells: [CellResult]
  let passed: Int
  let failed: Int
  let errors: Int
  init(_ results: [CellResult]) {
    cells = results
    passed = results.count { $0.verdict == .pass }
    failed = results.count { $0.verdict == .fail }
    errors = results.count { $0.verdict == .error }
  }
}
