// SPDX-License-Identifier: MIT

import Foundation
import PDE
import Problems
import Testing

@testable import Scoring

/// Files for a problem whose domain has something cut out.
@Suite struct CutTests {
  static func rows(_ n: Int) throws -> [[Double]] {
    let problem = try Catalogue.problem("l-shape")
    return try problem.domain.grid([n, n]).map { [$0.x, $0.y, try problem.reference.value(at: $0).value] }
  }
  static func csv(_ rows: [[Double]]) -> String { Planted.csv(rows, ["x", "y", "u"]) }

  @Test func theTruth() throws {
    let score = try Scorer(problem: "l-shape").score(text: Self.csv(Self.rows(5)))
    #expect(score.verdict == .indistinguishable && score.points == 21 && score.notes.isEmpty, "\(score)")
    // All but five points lie on one of the six sides.
    #expect(score.boundary?.points == 16)
  }

  @Test func inTheCut() throws {
    let error = #expect(throws: ScoringError.self) {
      try Scorer(problem: "l-shape").score(text: Self.csv(Self.rows(5) + [[0.5, -0.5, 0]]))
    }
    #expect("\(error!)".contains("line 23: x = 0.5, y = -0.5 lies outside the domain"), "\(error!)")
  }

  /// What single precision makes of 0.
  @Test func besideTheCut() throws {
    let rows = try Self.rows(5).map { $0[0] == 0 && $0[1] < 0 ? [1e-8, $0[1], $0[2]] : $0 }
    let score = try Scorer(problem: "l-shape").score(text: Self.csv(rows))
    #expect(score.points == 21 && score.notes.contains { $0.contains("2 coordinates") }, "\(score)")
    #expect(score.verdict == .indistinguishable && score.boundary?.points == 16)
  }

  /// An error on the sides of the cut alone.
  @Test func aSideOfTheCut() throws {
    let rows = try Self.rows(21).map { row in
      [
        row[0], row[1],
        row[2] + (row[0] == 0 && row[1] < 0 ? 0.1 : 1e-4 * scattered(Int(100 * row[0] + row[1]))),
      ]
    }
    let score = try Scorer(problem: "l-shape").score(text: Self.csv(rows))
    #expect(score.diagnosis.map(\.code) == ["boundary-condition"], "\(score.diagnosis)")
    let place = try #require(score.diagnosis.first?.places.first)
    #expect(score.diagnosis.first?.subject == "x = 0" && place.name == "x = 0", "\(score.diagnosis)")
    #expect(place.unknown == "u" && place.error > 0.05 && place.error <= 0.1001, "\(score.diagnosis)")
  }
}
