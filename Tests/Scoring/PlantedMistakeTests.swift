// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import Scoring

/// Every usual mistake is named, whatever the problem: a matrix of mistakes and problems, of which each
/// mistake takes a few.
@Suite struct PlantedMistakeTests {
  static let problems: [(String, [Int])] = [
    ("poisson", [17, 14]), ("heat", [21, 15]), ("laplace", [16, 13]), ("convection", [32, 61]),
    ("reaction", [21, 13]), ("fisher-kpp", [21, 13]), ("kdv-soliton", [31, 13]), ("nls", [41, 21]),
    ("klein-gordon", [15, 21]), ("fokker-planck", [21, 13]), ("kovasznay", [15, 17]),
    ("black-scholes", [21, 15]), ("convection-diffusion", [60]), ("harmonic-oscillator", [60]),
    ("sine-gordon", [21, 13]), ("helmholtz", [31, 27]),
  ]
  /// Each mistake with five problems, others for each.
  static let cells = (PlantedMistake.values + PlantedMistake.places).enumerated().flatMap { k, mistake in
    (0..<5).map { Cell(mistake: mistake, problem: problems[(3 * k + 7 * $0) % problems.count]) }
  }
  struct Cell: Sendable, CustomTestStringConvertible {
    let mistake: PlantedMistake
    let problem: (name: String, counts: [Int])
    var testDescription: String { "\(mistake.name), \(problem.name)" }
  }

  @Test(arguments: cells) func named(cell: Cell) throws {
    var planted = try Planted(cell.problem.name, cell.problem.counts)
    guard try cell.mistake.plant(&planted) else { return }
    let score = try Scorer(problem: cell.problem.name).score(planted)
    // Where the solution is symmetric the mistake changes nothing.
    if score.verdict == .indistinguishable || (score.relativeL2 ?? 1) < 1e-14 { return }
    let codes = Set(cell.mistake.codes.map(\.rawValue))
    #expect(score.diagnosis.contains { codes.contains($0.code) }, "\(score.diagnosis)")
    // What is stated is right.
    for found in score.diagnosis where found.certainty == .stated {
      #expect(codes.contains(found.code), "\(found)")
    }
    #expect(score.beyond.count > 0 && score.beyond.worst > 1)
  }
}
