// SPDX-License-Identifier: MIT

import Benchmarking
import Essentials
import PDE
import Verification

/// Cells by name, in the order in which they are listed, each once: kinds with ranges of seeds, so that a
/// million of them take no more memory than a few.
package struct Selection: Sendable {
  /// Cells that differ in their seeds alone.
  package struct Run: Sendable, Equatable {
    package let kind: CellKind
    package let seeds: ClosedRange<Int>
  }
  package private(set) var runs: [Run] = []
  /// How many cells there are.
  package private(set) var count = 0
  private var seen: [CellKind: RangeSet<Int>] = [:]

  package init() {}

  /// Every strategy, optimiser, precision and seed with every problem.
  /// - Throws: what the names throw; ``CellError``.
  package init(
    problems: [String], settings: [String: Double] = [:], strategies: [String],
    optimizers: [OptimizerKind] = [.levenbergMarquardt], precisions: [Precision] = [.float64],
    seeds: ClosedRange<Int> = 1...1, steps: Int? = nil
  ) throws {
    for problem in problems {
      for strategy in strategies {
        for optimizer in optimizers {
          for precision in precisions {
            try add(
              CellKind(
                problem: problem, settings: settings, strategy: strategy, optimizer: optimizer,
                precision: precision, steps: steps), seeds: seeds)
          }
        }
      }
    }
  }

  /// Adds those that are not there yet.
  /// - Throws: what a cell of the kind throws.
  package mutating func add(_ kind: CellKind, seeds: ClosedRange<Int>) throws {
    let ends = [seeds.lowerBound, seeds.upperBound]
    if let seed = ends.first(where: { !CellName.seeds.contains($0) }) { throw CellError.seed(seed) }
    if seen[kind] == nil { try Self.check(kind) }
    let (lower, upper) = (seeds.lowerBound, seeds.upperBound)
    let known = seen[kind] ?? RangeSet()
    let new = RangeSet(lower..<upper + 1).subtracting(known)
    for range in new.ranges { append(kind, range.lowerBound...range.upperBound - 1) }
    seen[kind, default: RangeSet()].formUnion(new)
  }

  /// Adds those of another that are not there yet.
  package mutating func add(_ other: Selection) throws {
    if count == 0 { return self = other }
    for run in other.runs { try add(run.kind, seeds: run.seeds) }
  }

  /// Adds one of a kind that is known to be right, after those before it.
  mutating func list(_ kind: CellKind, _ seed: Int) { append(kind, seed...seed) }

  /// - Throws: what a cell of the kind throws; of its settings, ``WrongSetting``, which says of which
  ///   problem.
  private static func check(_ kind: CellKind) throws {
    do {
      _ = try Cell(CellName(kind, seed: 1))
    } catch let error as SettingError {
      throw WrongSetting(problem: kind.problem, error: error)
    }
  }

  /// A range that continues the last one becomes part of it.
  private mutating func append(_ kind: CellKind, _ seeds: ClosedRange<Int>) {
    count += seeds.count
    if let last = runs.last, last.seeds.upperBound + 1 == seeds.lowerBound, last.kind == kind {
      runs[runs.count - 1] = Run(kind: kind, seeds: last.seeds.lowerBound...seeds.upperBound)
    } else {
      runs.append(Run(kind: kind, seeds: seeds))
    }
  }

  package func contains(_ name: CellName) -> Bool { seen[name.kind]?.contains(name.seed) ?? false }

  /// The cells in order.
  package func forEach(_ body: (CellName) throws -> Void) rethrows {
    for run in runs {
      for seed in run.seeds { try body(CellName(run.kind, seed: seed)) }
    }
  }

  /// The ids in order, made of their parts' text once per kind.
  package func forEachID(_ body: (String) throws -> Void) rethrows {
    for run in runs {
      let start = run.kind.id + "/seed"
      for seed in run.seeds { try body(start + "\(seed)") }
    }
  }
}

extension Selection {
  /// Reads ids, one a line; blank lines and what follows `#` are passed over.
  /// - Parameters:
  ///   - lines: of the list, in order.
  ///   - name: of the list, for messages.
  /// - Throws: ``SelectionError``.
  package init(lines: some Sequence<Substring>, of name: String) throws {
    self.init()
    // Lists repeat their kinds: each is read once. Their seeds come in any order.
    var kinds: [Substring: Int] = [:]
    var known: [(kind: CellKind, seeds: Set<Int>)] = []
    for (number, line) in lines.enumerated() {
      let id = line.prefix { $0 != "#" }.trimmed
      guard !id.isEmpty else { continue }
      do {
        guard let (text, seed) = CellName.halves(id), CellName.seeds.contains(seed) else {
          throw CellError.malformed(id)
        }
        if let i = kinds[text] {
          if known[i].seeds.insert(seed).inserted { append(known[i].kind, seed...seed) }
          continue
        }
        guard let kind = CellKind(id: text) else { throw CellError.malformed(id) }
        try Self.check(kind)
        // The same kind may be written in several ways.
        let i = known.firstIndex { $0.kind == kind } ?? known.count
        if i == known.count { known.append((kind, [])) }
        kinds[text] = i
        if known[i].seeds.insert(seed).inserted { append(kind, seed...seed) }
      } catch { throw SelectionError(list: name, line: number + 1, reason: "\(error)") }
    }
    for (kind, seeds) in known { seen[kind] = RangeSet(seeds.sorted().map { $0..<$0 + 1 }) }
  }
}

/// A setting that one of several problems does not have.
package struct WrongSetting: Error, CustomStringConvertible {
  package let problem: String
  package let error: SettingError
  package var description: String { "\(problem): \(error)" }
}

/// A list of cells with a line that is none.
package struct SelectionError: Error, CustomStringConvertible {
  package let list: String
  package let line: Int
  package let reason: String
  package var description: String {
    "\(list), line \(line): \(reason); write one id a line, as verify list --cells does"
  }
}
