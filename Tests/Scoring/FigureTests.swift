// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import Scoring

/// What the figures mean.
@Suite struct FigureTests {
  private func waves(_ k: Int) throws -> FileScore {
    var planted = try Planted("burgers", [60, 10])
    // Nodes 0 … 59 are one period of the transform.
    planted.add { 1e-3 * sin(2 * .pi * Double(k) * (($0[0] + 1) / 2 * 59) / 60) }
    return try Scorer(problem: "burgers").score(planted)
  }

  @Test(arguments: [2, 15, 25]) func bands(k: Int) throws {
    let score = try waves(k)
    let bands = try #require(score.bands)
    let (all, whole) = ([bands.low, bands.mid, bands.high], try #require(score.relativeL2))
    #expect(abs(all.reduce(0) { $0 + $1 * $1 }.squareRoot() / whole - 1) < 1e-12)
    #expect(all[k / 10] > 0.999 * whole)
    #expect(abs(score.rmse / (1e-3 / 2.0.squareRoot()) - 1) < 1e-9)
  }

  @Test func partsAndPlace() throws {
    var planted = try Planted("burgers", [21, 11])
    planted.add { $0 == [1, 0.5] ? 0.25 : 0 }
    let score = try Scorer(problem: "burgers").score(planted)
    #expect(abs(score.maxError - 0.25) < 1e-12 && score.maxErrorAt == [1, 0.5])
    #expect(score.boundary?.points == 22 && abs((score.boundary?.maxError ?? 0) - 0.25) < 1e-12)
    #expect(score.initial?.points == 21 && score.initial?.maxError ?? 1 < 1e-15)
  }

  /// The slope where the layer is thinnest: 152.0052 at t = 0.51047, x = 0.
  @Test func slope() throws {
    var planted = try Planted("burgers", [3, 2])
    planted.axes = [(-400...400).map { Double($0) / 400 }, [0.25, 0.51046975928684147, 0.75]]
    try planted.solve()
    let slope = try #require(try Scorer(problem: "burgers").score(planted).slope)
    #expect(
      abs(slope.trueSlope! - 152.0052) < 1e-3 && slope.largest == slope.trueOnGrid && slope.largest < 152)
    #expect(slope.coordinate == "x" && abs(slope.at[0]) < 1e-12)
  }

  @Test func document() throws {
    let score = try waves(2)
    let object = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(score)) as? [String: Any]
    let keys = [
      "relative_l2", "relative_l2_as_it_stands", "max_error", "max_error_at", "points", "bar", "bar_l2",
      "bar_kind",
      "beyond",
      "unknowns", "coverage", "verdict", "correction", "diagnosis", "rmse", "bands", "boundary", "initial",
      "slope",
      "notes", "scored", "truths", "gap",
    ]
    #expect(object.map { Set($0.keys) } == Set(keys))
    // Numbers at the end of what a double holds still make a document.
    var huge = try Planted("heat", [9, 9])
    huge.values[0] = huge.values[0].indices.map { $0 % 2 == 0 ? 1e308 : -1.7e308 }
    _ = try JSONEncoder().encode(try Scorer(problem: "heat").score(huge))
  }
}
