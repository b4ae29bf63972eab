// SPDX-License-Identifier: MIT

import Foundation
import PDE
import Problems
import Testing

@testable import Exporting

/// Tables on a domain with something cut out.
@Suite struct CutTests {
  /// A grid's points without the cut, one row each; the corner has no slope.
  @Test func grid() throws {
    let problem = try Catalogue.problem("l-shape")
    let places = try EvaluationPoints(grid: [5, 4], in: problem.domain)
    let grid = try problem.domain.grid([5, 4])
    #expect(places.shape == nil && places.count == grid.count && grid.count == 16)
    #expect((0..<places.count).map { places.values($0) } == grid.map(\.values))
    let table = try ReferenceTable(problem, at: places, derivatives: false)
    var text: [UInt8] = []
    try table.csv(to: { text += $0 })
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.count == 17 && lines[1].hasPrefix("-1,-1,0.6299"), "\(lines)")
    #expect(table.metadata.cut == ["x": [0, 1], "y": [-1, 0]])
    #expect(try Metadata(Catalogue.problem("laplace"), [:]).cut == nil)
  }

  @Test func pointsAreRefused() throws {
    let domain = try Catalogue.problem("l-shape").domain
    #expect(throws: PointError.cut([.x, .y], [0.5, -0.5], [0...1, -1...0])) {
      try EvaluationPoints(points: [-0.5, 0.5, 0.5, -0.5], in: domain)
    }
    let folder = try Folder()
    try Data("0.5,0.5\n0.5,-0.5\n".utf8).write(to: URL(fileURLWithPath: folder("p")))
    do {
      _ = try PointsFile.read(folder("p"), in: domain)
      Issue.record("read")
    } catch { #expect("\(error)".contains("line 2: x = 0.5, y = -0.5 lies outside"), "\(error)") }
  }

  /// Made like every other table: the corner, which has no slopes, is left out, and the cut.
  @Test func frozen() throws {
    let table = try FrozenTable(Catalogue.problem("l-shape")).table
    let domain = try Catalogue.problem("l-shape").domain
    #expect(table.places.count > 600 && table.places.shape == nil)
    #expect((0..<table.places.count).allSatisfy { domain.contains(table.places.values($0)) })
    _ = try table.fields(0..<table.places.count)
  }
}
