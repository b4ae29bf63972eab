// SPDX-License-Identifier: MIT

import Benchmarking
import DataFiles
import Foundation
import Sampling
import Testing

@testable import Scoring

/// Each usual mistake, planted, is named; where it has a value, that is found within 1 %.
@Suite struct MistakeTests {
  /// The number of the diagnosis with that code.
  private func found(_ score: FileScore, _ mistake: Mistake) -> Double? {
    score.diagnosis.first { $0.code == mistake.rawValue }?.value
  }
  private func expect(_ number: Double?, _ expected: Double, _ score: FileScore) {
    #expect(abs((number ?? .infinity) / expected - 1) <= 0.01, "\(score.diagnosis), \(score.relativeL2 ?? 0)")
  }

  @Test(arguments: [
    ("burgers", [60, 20], "nu", 0.0035), ("burgers", [60, 20], "nu", 0.05), ("heat", [15, 15], "alpha", 0.2),
    ("heat", [15, 15], "mode", 3), ("convection", [40, 30], "beta", 20), ("reaction", [30, 10], "rho", 3),
    ("wave", [30, 30], "c", 1.3), ("helmholtz", [30, 30], "a2", 2), ("kovasznay", [9, 9], "re", 20),
    ("convection-diffusion", [60], "epsilon", 0.1), ("cosine-ode", [30], "omega", 7.3),
    ("poisson-uniform", [9, 9], "source", 2), ("pendulum", [40], "amplitude", 1.2),
    ("kdv", [40, 12], "delta", 0.0041), ("allen-cahn", [21, 9], "d", 5e-4),
  ]) func parameter(name: String, counts: [Int], parameter: String, value: Double) throws {
    let score = try Scorer(problem: name).score(try Planted(name, counts, [parameter: value]))
    expect(found(score, .parameter), value, score)
    #expect(score.verdict == .scored && score.relativeL2 ?? 0 > 1e-3)
  }

  @Test(arguments: [
    ("burgers", [60, 20], "nu", 0.0035), ("heat", [15, 15], "alpha", 0.2),
    ("convection", [40, 30], "beta", 20),
    ("kovasznay", [9, 9], "re", 20),
  ]) func parameterUnderNoise(name: String, counts: [Int], parameter: String, value: Double) throws {
    let scorer = try Scorer(problem: name)
    var noisy = try Planted(name, counts, [parameter: value])
    let size = 0.03 * (try scorer.score(noisy)).rmse
    var i = 0
    noisy.add { _ in
      i += 1
      return size * scattered(i * i)
    }
    let score = try scorer.score(noisy)
    expect(found(score, .parameter), value, score)
  }

  @Test(arguments: [
    ("burgers", 0.5), ("burgers", 1.25), ("reaction", 0.7), ("kdv-soliton", 1.1), ("fokker-planck", 0.9),
  ])
  func timeFactor(name: String, factor: Double) throws {
    var planted = try Planted(name, [50, 25])
    let range = planted.problem.domain.ranges[1]
    // Only times whose multiple the problem has.
    planted.axes[1] = planted.axes[1].filter { range.contains($0 * factor) }
    try planted.solve { [$0[0], $0[1] * factor] }
    let score = try Scorer(problem: name).score(planted)
    expect(found(score, .timeFactor), factor, score)
  }

  @Test(arguments: ["burgers", "reaction", "wave"]) func transposed(name: String) throws {
    var planted = try Planted(name, [30, 20])
    let right = planted.values[0]
    planted.values[0] = right.indices.map { right[$0 % 30 * 20 + $0 / 30] }
    let score = try Scorer(problem: name).score(text: planted.csv())
    #expect(score.diagnosis.map(\.code) == ["transposed-grid"], "\(score)")
  }

  /// Unnamed columns in the wrong order: within the domain they are scored as they stand, out of it after the
  /// correction.
  @Test(arguments: [("wave", false), ("burgers", true)]) func swapped(name: String, isCorrected: Bool) throws
  {
    let planted = try Planted(name, [21, 13])
    let score = try Scorer(problem: name).score(
      text: Planted.csv(planted.rows.map { [$0[1], $0[0], $0[2]] }, nil))
    #expect(score.diagnosis.map(\.code) == ["transposed-grid"], "\(score)")
    #expect((score.verdict == .corrected) == isCorrected && !score.isWithin(0.1), "\(score)")
  }

