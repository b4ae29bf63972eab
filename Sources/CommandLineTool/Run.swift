// SPDX-License-Identifier: MIT

import ArgumentParser
import Campaigns
import Essentials
import Plumbline
import Synchronization
import Threads

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Train cells and judge them (the default).")

  @OptionGroup var choice: SelectionOptions
  @Option(
    help: """
      A folder for one JSON file a cell; cells found there, of the same code, are not trained again. Several processes \
      may share it: each trains what no other does.
      """)
  var output: String?
  @OptionGroup var saving: SavingOptions
  @Option(parsing: .unconditional, help: "At most so many threads. Default: PLUMBLINE_THREADS, or all cores.")
  var threads: Int?
  @Flag(
    help: "Keep truth, solution and residual of each cell on a grid too, for the pictures of verify report.")
  var fields = false
  @Flag(help: "Print one JSON document.") var json = false
  @Flag(help: "Print no progress and no table.") var quiet = false
  // Taken so that a mistyped command is answered by the nearest one.
  @Argument(help: .hidden) var words: [String] = []

  func run() async throws {
    try await Failure.report {
      try check()
      let cells = try saving.resumed(choice) ?? selection()
      if cells.isEmpty, let shard = choice.chosen.shard.first, !json, !quiet {
        return try Console.print("shard \(shard) has no cells: there are fewer of them than shards")
      }
      let store = try output.map { [lease = try lease()] in
        try ResultStore.opened($0, lease: lease, Complaint())
      }
      let networks = try saving.networks(for: cells)
      let checkpoints = try saving.checkpoints(output, networks)
      // Before anything is trained: nothing to report but that.
      let interrupt = Interrupt { Console.error("\ninterrupted: no cell is finished") }
      defer { interrupt.end() }
      let truths = Truths()
      if !json && !quiet {
        let statements = Statements(cells, quiet: quiet, truths)
        interrupt.report(by: {
          statements.end()
          Console.error("interrupted: no cell is finished")
        })
        try await statements.print()
      }
      let outcome = Outcome(count: cells.count, json: json, quiet: quiet, folder: output)
      let form = json || quiet ? Progress.Form.silent : .table(outcome.table(cells))
      let progress = Progress(cells, form, quiet: quiet)
      interrupt.report(by: {
        store?.leave()
        outcome.interrupted(progress)
      })
      let runner = Runner(
        store: store, observer: progress, threads: threads, networks: networks, checkpoints: checkpoints,
        keepsFields: fields, truths: truths)
      let results: [CellResult]
      do {
        results = try await runner.run(cells)
      } catch {
        // What is finished is said all the same.
        progress.end()
        try outcome.print(progress, progress.results)
        throw error
      }
      progress.end()
      try outcome.print(progress, results)
      if results.contains(where: { $0.verdict != .pass }) { throw ExitCode(1) }
    }
  }

  /// How a run ends.
  private struct Outcome: Sendable {
    let count: Int
    let json: Bool
    let quiet: Bool
    let folder: String?
    private var width: Int? { Terminal.width(of: 1) }

    func table(_ cells: [Cell]) -> ResultTable {
      ResultTable(
        cells, width: width,
        hasColours: width != nil && Look.hasColours(ProcessInfo.processInfo.environment))
    }

    /// What comes after the rows, or the document.
    func print(_ progress: Progress, _ results: [CellResult]) throws {
      if json {
        try Console.print(jsonText(Document(results, of: count)))
      } else if !quiet {
        try Report.end(results, of: count, replaced: progress.replaced, width).forEach(Console.print)
      }
    }

    func interrupted(_ progress: Progress) {
      progress.end()
      let results = progress.results
      try? print(progress, results)
      let kept = folder.map { "kept in \($0)" } ?? "give --output DIR to keep them"
      Console.error("interrupted: \(results.count) of \(count) cells are finished, \(kept)")
    }
  }

  private func check() throws {
    if let word = words.first {
      throw Failure(
        Catalogue.all.contains { $0.name == word }
          ? "write --problem \(word)"
          : Suggestion.message("command", word, Verify.commands), Failure.usage)
    }
    if let threads, !(1...ThreadCount.most).contains(threads) {
      throw Failure("--threads \(threads): give at least 1, and at most \(ThreadCount.most)", Failure.usage)
    }
    if fields, output == nil {
      throw Failure("--fields: give --output DIR, where they are kept", Failure.usage)
    }
    if output == "" { throw Failure("--output is empty: give a folder", Failure.usage) }
  }

  private func selection() throws -> [Cell] {
    let shard = try choice.chosen.part()
    let selection = try choice.selection()
    guard !choice.isEmpty else {
      throw Failure(
        "nothing is selected: give --problem NAME, --problem all, --gate, --cell ID or --cells FILE (verify list shows "
          + "them)", Failure.usage)
    }
    var cells: [Cell] = []
    if let shard {
      try shard.forEach(of: selection) { cells.append(try Cell($0)) }
    } else {
      try selection.forEach { cells.append(try Cell($0)) }
    }
    return cells
  }

  /// Seconds after which a claim is dead: every process on the folder needs the same, so it is the
  /// environment's.
  private func lease() throws -> Double {
    guard let text = ProcessInfo.processInfo.environment["PLUMBLINE_LEASE"] else { return ResultStore.lease }
    guard let seconds = Double(text), seconds >= 5, seconds <= 86400 else {
      throw Failure(
        "PLUMBLINE_LEASE=\(text): give seconds, from 5 to 86400, after which a claim of a process that has gone is dead",
        Failure.usage)
    }
    return seconds
  }
}

/// Says that a folder takes nothing, before there is anything else to say.
private final class Complaint: RunObserver {
  private let isSaid = Atomic(false)
  func cannotWrite(_ error: StoreError) {
    if !isSaid.exchange(true, ordering: .relaxed) { Console.complain(error) }
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
