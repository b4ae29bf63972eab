// SPDX-License-Identifier: MIT

import Testing

@testable import DataFiles
@testable import Scoring

/// Values that are missing, and numbers that are complex where none are wanted.
@Suite struct GapTests {
  @Test func unfilled() throws {
    var planted = try Planted("heat", [9, 8])
    for i in [10, 11, 40] { planted.values[0][i] = .nan }
    let scorer = try Scorer(problem: "heat")
    var named = NamedArrays()
    named.arrays = try planted.arrays()
    let text = planted.csv()
    let table = try DataFile.read(Array(text.utf8), named: "u.csv")
    for (contents, place) in [(DataFileContents.arrays(named), "array u[1, 2]"), (table, "line 12")] {
      let score = try scorer.score(contents, named: "u")
      #expect(score.points == 69 && score.verdict == .scored && score.relativeL2 ?? 1 < 1e-14, "\(score)")
      let gap = score.gap.map { "\($0)" } ?? ""
      #expect(
        gap.hasPrefix("3 of 72 points hold NaN, the first at \(place) (x = 0.125, t = 0.2857"), "\(gap)")
    }
    planted.values[0] = planted.values[0].map { _ in .nan }
    let error = #expect(throws: ScoringError.self) { try scorer.score(text: planted.csv()) }
    #expect(
      error.map { "\($0)".contains("72 of 72 points hold NaN") } ?? false, "\(String(describing: error))")
  }

  @Test func coordinates() throws {
    let error = #expect(throws: ScoringError.self) {
      try Scorer(problem: "heat").score(text: "x,t,u\n0,0,0\n0.5,nan,0\n")
    }
    #expect(error?.fault == .missingCoordinate(place: "line 3", .t))
  }

  /// NaN in the notch and on its edge are as they should be; within the domain they are not.
  @Test(arguments: [([0.5, -0.5], 0), ([0, -0.5], 0), ([0.5, 0], 0), ([-0.5, 0.5], 1), ([0, 0.5], 1)])
  func notches(_ place: [Double], _ missing: Int) throws {
    let scorer = try Scorer(problem: "l-shape")
    var rows: [[Double]] = []
    for point in [[-0.5, -0.5], [0.25, 0.75], [-0.75, 0.25]] {
      rows.append(point + [try scorer.problem.reference.value(at: scorer.problem.domain.point(point)).value])
    }
    let score = try scorer.score(text: Planted.csv(rows + [place + [.nan]], nil))
    #expect(score.points == 3 && (score.gap != nil) == (missing > 0), "\(score)")
    #expect(
      score.notes.contains { $0.hasPrefix("1 points hold NaN where the domain is cut out") } == (missing == 0)
    )
  }

  @Test(arguments: [(1e-17, true), (0.9e-12, true), (1e-9, false), (0.5, false)]) func oneUnknown(
    _ imaginary: Double, _ isRounding: Bool
  ) throws {
    let planted = try Planted("heat", [9, 8])
    let largest = planted.values[0].map(abs).max() ?? 1
    let scorer = try Scorer(problem: "heat")
    var arrays = try planted.arrays()
    arrays[2] = try NumericArray(
      "u", shape: arrays[2].shape, values: arrays[2].values,
      imaginary: arrays[2].values.indices.map { $0 == 13 ? imaginary * largest : 0 }, elementType: .complex128
    )
    var named = NamedArrays()
    named.arrays = arrays
    let rows = planted.rows.enumerated().map { i, row in
      "\(row[0]),\(row[1]),\(row[2])" + (i == 13 ? "+\(imaginary * largest)j" : "")
    }
    let table = try DataFile.read(Array(("x,t,u\n" + rows.joined(separator: "\n")).utf8), named: "u.csv")
    for contents in [DataFileContents.arrays(named), table] {
      if isRounding {
        let score = try scorer.score(contents, named: "u")
        #expect(score.verdict == .indistinguishable && score.notes.contains { $0.contains("imaginary part") })
      } else {
        let error = #expect(throws: ScoringError.self) { try scorer.score(contents, named: "u") }
        #expect(error.map { "\($0)".contains("take the real part") } ?? false, "\(String(describing: error))")
      }
    }
  }
}
