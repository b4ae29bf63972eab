// SPDX-License-Identifier: MIT

import ArgumentParser
import Essentials
import Plumbline

/// What a run keeps of its networks, and where it goes on.
struct SavingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where trained networks go: a file NAME.npz of one cell, or a folder for a file a cell.",
      valueName: "file"))
  var save: String?
  @Option(
    help: ArgumentHelp(
      """
      Train on a network that --save has written, with --steps as the total; the result is that of a training of as \
      many steps without an interruption.
      """, valueName: "file"))
  var resume: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Keep the state of each training every so many minutes, fractions allowed, in the folder of --output or beside \
      --save: whoever trains the cell into the same place next goes on from there.
      """, valueName: "minutes"))
  var checkpoint: Double?

  /// The cell that --resume names; nil where it is not given.
  func resumed(_ choice: SelectionOptions) throws -> [Cell]? {
    guard let resume else { return nil }
    var others = choice
    others.chosen.steps = nil
    guard others.isPlain else {
      throw Failure(
        "--resume says which cell: leave out --problem, --cell and what chooses otherwise; --steps is the total of steps",
        Failure.usage)
    }
    return [try SavedNetwork(contentsOf: resume).continued(steps: choice.chosen.steps)]
  }

  /// Where networks go.
  func networks(for cells: [Cell]) throws -> NetworkFiles? {
    guard let save else { return nil }
    if save.isEmpty { throw Failure("--save is empty: give a file NAME.npz, or a folder", Failure.usage) }
    return try NetworkFiles(save, cells: Set(cells.map(\.id)).count)
  }

  /// Where checkpoints are, and how often they are written.
  func checkpoints(_ output: String?, _ networks: NetworkFiles?) throws -> Checkpoints? {
    if let checkpoint, !(checkpoint > 0 && checkpoint <= 1e6) {
      throw Failure("--checkpoint \(checkpoint): give minutes above 0, such as 10 or 0.5", Failure.usage)
    }
    let interval = checkpoint.map { Duration.seconds(60 * $0) }
    if let output { return Checkpoints(in: output, every: interval) }
    if let networks { return Checkpoints(beside: networks, every: interval) }
    guard interval == nil else {
      throw Failure("--checkpoint needs a place: give --output DIR or --save FILE", Failure.usage)
    }
    return nil
  }
}

extension SelectionOptions {
  /// Whether nothing is chosen in any way.
  fileprivate var isPlain: Bool {
    let c = chosen
    return isEmpty && c.strategy.isEmpty && c.optimizer.isEmpty && c.precision.isEmpty && c.seed.isEmpty
      && c.steps == nil && c.set.assignments.isEmpty && c.shard.isEmpty
  }
}
