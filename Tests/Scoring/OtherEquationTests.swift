// SPDX-License-Identifier: MIT

import Benchmarking
import Foundation
import Problems
import Sampling
import Testing

@testable import Scoring

/// Files that solve something else, and right files that are not exact: what is said of them is right, or
/// nothing.
@Suite struct OtherEquationTests {
  /// Values by a formula on a problem's grid.
  private func score(
    _ name: String, _ counts: [Int], _ settings: [String: Double] = [:], _ u: ([Double]) -> Double
  ) throws -> FileScore {
    var planted = try Planted(name, counts)
    planted.values = [planted.nodes.map(u)]
    return try Scorer(problem: name, settings: settings).score(planted)
  }

  /// θ″ = −θ is not a pendulum whose time runs slower.
  @Test func smallAngles() throws {
    let score = try score("pendulum", [161]) { .pi / 2 * cos($0[0]) }
    #expect(score.diagnosis.map(\.code) == ["equation"], "\(score.diagnosis)")
    #expect(score.diagnosis.first?.subject == "u_tt + u = 0", "\(score.diagnosis)")
  }

  /// The linear equation of a cosine: u = cos(πx + δπ³t).
  @Test func withoutTheNonlinearTerm() throws {
    let score = try score("kdv", [65, 41]) { cos(.pi * $0[0] + 0.0025 * pow(.pi, 3) * $0[1]) }
    #expect(score.diagnosis.map(\.code) == ["dropped-term"], "\(score.diagnosis)")
    #expect(score.diagnosis.first?.subject == "u*u_x" && score.diagnosis.first?.certainty == .stated)
  }

