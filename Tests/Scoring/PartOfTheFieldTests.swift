// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import Scoring

/// Mistakes that touch a part of a field, or one unknown in its own way.
@Suite struct PartOfTheFieldTests {
  private func found(_ planted: Planted) throws -> Diagnosis? {
    let score = try Scorer(problem: planted.problem.name).score(planted)
    #expect(score.diagnosis.count == 1, "\(score.diagnosis)")
    return score.diagnosis.first
  }

  @Test(arguments: [1, 3]) func aFewValues(count: Int) throws {
    var planted = try Planted("heat", [21, 17])
    for k in 0..<count { planted.values[0][100 + 37 * k] += 2 + Double(k) }
    let found = try found(planted)
    #expect(found?.code == "outlier" && found?.certainty == .stated, "\(String(describing: found))")
    let errors = found?.places.map { $0.error.rounded() } ?? []
    #expect(errors == (0..<count).map { 2 + Double($0) }, "\(String(describing: found))")
  }

  @Test(arguments: [("burgers", 0.0), ("convection", 0.5)]) func clipped(name: String, limit: Double) throws {
    var planted = try Planted(name, [41, 21])
    planted.values[0] = planted.values[0].map { max($0, limit) }
    let found = try found(planted)
    #expect(found?.code == "transformed" && found?.value == limit, "\(String(describing: found))")
  }

  /// Eight bits, as a picture has.
  @Test func quantised() throws {
    var planted = try Planted("helmholtz", [31, 27])
    planted.values[0] = planted.values[0].map { ($0 * 127).rounded() / 127 }
    let found = try found(planted)
    #expect(found?.code == "few-digits" && found?.certainty == .stated, "\(String(describing: found))")
  }

  @Test func theStartAtAllTimes() throws {
    var planted = try Planted("kdv-soliton", [41, 13])
    planted.values[0] = planted.values[0].indices.map { planted.values[0][$0 - $0 % 13] }
    let found = try found(planted)
    #expect(found?.code == "unfilled" && found?.value == 0, "\(String(describing: found))")
  }

  /// Velocities on the faces of cells.
  @Test func staggered() throws {
    var planted = try Planted("taylor-green", [13, 12, 5])
    let half = Double.pi / 12
    planted.axes[0].removeLast()
    try planted.solve { [$0[0] + half, $0[1], $0[2]] }
    let moved = planted.values[0]
    try planted.solve()
    planted.values[0] = moved
    let found = try found(planted)
    #expect(found?.code == "cell-centres" && found?.subject == "u", "\(String(describing: found))")
    #expect(found.map { abs(($0.value ?? 0) - half) < 1e-12 } ?? false, "\(String(describing: found))")
  }

  /// Two names for one move are one diagnosis.
  @Test func oneMove() throws {
    var planted = try Planted("reaction", [40, 13])
    let n = Double(planted.axes[0].count)
    planted.axes[0] = planted.axes[0].map { $0 * (n - 1) / n }
    try planted.solve { [$0[0] * n / (n - 1), $0[1]] }
    #expect(try found(planted)?.code == "period-end")
  }

  /// λ = Re/2 − √(Re²/4 + 4π²) as it is written loses four bits, which are within the bars, on a square of
  /// the plane.
  @Test func rightToItsOwnRounding() throws {
    var planted = try Planted("kovasznay", [31, 41])
    let lambda = 20 - (400 + 4 * Double.pi * .pi).squareRoot()
    let nodes = planted.nodes
    planted.values = [
      nodes.map { 1 - exp(lambda * $0[0]) * cos(2 * .pi * $0[1]) },
      nodes.map { lambda / 2 / .pi * exp(lambda * $0[0]) * sin(2 * .pi * $0[1]) },
      nodes.map { 0.5 * (1 - exp(2 * lambda * $0[0])) },
    ]
    #expect(try Scorer(problem: "kovasznay").score(planted).verdict == .indistinguishable)
    // A double's resolution, and no more.
    planted.values[1] = planted.values[1].map { $0 * (1 + 3e-15) }
    let score = try Scorer(problem: "kovasznay").score(planted)
    #expect(
      score.verdict == .scored && score.unknowns.map { $0.beyond > 0 } == [false, true, false], "\(score)")
  }
}
