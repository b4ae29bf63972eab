// SPDX-License-Identifier: MIT

import DataFiles
import Foundation
import Plumbline
import Testing

@testable import Reports
@testable import Scoring

/// Pages of scored files: where the error is, it is seen.
@Suite struct ScorePageTests {
  private func field(
    _ name: String, _ counts: [Int], _ spoil: (Int, Double) -> Double
  ) throws -> (scorer: Scorer, score: FileScore, field: ErrorField) {
    let scorer = try Scorer(problem: name)
    let domain = scorer.problem.domain
    let points = try domain.grid(counts)
    let positions = domain.coordinates.indices.map { k in points.map { $0.values[k] } }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("score-\(UUID()).npz").path
    defer { unlink(path) }
    var writer = try NPZWriter(to: path, compression: .stored)
    for (c, column) in zip(domain.coordinates, positions) {
      try writer.begin("\(c)", shape: [column.count])
      try writer.append(column)
    }
    for (k, u) in scorer.problem.unknownNames.enumerated() {
      let values = try points.enumerated().map { i, p in
        spoil(i, try scorer.problem.reference.values(at: p)[k].value)
      }
      try writer.begin(u, shape: [values.count])
      try writer.append(values)
    }
    try writer.finish()
    let contents = try Scorer.contents(of: path, run: nil)
    let (score, field) = try scorer.scoreAndErrors(contents, named: "mine", choosing: FieldChoice())
    return (scorer, score, field)
  }

  /// One wrong value among 160,000 is in the picture, in its square, whatever the grid.
  @Test(arguments: [[401, 399], [33, 65], [5, 4000]])
  func nothingIsHidden(counts: [Int]) throws {
    let n = counts[0] * counts[1]
    let at = n / 3
    let (scorer, score, field) = try field("heat", counts) { i, u in i == at ? u + 1e-3 : u }
    let errors = zip(field.unknowns[0].u, field.unknowns[0].truth).map { abs($0 - $1) }
    let node = try #require(errors.indices.filter { errors[$0].isFinite }.max { errors[$0] < errors[$1] })
    #expect(abs(errors[node] - 1e-3) < 1e-9 && errors.count { $0 > 1e-6 } == 1)
    let shape = field.axes.map(\.count)
    let place = [field.axes[0][node / shape[1]], field.axes[1][node % shape[1]]]
    for (k, x) in place.enumerated() {
      let range = scorer.problem.domain.ranges[k]
      let square = (range.upperBound - range.lowerBound) / Double(shape[k] - 1)
      #expect(abs(x - score.maxErrorAt[k]) <= 0.51 * square)
    }
    #expect(errors.count { !$0.isFinite } == 0)
  }

  /// The page says the diagnosis, and circles the places that it names.
  @Test func page() throws {
    let (scorer, score, field) = try field("heat", [65, 33]) { i, u in i % 400 == 7 ? u + 0.5 : u }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("score-\(UUID()).html").path
    defer { unlink(path) }
    try ScorePage(file: "dir/mine.npz", problem: scorer.problem, score: score, field: field).write(to: path)
    let page = try String(contentsOfFile: path, encoding: .utf8)
    #expect(page.contains("<title>mine.npz against heat</title>") && page.contains("outlier"))
    let circles = try #require(page.firstMatch(of: /"circles":(\[\{[^\]]+\])/)).1
    #expect(circles.components(separatedBy: "\"x\"").count - 1 >= 3)
  }

  /// One coordinate, three of them, several unknowns, scattered points: there is a picture of each.
  @Test(arguments: [("cosine-ode", [50]), ("taylor-green", [9, 9, 5]), ("kovasznay", [12, 10])])
  func shapes(name: String, counts: [Int]) throws {
    let (scorer, score, field) = try field(name, counts) { _, u in 1.1 * u }
    #expect(field.axes.map(\.count) == Array(counts.prefix(2)))
    #expect(field.unknowns.count == scorer.problem.unknowns)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("score-\(UUID()).html").path
    defer { unlink(path) }
    try ScorePage(file: "mine", problem: scorer.problem, score: score, field: field).write(to: path)
    let page = try String(contentsOfFile: path, encoding: .utf8)
    #expect(page.components(separatedBy: "-slices\"").count - 1 == scorer.problem.unknowns)
  }
}
