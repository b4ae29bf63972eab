// SPDX-License-Identifier: MIT

import DataFiles
import Differentiation
import Foundation
import PDE
import Problems
import Testing

@testable import Exporting

/// Every format says what the reference measures, at the right place and under the right name.
@Suite struct TableTests {
  static func table(_ name: String, _ counts: [Int], _ settings: [String: Double] = [:]) throws
    -> ReferenceTable
  {
    let problem = try Catalogue.problem(name, settings)
    return try ReferenceTable(
      problem, settings, at: EvaluationPoints(grid: counts, in: problem.domain), derivatives: true)
  }

  /// Far more rows than a part has: in order, each at its place.
  @Test func manyParts() throws {
    let problem = try Catalogue.problem("heat")
    let table = try ReferenceTable(
      problem, at: EvaluationPoints(grid: [301, 200], in: problem.domain), derivatives: false)
    var (text, progress): ([UInt8], [Int]) = ([], [])
    try table.csv(to: { text += $0 }, progress: { progress.append($0) })
    #expect(progress == progress.sorted() && progress.last == 301 * 200 && progress.count > 8)
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
    let points = try problem.domain.grid([301, 200])
    try #require(lines.count == points.count + 1 && lines[0] == "x,t,u,u_bar")
    for k in stride(from: 0, to: points.count, by: 97) {
      let m = try problem.reference.value(at: points[k])
      #expect(lines[k + 1].split(separator: ",").map { Double($0)! } == points[k].values + [m.value, m.bar])
    }
  }

  /// On a grid the arrays are indexed by the coordinates in their order.
  @Test(arguments: [
    ("burgers", [5, 4]), ("kovasznay", [3, 4]), ("pendulum", [6]), ("poisson-nd", [2, 1, 3, 2, 1]),
  ])
  func npzOfAGrid(name: String, counts: [Int]) throws {
    let folder = try Folder()
    let table = try Self.table(name, counts)
    try table.write(to: folder("t.npz"), as: .npz)
    #expect(folder.files == ["t.npz"])
    guard case .arrays(let found) = try DataFile.read(folder("t.npz")) else { throw ExportError.tooMany([]) }
    #expect(found.arrays.map(\.name) == table.columns.names)
    let rows = try table.rows(0..<table.places.count)
    let width = table.columns.names.count
    for (k, array) in found.arrays.enumerated() {
      let isAxis = k < counts.count
      #expect(array.shape == (isAxis ? [counts[k]] : counts))
      let stride = counts.dropFirst(k + 1).reduce(1, *)
      for row in 0..<table.places.count {
        #expect(array.values[isAxis ? row / stride % counts[k] : row] == rows[row * width + k])
      }
    }
    #expect(
      try JSONDecoder().decode(Metadata.self, from: Data(try #require(found.texts["meta"]).utf8))
        == table.metadata)
  }

  @Test func npzOfPoints() throws {
    let folder = try Folder()
    let problem = try Catalogue.problem("lotka-volterra")
    let places = try EvaluationPoints(points: [0.5, 3, 0.25], in: problem.domain)
    try ReferenceTable(problem, at: places, derivatives: false).write(to: folder("t.npz"), as: .npz)
    guard case .arrays(let found) = try DataFile.read(folder("t.npz")) else { throw ExportError.tooMany([]) }
    #expect(found.arrays.map(\.name) == ["t", "u1", "u1_bar", "u2", "u2_bar"])
    #expect(found["t"]?.values == [0.5, 3, 0.25])
    let truth = try problem.reference.evaluate([.value], at: Point([.t], [3]))
    #expect(found["u2"]?.values[1] == truth[1][0].value && found["u2"]?.shape == [3])
  }

  @Test func json() throws {
    let table = try Self.table("kovasznay", [2, 3], ["re": 20])
    var text: [UInt8] = []
    try table.json(to: { text += $0 })
    struct Document: Decodable {
      let meta: Metadata
      let columns: [String], rows: [[Double]]
    }
    let document = try JSONDecoder().decode(Document.self, from: Data(text))
    #expect(document.meta == table.metadata && document.meta.parameters == ["re": 20])
    #expect(document.meta.licence == "CC0-1.0" && document.meta.domain["y"] == [-0.5, 1.5])
    #expect(
      document.columns == table.columns.names && document.columns.prefix(4) == ["x", "y", "u1", "u1_bar"])
    #expect(try Array(document.rows.joined()) == table.rows(0..<6))
  }

  /// The columns of two unknowns; the equation calls them the same.
  @Test func names() throws {
    let problem = try Catalogue.problem("lotka-volterra")
    #expect(
      Columns(problem, derivatives: true).names == [
        "t", "u1", "u1_bar", "u1_t", "u1_t_bar", "u2", "u2_bar", "u2_t", "u2_t_bar",
      ])
    #expect(Equation(problem).ascii[0].hasPrefix("u1_t"))
  }

  /// Where the reference has no value nothing is written, in any format.
  @Test(arguments: TableFormat.allCases) func nothingHalfWritten(_ format: TableFormat) throws {
    let folder = try Folder()
    let problem = try Catalogue.problem("laplace-top")
    let table = try ReferenceTable(
      problem, at: EvaluationPoints(grid: [9, 9], in: problem.domain), derivatives: false)
    #expect(throws: (any Error).self) { try table.write(to: folder("t"), as: format) }
    #expect(folder.files.isEmpty)
    #expect(throws: DataFileError.self) { try table.write(to: folder("none/t"), as: format) }
    #expect(throws: DataFileError.self) { try table.write(to: folder.url.path, as: format) }
  }

  @Test(arguments: [[0, 3], [3], [-1, -3], [1 << 40, 1 << 40], [1 << 30, 1 << 30]])
  func gridsThatDoNotFit(counts: [Int]) throws {
    let domain = try Catalogue.problem("heat").domain
    #expect(throws: (any Error).self) { try EvaluationPoints(grid: counts, in: domain) }
  }

  @Test(arguments: [[0.5], [0.5, 2], [.nan, 0.5], [0.5, .infinity]])
  func pointsThatDoNotFit(rows: [Double]) throws {
    let domain = try Catalogue.problem("heat").domain
    #expect(throws: PointError.self) { try EvaluationPoints(points: rows, in: domain) }
  }

  /// What C prints, whatever the number.
  @Test func digits() {
    for x in [
      0, -0.0, 1, 0.1, -1e-300, .leastNonzeroMagnitude, 1.7976931348623157e308, 123456789.125, 1e16, 1e17,
    ] {
      var text: [UInt8] = []
      Digits.append(x, to: &text)
      #expect(String(decoding: text, as: UTF8.self) == String(format: "%.17g", x))
    }
  }
}
