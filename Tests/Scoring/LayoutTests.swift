// SPDX-License-Identifier: MIT

import DataFiles
import Foundation
import Testing

@testable import Scoring

/// A reference's own values are indistinguishable from it, however they are written.
@Suite struct LayoutTests {
  static let problems: [(String, [Int])] = [
    ("cosine-ode", [40]), ("heat", [12, 9]), ("poisson", [11, 8]), ("burgers", [41, 12]),
    ("reaction", [15, 10]), ("helmholtz", [14, 10]), ("kovasznay", [9, 7]), ("lotka-volterra", [30]),
  ]

  private func holds(_ score: FileScore, _ planted: Planted) {
    #expect(score.verdict == .indistinguishable && score.diagnosis.isEmpty, "\(score)")
    #expect(score.points == planted.nodes.count && score.correction == nil && score.beyond.count == 0)
    #expect(score.relativeL2 ?? 1 <= 1e-14 && score.bar > 0 && score.bar < 1e-8, "\(score)")
  }

  @Test(arguments: problems) func everyLayout(name: String, counts: [Int]) throws {
    let (scorer, planted) = (try Scorer(problem: name), try Planted(name, counts))
    holds(try scorer.score(text: planted.csv()), planted)
    holds(try scorer.score(text: planted.csv(header: false)), planted)
    // Rows in any order, columns in any order where they are named.
    let shuffled = planted.rows.enumerated().sorted { scattered($0.offset) < scattered($1.offset) }.map(
      \.element)
    holds(try scorer.score(text: Planted.csv(shuffled, nil)), planted)
    let header = planted.coordinateNames + planted.unknownNames
    holds(
      try scorer.score(text: Planted.csv(shuffled.map { $0.reversed() }, header.reversed())), planted)
    // As `verify export` writes: bars and derivatives beside.
    let wide = planted.rows.map { $0 + [1e-15, 7, 7] }
    holds(
      try scorer.score(
        text: "# problem: \(name)\n" + Planted.csv(wide, header + ["u_bar", "u_t", "u_t_bar"])), planted)
    let d = counts.count
    for order in [Array(0..<d), Array((0..<d).reversed())] {
      holds(try scorer.score(npz: try planted.arrays(order)), planted)
    }
    let (rows, width) = (planted.rows, planted.rows[0].count)
    let matrix = try NumericArray("u", shape: [rows.count, width], values: rows.flatMap { $0 })
    holds(try scorer.score(npy: matrix), planted)
    let columns = (0..<width).flatMap { k in rows.map { $0[k] } }
    holds(try scorer.score(npy: try NumericArray("u", shape: [width, rows.count], values: columns)), planted)
  }

  @Test(arguments: problems.filter { $0.1.count == 2 }) func oneElementAPoint(name: String, counts: [Int])
    throws
  {
    let (scorer, planted) = (try Scorer(problem: name), try Planted(name, counts))
    for shape in [[planted.nodes.count], counts] {
      let all = zip(planted.coordinateNames + planted.unknownNames, 0...).map { name, k in
        try? NumericArray(name.uppercased(), shape: shape, values: planted.rows.map { $0[k] })
      }
      holds(try scorer.score(npz: all.compactMap { $0 }), planted)
    }
  }

  @Test func scatteredPointsOfManyDimensions() throws {
    let scorer = try Scorer(problem: "poisson-nd")
    let d = scorer.problem.domain.coordinates.count
    let rows = try (0..<200).map { i -> [Double] in
      let place = (0..<d).map { (scattered(i * (2 * $0 + 3) + $0) + 1) / 2 }
      return place + [try scorer.problem.reference.value(at: scorer.problem.domain.point(place)).value]
    }
    let score = try scorer.score(text: Planted.csv(rows, nil))
    #expect(score.verdict == .indistinguishable && score.bands == nil && score.slope == nil, "\(score)")
  }

