// SPDX-License-Identifier: MIT

import Benchmarking
import Foundation
import Sampling
import Testing
import TestSupport

@testable import DataFiles
@testable import Scoring

/// Spoiled files are scored or refused, and never more: no trap, no endless search.
///
///     PLUMBLINE_FUZZ=100000 swift test --filter ScoringTests.FuzzTests
@Suite struct FuzzTests {
  static let rounds = Int(ProcessInfo.processInfo.environment["PLUMBLINE_FUZZ"] ?? "") ?? 600

  /// Every kind of reference; those that are searched anew for each value of a parameter come seldom.
  static let seeds: [(String, [Int])] = [
    ("burgers", [9, 7]), ("heat", [6, 6]), ("poisson", [7, 5]), ("wave", [8, 6]), ("kovasznay", [4, 5]),
    ("taylor-green", [3, 4, 3]), ("cosine-ode", [9]), ("lotka-volterra", [12]), ("laplace", [6, 5]),
    ("poisson-nd", [2, 2, 2, 2, 1]), ("reaction", [7, 6]), ("black-scholes", [7, 5]),
  ]
  static let dear: [(String, [Int])] = [("pendulum", [9]), ("kdv", [8, 5]), ("poisson-uniform", [5, 5])]

  static func planted(_ name: String, _ counts: [Int]) throws -> (Scorer, Planted) {
    // The corners of laplace-top have no value, but those of a file for it may have.
    (try Scorer(problem: name == "laplace" ? "laplace-top" : name), try Planted(name, counts))
  }

  /// A number from the ends of what a double holds, or an ordinary one.
  static func odd(_ random: inout Random) -> Double {
    let all = [
      .nan, 0, -0.0, 1, -1, 1e308, -1.7e308, 1e300, 1e-308, 5e-324, 1e16, 0.5, 1e-9, Double(Float(0.1)),
      Double.random(in: -2...2, using: &random), Double.random(in: 0...1, using: &random),
    ]
    return all[Int.random(in: 0..<all.count, using: &random)]
  }

  /// Names, some of them wrong, and what each spoils.
  static func name(_ names: [String], _ random: inout Random) -> String {
    let others = [
      "x", "t", "u", "u1", "v", "", "X_star", "tt", "U", "u_bar", "u_x", "é", "p", "star", "y", "u_pred",
      "u_exact",
      "y_pred", "pred", "time", "x [m]", "u (1) @ t=0.5", "u @ t=", "@", "nu", "x-coordinate", "grid/t", "_",
      "[]",
    ]
    return (names + others)[Int.random(in: 0..<(names.count + others.count), using: &random)]
  }

  /// One spoiling of columns of equal length; rows are points.
  static func spoil(_ columns: inout [[Double]], _ names: inout [String], _ random: inout Random) {
    guard let count = columns.first?.count, count > 0 else { return }
    let (k, other) = (
      Int.random(in: 0..<columns.count, using: &random), Int.random(in: 0..<columns.count, using: &random)
    )
    let row = Int.random(in: 0..<count, using: &random)
    switch Int.random(in: 0..<14, using: &random) {
    case 0:
      let order = Array(0..<count).shuffled(using: &random)
      columns = columns.map { column in order.map { column[$0] } }
    case 1: columns = columns.map { $0 + [$0[row], $0[row]] }
    case 2: columns[k][row] = odd(&random)
    case 3:
      let factor = odd(&random)
      columns[k] = columns[k].map { $0 * factor }
    case 4:
      let shift = odd(&random)
      columns[k] = columns[k].map { $0 + shift }
    case 5: columns.swapAt(k, other)
    case 6: names.swapAt(k, other)
    case 7: columns[k] = [Double](repeating: columns[k][row], count: count)
    case 8:
      let kept = Int.random(in: 0...3, using: &random)
      columns = columns.map { Array($0.prefix(kept)) }
    case 9: columns[k] = (0..<count).map { _ in Double.random(in: -1...1, using: &random) }
    case 10: columns[k] = (0..<count).map { _ in odd(&random) }
    case 11:
      columns.append(columns[k])
      names.append(name(names, &random))
    case 12 where columns.count > 1:
      columns.remove(at: k)
      names.remove(at: k)
    case 13: columns[k] = columns[k].map { Double(Float($0)) }
    default: names[k] = name(names, &random)
    }
  }