  /// Coordinates normalised (within the domain), or counted from 0 (out of it).
  @Test(arguments: [("burgers", 0.5, 0.5, true), ("burgers", 1, 1, false), ("helmholtz", 0.5, 0.5, true)])
  func shifted(name: String, scale: Double, offset: Double, isInside: Bool) throws {
    var planted = try Planted(name, [41, 20])
    planted.axes[0] = planted.axes[0].map { scale * $0 + offset }
    let score = try Scorer(problem: name).score(planted)
    #expect(
      score.diagnosis.map(\.code) == ["shifted-range"] && (score.verdict == .scored) == isInside, "\(score)")
    #expect(!score.isWithin(0.1))
  }

  @Test(arguments: [("heat", 1.1), ("burgers", 0.5), ("kovasznay", 2)]) func scaled(
    name: String, factor: Double
  ) throws {
    var planted = try Planted(name, [20, 20])
    planted.values = planted.values.map { $0.map { factor * $0 } }
    let score = try Scorer(problem: name).score(planted)
    expect(found(score, .scaled), factor, score)
  }

  @Test func equation() throws {
    let score = try Scorer(problem: "burgers").score(try Planted("burgers-wave", [40, 20]))
    #expect(
      score.diagnosis.map(\.code) == ["equation"] && score.diagnosis[0].subject == "burgers-wave", "\(score)")
  }

  @Test func singlePrecision() throws {
    var planted = try Planted("burgers", [40, 20])
    planted.values[0] = planted.values[0].map { Double(Float($0)) }
    let scorer = try Scorer(problem: "burgers")
    let printed = Planted.csv(planted.rows, nil)
    let single = planted.rows.map { "\($0[0]),\($0[1]),\(Float($0[2]))\n" }.joined()
    for score in [try scorer.score(planted), try scorer.score(text: printed), try scorer.score(text: single)]
    {
      #expect(score.diagnosis.map(\.code) == ["float32"] && score.relativeL2 ?? 1 < 1e-7, "\(score)")
    }
  }

  /// A second difference in x added again and again, as an upwind scheme adds it.
  @Test func numericalDiffusion() throws {
    var planted = try Planted("burgers", [201, 20])
    for _ in 0..<4 {
      let u = planted.values[0]
      for i in 20..<u.count - 20 { planted.values[0][i] = u[i] + 0.2 * (u[i + 20] - 2 * u[i] + u[i - 20]) }
    }
    let score = try Scorer(problem: "burgers").score(planted)
    #expect(score.diagnosis.map(\.code) == ["numerical-diffusion"] && score.relativeL2 ?? 1 < 0.1, "\(score)")
  }

  @Test(arguments: [("burgers", 0, 1.0), ("laplace", 1, 0.0), ("heat", 0, 0.0), ("poisson", 1, 1.0)])
  func boundaryCondition(name: String, k: Int, end: Double) throws {
    var planted = try Planted(name, [40, 30])
    planted.add { 0.05 * exp(-abs($0[k] - end) / 0.1) }
    let score = try Scorer(problem: name).score(planted)
    let (code, place) = ("boundary-condition", "\(planted.coordinateNames[k]) = \(estimate(end))")
    #expect(score.diagnosis.map(\.code) == [code] && score.diagnosis[0].subject == place, "\(score)")
  }

  /// One point, or a few numbers, agree with anything.
  @Test func tooFewPoints() throws {
    let score = try Scorer(problem: "heat").score(text: "0.5,0.5,7\n")
    #expect(score.diagnosis.isEmpty && score.verdict == .scored && score.points == 1, "\(score)")
    let four = try Scorer(problem: "heat").score(text: "0.5,0.5,7\n0.5,0.25,7\n0.25,0.5,7\n0.25,0.25,7\n")
    #expect(four.diagnosis.isEmpty, "\(four)")
  }

  @Test func nothing() throws {
    var planted = try Planted("heat", [9, 9])
    planted.values[0] = planted.values[0].map { _ in 0 }
    let score = try Scorer(problem: "heat").score(planted)
    #expect(score.relativeL2 == 1 && score.diagnosis.map(\.code) == ["scaled"])
  }
}