  /// −Δu + u = 1 by its sine series.
  @Test func aTermAdded() throws {
    let score = try score("poisson-uniform", [31, 31]) { place in
      stride(from: 1.0, through: 79, by: 2).reduce(0) { sum, i in
        stride(from: 1.0, through: 79, by: 2).reduce(sum) { sum, j in
          let factor = 16 / (.pi * .pi * i * j * (.pi * .pi * (i * i + j * j) + 1))
          return sum + factor * sin(i * .pi * place[0]) * sin(j * .pi * place[1])
        }
      }
    }
    #expect(
      !score.diagnosis.contains { $0.code == "parameter" && $0.certainty == .stated }, "\(score.diagnosis)")
  }

  /// Growth without growth: the value is outside what the problem allows, and that is said.
  @Test func theReactionDropped() throws {
    let score = try score("reaction", [33, 21]) { exp(-pow(($0[0] - .pi) / (.pi / 4), 2) / 2) }
    let found = try #require(score.diagnosis.first)
    #expect(
      score.diagnosis.count == 1 && found.code == "parameter" && found.subject == "rho", "\(score.diagnosis)")
    let range = try #require(Catalogue.named("reaction")?.parameters.first { $0.name == "rho" }).range
    #expect(abs(found.value ?? 1) < 1e-9 && !range.contains(found.value ?? 1), "\(found)")
  }

  @Test func anotherStart() throws {
    let score = try score("reaction", [33, 41]) { place in
      let start = (1 + sin(place[0])) / 2
      return start * exp(5 * place[1]) / (1 - start + start * exp(5 * place[1]))
    }
    #expect(score.diagnosis.map(\.code) == ["initial-state"], "\(score.diagnosis)")
  }

  /// Insulated in place of cold ends.
  @Test func insulatedTop() throws {
    let score = try score("laplace", [33, 33]) { sin(.pi * $0[0]) * cosh(.pi * $0[1]) / cosh(.pi) }
    #expect(score.diagnosis.map(\.code) == ["boundary-condition"], "\(score.diagnosis)")
    #expect(score.diagnosis.first?.subject == "y = 0", "\(score.diagnosis)")
  }

  /// Edges of cells as labels of their centres' values.
  @Test func leftEdges() throws {
    var planted = try Planted("heat", [64, 21])
    planted.axes[0] = (0..<64).map { Double($0) / 64 }
    try planted.solve { [$0[0] + 1.0 / 128, $0[1]] }
    let score = try Scorer(problem: "heat").score(planted)
    #expect(
      score.diagnosis.map(\.code) == ["cell-centres"] && score.diagnosis[0].value == 1.0 / 128,
      "\(score.diagnosis)")
  }

  /// The pressure is known up to a constant where only a condition fixes it, and the score says so.
  @Test func pressure() throws {
    var planted = try Planted("kovasznay", [21, 17])
    planted.values[2] = planted.values[2].map { $0 - 0.25 }
    let score = try Scorer(problem: "kovasznay").score(planted)
    let found = try #require(score.diagnosis.first)
    #expect(
      score.diagnosis.count == 1 && found.code == "offset" && found.subject == "p", "\(score.diagnosis)")
    #expect(abs((found.value ?? 0) + 0.25) < 1e-9 && found.message.contains("only a condition fixes p"))
    #expect(
      score.unknowns.map(\.name) == ["u", "v", "p"]
        && score.unknowns.map { $0.beyond > 0 } == [false, false, true])
  }

  /// The exact solution of the differences on the grid, for one wave: what it is as if is not what it is.
  @Test(arguments: [0.0, 0.5]) func differences(explicitness: Double) throws {
    let (h, dt) = (1.0 / 40, 1.0 / 40)
    let rate = 0.4 * 4 / (h * h) * pow(sin(.pi * h / 2), 2)
    let growth = (1 - explicitness * rate * dt) / (1 + (1 - explicitness) * rate * dt)
    let score = try score("heat", [41, 41]) { sin(.pi * $0[0]) * pow(growth, $0[1] / dt) }
    #expect(score.diagnosis.map(\.code) == ["discretisation"], "\(score.diagnosis)")
  }

  /// A smooth error without a cause is given none.
  @Test(arguments: ["burgers", "heat", "poisson", "wave", "fisher-kpp", "black-scholes"])
  func aNetworksError(name: String) throws {
    var planted = try Planted(name, [33, 27])
    let ranges = planted.problem.domain.ranges
    planted.add { place in
      let (s, r) = (
        (place[0] - ranges[0].lowerBound) / (ranges[0].upperBound - ranges[0].lowerBound), place[1]
      )
      return 1e-3 * (tanh(3 * s - 1) - 0.3 * s + 0.2 * sin(5 * s)) * sin(4 * r + 0.3)
    }
    let score = try Scorer(problem: name).score(planted)
    #expect(score.diagnosis.isEmpty && score.verdict == .scored, "\(score.diagnosis)")
  }

  /// What is far beyond bars of its own is so, however wide others are.
  @Test func pointwise() throws {
    var planted = try Planted("allen-cahn", [41, 11])
    planted.add { $0[1] < 0.1 ? 0 : 1.4e-3 * sin(3 * .pi * $0[0]) }
    let score = try Scorer(problem: "allen-cahn").score(planted)
    #expect(score.verdict == .scored && score.beyond.count > 200 && score.beyond.worst > 1e3, "\(score)")
    #expect(score.beyond.of == 41 * 11 && score.beyond.at[1] >= 0.1)
  }

  /// Half a domain is no whole one.
  @Test func coverage() throws {
    var planted = try Planted("heat", [33, 21])
    planted.axes[0] = Array(planted.axes[0].prefix(17))
    try planted.solve()
    let score = try Scorer(problem: "heat").score(planted)
    #expect(score.verdict == .indistinguishable && score.coverage.map(\.isPartial) == [true, false])
    #expect(
      abs(score.coverage[0].fraction - 0.5) < 1e-12 && score.notes.contains { $0.contains("cover x") },
      "\(score.notes)")
  }

  /// Layouts that fit otherwise are corrected, not passed over.
  @Test func exchangedOnASquare() throws {
    let score = try score("helmholtz", [33, 33]) { sin(4 * .pi * $0[0]) * sin(.pi * $0[1]) }
    #expect(
      score.verdict == .corrected && score.diagnosis.first?.code == "transposed-grid", "\(score.diagnosis)")
    #expect(!score.isWithin(1) && score.relativeL2 ?? 1 < 1e-12)
  }
}