  /// A table, as it stands in a text.
  static func text(_ planted: Planted, _ random: inout Random) -> [UInt8] {
    var names = planted.coordinateNames + planted.unknownNames
    var columns = names.indices.map { k in planted.rows.map { $0[k] } }
    for _ in 0...Int.random(in: 0...2, using: &random) { spoil(&columns, &names, &random) }
    let rows = (0..<(columns.first?.count ?? 0)).map { row in columns.map { $0[row] } }
    // A header of its own, behind a sign for remarks, or none; some numbers complex.
    let mark = ["", "", "# ", "% "][Int.random(in: 0..<4, using: &random)]
    var text = mark + Planted.csv(rows, Bool.random(using: &random) ? names : nil)
    if Int.random(in: 0..<6, using: &random) == 0 {
      text = text.replacingOccurrences(of: "5\n", with: "5-2j\n")
    }
    if Int.random(in: 0..<6, using: &random) == 0 { text = text.replacingOccurrences(of: ",", with: " ") }
    return Array(text.utf8)
  }

  /// Arrays: axes and fields, or one element a point, in shapes that may fit or not.
  static func arrays(_ planted: Planted, _ random: inout Random) throws -> [NumericArray] {
    var names = planted.coordinateNames + planted.unknownNames
    if Bool.random(using: &random) {
      var columns = names.indices.map { k in planted.rows.map { $0[k] } }
      for _ in 0...1 { spoil(&columns, &names, &random) }
      return try zip(names, columns).map { name, column in
        let shapes = [
          [column.count], [column.count, 1], [1, column.count], planted.shape, planted.shape.reversed(),
        ]
        let shape = shapes[Int.random(in: 0..<shapes.count, using: &random)]
        let fits = shape.reduce(1, *) == column.count
        return try NumericArray(name, shape: fits ? shape : [column.count], values: column)
      }
    }
    var all = try planted.arrays()
    for _ in 0...1 {
      let k = Int.random(in: 0..<all.count, using: &random)
      var (columns, names) = ([all[k].values], [all[k].name])
      spoil(&columns, &names, &random)
      let shape = columns[0].count == all[k].values.count ? all[k].shape : [columns[0].count]
      let turned = Bool.random(using: &random) ? shape : shape.reversed()
      all[k] = try NumericArray(names[0], shape: turned, values: columns[0])
      if Int.random(in: 0..<8, using: &random) == 0 { all.remove(at: k) }
      if all.isEmpty || Int.random(in: 0..<8, using: &random) == 0 {
        all.append(try NumericArray(name(names, &random), shape: [2, 3], values: (0..<6).map(Double.init)))
      }
    }
    return all
  }

  static func contents(_ planted: Planted, _ random: inout Random) throws -> DataFileContents {
    if Bool.random(using: &random) { return try DataFile.read(text(planted, &random), named: "u.csv") }
    var named = NamedArrays()
    // A reader lets no infinity through, and a name once.
    named.arrays = try arrays(planted, &random).filter { !$0.values.contains(where: \.isInfinite) }
    if !named.arrays.isEmpty, Int.random(in: 0..<4, using: &random) == 0 {
      let k = Int.random(in: 0..<named.arrays.count, using: &random)
      let (old, size) = (named.arrays[k], [1e-17, 1, 1e300][Int.random(in: 0..<3, using: &random)])
      let imaginary = old.values.map { _ in size * Double.random(in: -1...1, using: &random) }
      named.arrays[k] = try NumericArray(
        old.name, shape: old.shape, values: old.values, imaginary: imaginary, elementType: .complex128)
    }
    var seen: Set<String> = []
    named.arrays = named.arrays.filter { seen.insert($0.name).inserted }
    return .arrays(named)
  }

  @Test func spoiledFilesNeverTrap() throws {
    let cheap = try Self.seeds.map { try Self.planted($0.0, $0.1) }
    let dear = try Self.dear.map { try Self.planted($0.0, $0.1) }
    var counts = (scored: 0, refused: 0, explained: 0)
    var slowest = Duration.zero
    for round in 0..<Self.rounds {
      var random = Random(state: UInt64(round))
      let isDear = round % 100 == 99
      let (scorer, planted) = isDear ? dear[round / 100 % dear.count] : cheap[round % cheap.count]
      guard let contents = try? Self.contents(planted, &random) else { continue }
      let time = ContinuousClock().measure {
        do throws(ScoringError) {
          let score = try scorer.score(contents, named: "u")
          counts.scored += 1
          counts.explained += score.diagnosis.isEmpty ? 0 : 1
          #expect(Self.isSound(score), "round \(round), \(planted.problem.name): \(score)")
        } catch {
          counts.refused += 1
          #expect(error.description.count > 10, "round \(round)")
        }
      }
      slowest = max(slowest, time)
      #expect(time < .seconds(30), "round \(round), \(planted.problem.name)")
    }
    // All happen, else nothing was tried.
    #expect(min(counts.scored, counts.refused, counts.explained) > Self.rounds / 50, "\(counts)")
  }

  /// A score is a document: every number in it finite.
  static func isSound(_ score: FileScore) -> Bool {
    score.points > 0 && score.relativeL2 ?? 0 >= 0 && score.maxErrorAt.allSatisfy(\.isFinite)
      && (try? JSONEncoder().encode(score)) != nil
  }
}
