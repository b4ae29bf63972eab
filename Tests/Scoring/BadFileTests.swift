// SPDX-License-Identifier: MIT

import DataFiles
import Differentiation
import Foundation
import PDE
import Testing

@testable import Scoring

/// A file that is not right is refused with the place and the cure.
@Suite struct BadFileTests {
  @Test(arguments: [
    ("", "empty"), ("x,t,u\n", "no row"), ("x,t,u\n0,0,nan\n", "1 of 1 points hold NaN"),
    ("x,t,u\n0,0,inf\n", "line 2"),
    ("0,0,0\n0,0\n", "line 2"),
    ("0,0\n1,1\n", "2 columns"), ("0\n1\n", "one column"), ("1,2,3,4\n", "x, t, u"),
    ("a,b,c\n0,0,0\n", "no column x, t"), ("x,t,u_x,u_bar\n0,0,0,0\n", "no column u "),
    ("x,t,v,w\n0,0,0,0\n", "no column u "), ("x,y,u\n0,0,0\n", "no column t"),
    ("x,t,u\n0,0,0\n0,1.5,0\n", "line 3: t = 1.5 lies outside the domain"),
    ("x,t,u\n7,0,0\n", "line 2: x = 7.0 lies outside the domain"),
    ("x,t,u\n0,0.5,0\n0.5,0.5,1\n0,0.5,0.1\n", "line 2 and line 4 are the same point"),
  ]) func tables(text: String, message: String) throws {
    let scorer = try Scorer(problem: "burgers")
    let error = #expect(throws: ScoringError.self) { try scorer.score(text: text) }
    let said = error.map { "\($0)" } ?? ""
    #expect(said.hasPrefix("u.csv: ") && said.contains(message), "\(said)")
  }

  private func array(_ name: String, _ shape: [Int], _ value: Double = 0.1) throws -> NumericArray {
    let count = shape.reduce(1, *)
    return try NumericArray(
      name, shape: shape, values: (0..<count).map { value * Double($0) / Double(max(1, count)) })
  }

  @Test(
    arguments: [
      ([("u", [5, 4])], "5x4"), ([("u", [])], "alone"), ([("u", [0, 3])], "0x3"),
      ([("x", [5]), ("t", [4])], "no array u"), ([("x", [5]), ("u", [5, 4])], "no array t"),
      ([("x", [5]), ("t", [4]), ("u", [5, 5])], "[5, 5]"),
      ([("x", [5]), ("t", [4]), ("u", [4, 5, 2])], "[4, 5, 2]"),
      ([("x", [0]), ("t", [4]), ("u", [0, 4])], "no points"),
      ([("a", [5]), ("b", [4]), ("c", [3])], "no array x, t"),
      ([("x", [20]), ("t", [4, 5]), ("u", [4, 5])], "t"),
    ] as [([(String, [Int])], String)]) func arrays(shapes: [(String, [Int])], message: String) throws
  {
    let scorer = try Scorer(problem: "burgers")
    let all = try shapes.map { try array($0.0, $0.1) }
    let error = #expect(throws: ScoringError.self) { try scorer.score(npz: all) }
    #expect(error.map { "\($0)".contains(message) } ?? false, "\(String(describing: error))")
  }

  /// A point that is there twice with the same value counts once.
  @Test func repeated() throws {
    let planted = try Planted("heat", [5, 5])
    let score = try Scorer(problem: "heat").score(
      text: Planted.csv(planted.rows + planted.rows.prefix(3), nil))
    #expect(score.points == 25 && score.notes.contains { $0.contains("3 rows repeat") }, "\(score)")
  }

  /// Where the reference has no finite bar it has no value.
  @Test func aBarThatIsNone() throws {
    struct Vague: ReferenceSolution {
      var method: String { "a guess" }
      var barKind: BarKind { .estimate }
      var indices: [MultiIndex] { [.value] }
      func evaluate(_ indices: [MultiIndex], at p: Point<Double>) throws -> [[Measured]] {
        [[Measured(p.x, bar: p.x == 0 ? .infinity : 1e-9)]]
      }
      func check() throws -> Agreement { Agreement(method: "", []) }
    }
    let readings = FieldSamples([.x], [[0, 1, 2]], [[0, 1, 2]], .array("u", [3]))
    let truth = FieldTruth(of: Vague(), unknowns: 1, at: readings)
    #expect((0..<3).map(truth.isKnown) == [false, true, true] && truth.missing == 1 && truth.bar == 1e-9)
  }

  /// What single precision leaves beyond the domain's end is no other domain.
  @Test func endsInSinglePrecision() throws {
    var planted = try Planted("reaction", [9, 9])
    planted.axes[0][8] = Double(Float(2 * Double.pi))
    let score = try Scorer(problem: "reaction").score(planted)
    #expect(
      score.points == 81 && score.notes.contains { $0.contains("edge") } && score.correction == nil,
      "\(score)")
  }

  @Test func vectorsWithoutNames() throws {
    let planted = try Planted("burgers", [30, 10])
    let named = try planted.arrays()
    let arrays = try zip(["first", "second", "field"], named).map {
      try NumericArray($0, shape: $1.shape, values: $1.values)
    }
    let score = try Scorer(problem: "burgers").score(npz: arrays)
    #expect(
      score.verdict == .indistinguishable && score.notes.contains { $0.contains("first is taken for x") })
  }

  @Test func missing() throws {
    let error = #expect(throws: ScoringError.self) {
      try Scorer(problem: "heat").score(file: "/no/such/file.csv")
    }
    #expect(error?.isMissingFile == true)
  }
}
