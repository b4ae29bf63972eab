// SPDX-License-Identifier: MIT

import Benchmarking
import Testing
import Verification

@testable import Campaigns

/// Which cells, in which order.
@Suite struct SelectionTests {
  static func ids(_ selection: Selection) -> [String] {
    var ids: [String] = []
    selection.forEachID { ids.append($0) }
    return ids
  }

  /// Every combination once, in order, as many as are counted, by both ways of listing.
  @Test func product() throws {
    let selection = try Selection(
      problems: ["heat", "burgers", "heat"], strategies: ["fused", "taylor"], optimizers: [.adam, .lbfgs],
      precisions: Precision.allCases, seeds: 3...5, steps: 7)
    let ids = Self.ids(selection)
    #expect(ids.count == 2 * 2 * 2 * 2 * 3 && Set(ids).count == ids.count && selection.count == ids.count)
    #expect(ids.first == "heat/fused/adam-7/float32/seed3" && ids[1] == "heat/fused/adam-7/float32/seed4")
    var names: [String] = []
    selection.forEach { names.append($0.id) }
    #expect(names == ids)
    #expect(try ids.allSatisfy { selection.contains(try CellName(id: $0)) })
    #expect(try !selection.contains(CellName(id: "heat/fused/adam-7/float32/seed6")))
  }

  /// A list of ids is the selection that listed it, whatever the order; what is named twice is there once.
  @Test func lists() throws {
    let selection = try Selection(
      problems: ["heat", "poisson"], settings: [:], strategies: ["fused"], seeds: 1...30)
    let ids = Self.ids(selection)
    let text = "# a list\n\n" + (ids + ids.prefix(3)).joined(separator: "\n") + "  # the last\r\n"
    let read = try Selection(lines: text.split(separator: "\n", omittingEmptySubsequences: false), of: "list")
    #expect(Self.ids(read) == ids && read.count == 60 && read.runs == selection.runs)
    let sorted = try Selection(lines: ids.sorted().map { $0[...] }, of: "list")
    #expect(sorted.count == 60 && Self.ids(sorted) == ids.sorted())
    #expect(try ids.allSatisfy { sorted.contains(try CellName(id: $0)) })
    // Two spellings of one cell.
    let twice = ["burgers[nu=0.02]/fused/adam/float64/seed1", "burgers[nu=0.020]/fused/adam/float64/seed1"]
    #expect(try Selection(lines: twice.map { $0[...] }, of: "list").count == 1)
    // Sums of selections.
    var sum = sorted
    try sum.add(selection)
    #expect(sum.count == 60)
  }

  @Test(arguments: [
    "heat", "heat/fused/adam/float64/seed-1", "het/fused/adam/float64/seed1", "heat/fusd/adam/float64/seed1",
    "heat[kappa=1]/fused/adam/float64/seed1", "heat/fused/adam-0/float64/seed1",
    "heat/fused/adam/float64/seed9223372036854775807", "heat/fused/adam/float64/seed92233720368547758070",
  ]) func wrongLines(line: String) throws {
    let text = "heat/fused/adam/float64/seed1\n\n\(line)"
    #expect {
      try Selection(lines: text.split(separator: "\n", omittingEmptySubsequences: false), of: "list")
    } throws: { ($0 as? SelectionError)?.line == 3 }
  }
}
