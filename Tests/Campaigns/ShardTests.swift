// SPDX-License-Identifier: MIT

import Benchmarking
import Testing
import Verification

@testable import Campaigns

/// The parts of a selection.
@Suite struct ShardTests {
  static func selection() throws -> Selection {
    try Selection(
      problems: ["heat", "burgers", "cosine-ode", "poisson-nd"], strategies: ["fused", "central-difference"],
      optimizers: OptimizerKind.allCases, precisions: Precision.allCases, seeds: 1...7)
  }

  /// Every cell is in one part, and the parts are near the least possible: no part costs more than 4/3 of it.
  @Test(arguments: [1, 2, 3, 7, 40, 336, 1000]) func partition(count: Int) throws {
    let selection = try Self.selection()
    var costs = ExpectedCost()
    var all: [String] = []
    var loads: [Int] = []
    var (largest, total) = (0, 0)
    for number in 1...count {
      var load = 0
      try Shard(number, of: count).forEach(of: selection) {
        all.append($0.id)
        let cost = costs.cost($0.kind)
        (load, largest, total) = (load + cost, max(largest, cost), total + cost)
      }
      loads.append(load)
    }
    #expect(all.count == selection.count && Set(all) == Set(SelectionTests.ids(selection)))
    let least = max(Double(total) / Double(count), Double(largest))
    #expect(Double(loads.max()!) <= 4 * least / 3, "\(loads.max()!), \(least)")
    // Of as many parts as cells each has one.
    if count >= selection.count { #expect(loads.count { $0 > 0 } == selection.count) }
  }

  /// A dear cell that is listed last has a part of its own.
  @Test func dearestFirst() throws {
    var costs = ExpectedCost()
    let dear = try CellName(id: "burgers/fused/levenberg-marquardt/float64/seed1")
    let cheap = try CellName(id: "cosine-ode/fused/adam/float64/seed1")
    let count = costs.cost(dear.kind) / costs.cost(cheap.kind)
    var selection = Selection()
    try selection.add(cheap.kind, seeds: 1...count)
    try selection.add(dear.kind, seeds: 1...1)
    for number in 1...2 {
      var cells = 0
      var isDear = false
      try Shard(number, of: 2).forEach(of: selection) { (cells, isDear) = (cells + 1, isDear || $0 == dear) }
      #expect(cells == (isDear ? 1 : count))
    }
  }

  /// A part does not depend on how its selection was written down: the list of its ids gives the same, in any
  /// order.
  @Test func sameForTheSameCells() throws {
    let selection = try Self.selection()
    var ids = SelectionTests.ids(selection)
    ids.shuffle()
    let listed = try Selection(lines: ids.map { $0[...] }, of: "list")
    for number in 1...3 {
      var (a, b): ([CellName], [CellName]) = ([], [])
      try Shard(number, of: 3).forEach(of: selection) { a.append($0) }
      try Shard(number, of: 3).forEach(of: listed) { b.append($0) }
      #expect(a == b && !a.isEmpty)
    }
  }

  /// More steps, points or a harder method are expected to cost more; a cell costs what it costs, whatever
  /// its seed.
  @Test func costsAreOrdered() throws {
    var costs = ExpectedCost()
    func work(_ id: String) throws -> Double { costs.work(try CellName(id: id).kind) }
    #expect(try work("heat/fused/adam-20/float64/seed1") == 2 * work("heat/fused/adam-10/float64/seed9"))
    #expect(try work("heat/fused/adam/float64/seed1") < work("heat/central-difference/adam/float64/seed1"))
    #expect(try work("cosine-ode/fused/adam/float64/seed1") < work("burgers/fused/adam/float64/seed1"))
  }

  @Test(arguments: [
    "0/4", "5/4", "a/b", "", "/", "1/", "/1", "1/0", "-1/4", "1/2/3", "1.5/2", " 1/2",
    "1/99999999999999999999",
  ]) func wrong(text: String) {
    #expect(throws: ShardError(text: text)) { try Shard(text) }
  }

  /// The heap against a search.
  @Test func leastFirst() {
    var heap = LeastFirst<Int>(count: 5)
    var loads = [Int](repeating: 0, count: 5)
    for i in 0..<200 {
      let amount = (i * 7919) % 101
      let least = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) }!
      loads[least] += amount
      #expect(heap.add(amount) == least)
    }
  }
}
