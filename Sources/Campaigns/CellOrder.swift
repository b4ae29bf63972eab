// SPDX-License-Identifier: MIT

import Benchmarking
import Problems
import Strategies
import Verification

/// The order in which kinds of cells are listed: as the catalogues have them, what is in none after them.
struct CellOrder: Comparable {
  private let numbers: [Int]
  private let words: [String]

  init(_ kind: CellKind) {
    numbers = [
      Self.problems[kind.problem] ?? .max, Self.strategies[kind.strategy] ?? .max,
      OptimizerKind.allCases.firstIndex(of: kind.optimizer) ?? .max,
      Precision.allCases.firstIndex(of: kind.precision) ?? .max, kind.steps ?? 0,
    ]
    words = [kind.problemID, kind.strategy]
  }

  static func < (a: CellOrder, b: CellOrder) -> Bool {
    if a.numbers[0] != b.numbers[0] { return a.numbers[0] < b.numbers[0] }
    if a.words != b.words, a.words[0] != b.words[0] { return a.words[0] < b.words[0] }
    if a.numbers != b.numbers { return a.numbers.lexicographicallyPrecedes(b.numbers) }
    return a.words[1] < b.words[1]
  }

  private static let problems = numbered(Catalogue.all.map { $0.name })
  private static let strategies = numbered((StrategyCatalogue.all + StrategyCatalogue.others).map(\.name))

  private static func numbered(_ names: [String]) -> [String: Int] {
    Dictionary(zip(names, names.indices)) { first, _ in first }
  }
}
