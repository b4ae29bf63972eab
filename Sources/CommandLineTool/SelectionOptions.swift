// SPDX-License-Identifier: MIT

import ArgumentParser
import Campaigns
import Essentials
import Plumbline

/// Which cells: the same options wherever cells are chosen.
struct CellOptions: ParsableArguments {
  @Option(help: "A problem, or all; repeatable.") var problem: [String] = []
  @Option(help: "A strategy, or all; repeatable. Default: all.") var strategy: [String] = []
  @Option(help: "adam, l-bfgs, levenberg-marquardt (the default) or all; repeatable.") var optimizer:
    [String] = []
  @Option(help: "float32, float64 (the default) or all; repeatable.") var precision: [String] = []
  @Option(
    parsing: .unconditionalSingleValue, help: "A seed, or a range such as 1-10; repeatable. Default: 1.")
  var seed: [String] = []
  @Option(parsing: .unconditional, help: "Optimiser steps, at least 1. Default: the problem's configuration.")
  var steps: Int?
  @OptionGroup var set: SetOption
  @Flag(help: "The cells that swift test trains, beside others that are chosen.") var gate = false
  @Option(help: "A cell by its id; repeatable.") var cell: [String] = []
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "One of n parts, balanced by expected cost, the same on every machine.", valueName: "i/n"))
  var shard: [String] = []

  /// Whether nothing is said of which.
  var isEmpty: Bool { problem.isEmpty && cell.isEmpty && !gate }

  /// What was chosen, before it is cut into shards.
  /// - Parameter listed: cells chosen otherwise.
  /// - Throws: ``Failure``, and what the names throw.
  func selection(with listed: Selection = Selection()) throws -> Selection {
    let settings = try set.settings()
    // What a cell's id says already is not said again; what it leaves out has no other place.
    let options: [(String, Bool)] = [
      ("--strategy", !strategy.isEmpty), ("--optimizer", !optimizer.isEmpty),
      ("--precision", !precision.isEmpty), ("--seed", !seed.isEmpty), ("--steps", steps != nil),
      ("--set", !settings.isEmpty),
    ]
    if problem.isEmpty, let extra = options.first(where: \.1) {
      guard !isEmpty || listed.count > 0 else {
        throw Failure("\(extra.0) goes with --problem: give --problem NAME or --problem all", Failure.usage)
      }
      throw Failure(
        "\(extra.0) goes with --problem and contradicts \(cell.isEmpty && gate ? "--gate" : "--cell"): a cell's id "
          + "names its own, as in burgers[nu=0.02]/taylor/adam-250/float32/seed1", Failure.usage)
    }
    var all = listed
    for id in cell {
      let name = try CellName(id: id)
      try all.add(name.kind, seeds: name.seed...name.seed)
    }
    if gate { for cell in try Gate.cells { try all.add(cell.kind, seeds: cell.run.seed...cell.run.seed) } }
    let strategies =
      strategy.isEmpty || strategy.contains("all") ? StrategyCatalogue.all.map(\.name) : strategy
    for seed in seed.isEmpty ? ["1"] : seed {
      try all.add(
        Selection(
          problems: problem.contains("all") ? Catalogue.all.map { $0.name } : problem, settings: settings,
          strategies: strategies, optimizers: choices("optimizer", optimizer, .levenbergMarquardt),
          precisions: choices("precision", precision, .float64), seeds: seeds(seed), steps: steps))
    }
    return all
  }

  /// The part asked for; nil: all.
  /// - Throws: ``ShardError``.
  func part() throws -> Shard? {
    guard shard.count < 2 else {
      throw Failure("--shard is given \(shard.count) times: a run is one of the parts", Failure.usage)
    }
    return try shard.first.map { try Shard($0) }
  }
}

/// The same, and lists of cells.
struct SelectionOptions: ParsableArguments {
  @OptionGroup var chosen: CellOptions
  @Option(
    help: ArgumentHelp("A file of ids, one a line; - is standard input; repeatable.", valueName: "file"))
  var cells: [String] = []

  var isEmpty: Bool { chosen.isEmpty && cells.isEmpty }
  /// What was chosen, before it is cut into shards.
  func selection() throws -> Selection {
    try chosen.selection(with: Self.lists(cells))
  }

  /// The ids in some files.
  static func lists(_ paths: [String]) throws -> Selection {
    var all = Selection()
    for path in paths { try all.add(list(path)) }
    return all
  }

  /// The ids in a file, or piped in.
  static func list(_ path: String) throws -> Selection {
    let name = path == "-" ? StandardInput.name : "'\(path)'"
    let bytes: [UInt8]
    do {
      bytes = try (path == "-" ? OpenFile.standardInput : OpenFile.reading(path)).all(name)
    } catch let error as SystemError {
      throw Failure("\(name) cannot be read (\(error)): give a file of ids, one a line", Failure.noInput)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure("\(name) is no text in UTF-8: give ids, one a line", Failure.badData)
    }
    // Some programs begin a file with the mark of its encoding.
    let lines = (text.first == "\u{feff}" ? text.dropFirst() : text[...])
      .split(separator: "\n", omittingEmptySubsequences: false)
    let selection = try Selection(lines: lines, of: name)
    guard selection.count > 0 else {
      throw Failure("\(name) has no cells: give ids, one a line", Failure.badData)
    }
    return selection
  }
}

/// Those of that name, or all of them.
private func choices<T: RawRepresentable<String> & CaseIterable & Hashable>(
  _ kind: String, _ names: [String], _ standard: T
) throws -> [T] {
  if names.isEmpty { return [standard] }
  if names.contains("all") { return Array(T.allCases) }
  return try names.map { name in
    guard let value = T(rawValue: name) else {
      throw Failure(Suggestion.message(kind, name, T.allCases.map(\.rawValue) + ["all"]), Failure.usage)
    }
    return value
  }
}

/// "1" or "1-10".
func seeds(_ text: String) throws -> ClosedRange<Int> {
  let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
  if ends.count == 1, let seed = ends[0] { return seed...seed }
  if ends.count == 2, let first = ends[0], let last = ends[1], first <= last {
    guard last - first < mostSeeds else {
      throw Failure("--seed \(text): a range has at most \(mostSeeds) seeds", Failure.usage)
    }
    return first...last
  }
  throw Failure("--seed \(text): write one seed or a range, as in 1 or 1-10", Failure.usage)
}

private let mostSeeds = 10_000_000
