// SPDX-License-Identifier: MIT

import Verification

/// One of n parts of a selection, 1 ≤ number ≤ count, as test runners spell it: `3/500`.
///
/// The cells are dealt out in the order of their expected cost, the largest first, each to the part that has
/// least so far: no part is expected to cost more than 4/3 of the least possible (R. L. Graham, SIAM J. Appl.
/// Math. 17 (1969) 416–429). The expectation is one of whole numbers that no machine measures, so every
/// machine finds the same parts.
package struct Shard: Sendable, Equatable, CustomStringConvertible {
  package let number: Int
  package let count: Int
  package var description: String { "\(number)/\(count)" }

  /// - Throws: ``ShardError``.
  package init(_ number: Int, of count: Int) throws(ShardError) {
    guard count >= 1, (1...count).contains(number) else { throw ShardError(text: "\(number)/\(count)") }
    self.number = number
    self.count = count
  }

  /// - Throws: ``ShardError``.
  package init(_ text: String) throws(ShardError) {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard halves.count == 2, let number = halves[0], let count = halves[1],
      let shard = try? Shard(number, of: count)
    else { throw ShardError(text: text) }
    self = shard
  }

  /// This part's cells, those that are expected to cost most first.
  package func forEach(of selection: Selection, _ body: (CellName) throws -> Void) rethrows {
    try Self.deal(selection, among: count) { shard, name, _ in
      if shard == number { try body(name) }
    }
  }

  /// This part as a selection of its own.
  package func selection(of all: Selection) throws -> Selection {
    var part = Selection()
    try forEach(of: all) { try part.add($0.kind, seeds: $0.seed...$0.seed) }
    return part
  }

  /// All cells with the part that each belongs to and its expected cost.
  static func deal(
    _ selection: Selection, among count: Int,
    _ body: (_ shard: Int, _ cell: CellName, _ cost: Int) throws -> Void
  ) rethrows {
    var costs = ExpectedCost()
    // Where costs are equal names decide, not the order in which the cells were listed.
    let runs = selection.runs.map { (run: $0, cost: costs.cost($0.kind), id: $0.kind.id) }
    let order = runs.indices.sorted { i, j in
      let (a, b) = (runs[i], runs[j])
      if a.cost != b.cost { return a.cost > b.cost }
      return a.id != b.id ? a.id < b.id : a.run.seeds.lowerBound < b.run.seeds.lowerBound
    }
    var loads = LeastFirst<Int>(count: min(count, max(1, selection.count)))
    for i in order {
      let (run, cost, _) = runs[i]
      for seed in run.seeds { try body(loads.add(cost) + 1, CellName(run.kind, seed: seed), cost) }
    }
  }
}

/// Sums of which the least is known: a heap.
struct LeastFirst<Load: Comparable & AdditiveArithmetic> {
  private var heap: [(load: Load, number: Int)]

  init(count: Int) { heap = (0..<count).map { (.zero, $0) } }

  /// Adds to the least sum, of equal ones to that of the least number.
  /// - Returns: which it was, from 0.
  mutating func add(_ amount: Load) -> Int {
    let number = heap[0].number
    _ = end(adding: amount)
    return number
  }

  /// The same.
  /// - Returns: what the sum has become.
  mutating func end(adding amount: Load) -> Load {
    let end = heap[0].load + amount
    var (top, place) = (heap[0], 0)
    top.load += amount
    while true {
      var least = top
      var next = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count && heap[child] < least {
        (least, next) = (heap[child], child)
      }
      heap[place] = least
      if next == place { break }
      place = next
    }
    heap[place] = top
    return end
  }
}

/// A shard that cannot be.
package struct ShardError: Error, Equatable, CustomStringConvertible {
  package let text: String
  package var description: String {
    "'\(text)' is no shard: write its number, from 1, and their count, as in 3/500"
  }
}