  /// Points in the rows of one matrix: all of their coordinates, or the places with the times apart.
  @Test(arguments: problems.filter { $0.0 != "kovasznay" }) func points(name: String, counts: [Int]) throws {
    let (scorer, planted) = (try Scorer(problem: name), try Planted(name, counts))
    let d = counts.count
    let whole = try NumericArray(
      "X_star", shape: [planted.rows.count, d], values: planted.nodes.flatMap { $0 })
    let fields = try planted.values.enumerated().map { k, column in
      try NumericArray(["u_star", "v_star"][k], shape: [column.count, 1], values: column)
    }
    holds(try scorer.score(npz: [whole] + fields), planted)
    guard planted.coordinateNames.last == "t", d == 2 else { return }
    let places = try NumericArray("X_star", shape: [counts[0], 1], values: planted.axes[0])
    let times = try NumericArray("t", shape: [counts[1], 1], values: planted.axes[1])
    let field = try NumericArray("usol", shape: counts, values: planted.values[0])
    holds(try scorer.score(npz: [places, times, field]), planted)
  }

  /// As the wake of a cylinder is published: U_star [place, component, time], p_star [place, time].
  @Test func componentsInOneArray() throws {
    let planted = try Planted("taylor-green", [5, 4, 3])
    let scorer = try Scorer(problem: "taylor-green")
    let places = stride(from: 0, to: 60, by: 3).flatMap { planted.nodes[$0].prefix(2) }
    let (u, v, p) = (planted.values[0], planted.values[1], planted.values[2])
    var both: [Double] = []
    for place in 0..<20 {
      let times = (3 * place)..<(3 * place + 3)
      both += u[times] + v[times]
    }
    let all = [
      try NumericArray("U_star", shape: [20, 2, 3], values: both),
      try NumericArray("p_star", shape: [20, 3], values: p),
      try NumericArray("t", shape: [3, 1], values: planted.axes[2]),
      try NumericArray("X_star", shape: [20, 2], values: places),
    ]
    holds(try scorer.score(npz: all), planted)
    for (k, shape) in [(0, [20, 6]), (3, [40]), (2, [0])] {
      var wrong = all
      let count = shape.reduce(1, *)
      wrong[k] = try NumericArray(all[k].name, shape: shape, values: Array(all[k].values.prefix(count)))
      #expect(throws: ScoringError.self) { try scorer.score(npz: wrong) }
    }
  }

  /// A grid of as many places as times: the values tell the order, and the score says so.
  @Test func aSquareGrid() throws {
    let (scorer, planted) = (try Scorer(problem: "heat"), try Planted("heat", [10, 10]))
    holds(try scorer.score(npz: try planted.arrays()), planted)
    let turned = try scorer.score(npz: try planted.arrays([1, 0]))
    #expect(turned.verdict == .corrected && turned.diagnosis.map(\.code) == ["transposed-grid"])
    #expect(turned.correction == turned.diagnosis.first && turned.beyond.count == 0)
    #expect(
      turned.relativeL2AsItStands ?? 0 > 0.5 && !turned.isWithin(0.5) && turned.isWithin(2), "\(turned)")
  }

  /// Files by SciPy, by an independent program.
  @Test(arguments: ["burgers.mat", "turned.mat"]) func published(file: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures/"
    let score = try Scorer(problem: "burgers").score(file: folder + file)
    #expect(score.relativeL2 ?? 1 < 1e-14 && score.diagnosis.isEmpty && score.notes.isEmpty, "\(score)")
    #expect(score.points == (file == "burgers.mat" ? 96 * 34 : 48 * 12))
  }

  /// Corners where the data jump have no value: they are left out, and that is said.
  @Test func jumps() throws {
    var planted = try Planted("laplace", [9, 9])
    planted.values = [planted.nodes.map { $0[1] }]
    let score = try Scorer(problem: "laplace-top").score(planted)
    #expect(score.points == 79 && score.notes.contains { $0.contains("2 points") }, "\(score)")
  }
}
