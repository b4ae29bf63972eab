// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Testing

@testable import Reference

struct SineSinh: ExactSolution {
  let a: Double
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    [S.sin(p.x.scaled(by: a)) * S.sinh(p.y.scaled(by: a))]
  }
}
struct SineProduct: ExactSolution {
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    [S.sin(p.x.scaled(by: .pi)) * S.sin(p.y.scaled(by: .pi))]
  }
}
struct HeatMode: ExactSolution {
  let rate: Double
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    [S.sin(p.x.scaled(by: .pi)) * S.exp(p.t.scaled(by: -rate * .pi * .pi)) + p.x + 1]
  }
}

/// Two independent methods agree, and disagree where they should.
@Suite struct SecondMethodTests {
  static let product = FivePoint { x, y in 2 * .pi * .pi * Double.sin(.pi * x) * Double.sin(.pi * y) }
  static func harmonic(_ a: Double, _ formula: Double) -> ClosedForm<SineSinh> {
    ClosedForm(
      "sin ax sinh ay", SineSinh(a: formula), of: [.x, .y],
      solvedBy: FivePoint(
        width: 2, height: 0.75, boundary: { x, y in Double.sin(a * x) * Double.sinh(a * y) },
        source: { _, _ in 0 }))
  }
  static func mode(_ rate: Double, _ formula: Double) -> ClosedForm<HeatMode> {
    let lines = HeatMethodOfLines(diffusivity: rate, ends: (1, 2)) { Double.sin(.pi * $0) + $0 + 1 }
    return ClosedForm("a mode", HeatMode(rate: formula), of: [.x, .t], integratedBy: lines, until: 1)
  }

  static let agreeing: [(String, any ReferenceSolution, Double)] = [
    ("poisson", ClosedForm.poissonUniform(source: 1), 1e-7),
    ("poisson, negative", ClosedForm.poissonUniform(source: -40), 1e-5),
    ("laplace", ClosedForm.laplaceTop(), 1e-9),
    ("laplace, -3", ClosedForm.laplaceTop(top: -3), 1e-9),
    ("heat step", ClosedForm.heatStep(), 1e-6),
    ("heat step, slow", ClosedForm.heatStep(diffusivity: 0.05, start: -2, until: 3), 1e-6),
    ("heat step, at once", ClosedForm.heatStep(diffusivity: 1e-3, until: 1e-3), 1e-11),
    ("heat step, early", ClosedForm.heatStep(until: 0.001), 1e-12),
    (
      "product",
      ClosedForm("sin pi x sin pi y", SineProduct(), of: [.x, .y], solvedBy: SecondMethodTests.product), 1e-8
    ),
    ("harmonic", SecondMethodTests.harmonic(2, 2), 1e-7),
    ("heat mode", SecondMethodTests.mode(1, 1), 1e-7), ("slow mode", SecondMethodTests.mode(0.1, 0.1), 1e-7),
  ]

  @Test(arguments: agreeing.indices) func theMethodsAgree(_ i: Int) throws {
    let (name, form, allowed) = Self.agreeing[i]
    let agreement = try form.check()
    #expect(agreement.holds && agreement.points >= 20, "\(name): \(agreement)")
    #expect(agreement.difference > 0 && agreement.difference < allowed, "\(name): \(agreement)")
  }

  /// Neither alone nor beside others, as values or as derivatives.
  @Test func whatComparesNothingConfirmsNothing() {
    let same = [(Measured(1, bar: 0), Measured(1, bar: 0))]
    let (empty, one) = (Agreement(method: "none", []), Agreement(method: "one", same))
    #expect(one.holds && Agreement([one, one]).holds && one.including(derivatives: same).holds)
    for nothing in [
      empty, Agreement([one, empty]), Agreement([empty, one]), one.including(derivatives: []),
      empty.including(derivatives: same),
    ] {
      #expect(!nothing.holds, "\(nothing)")
    }
  }

  @Test func aWrongParameterDisagrees() throws {
    #expect(try Self.harmonic(2, 2.02).check().ratio > 1e3)
    #expect(try Self.mode(1, 1.05).check().ratio > 1e3)
    #expect(try Self.mode(0.1, 0.105).check().ratio > 1e3)
    let poisson = ClosedForm(
      "source 1", PoissonUniformSolution(source: 1), of: [.x, .y], solvedBy: FivePoint { _, _ in 1.05 })
    #expect(try poisson.check().ratio > 1e3)
    let lines = HeatMethodOfLines(diffusivity: 1, from: 0.01) { x in
      try SeriesTests.heat.value(at: SeriesTests.xt(x, 0.01)).value
    }
    let slower = ClosedForm.heatStep(diffusivity: 0.95)
    #expect(try slower.compared(with: lines, until: 1).ratio > 1e3)
    let pairs = try SeriesTests.points(200).map { x, y in
      let u = try ConformalSquare().value(x: x, y: y)
      return (u, try ClosedForm.laplaceTop(top: 1.0001).value(at: SeriesTests.xy(x, y)))
    }
    #expect(Agreement(method: "", pairs).ratio > 1e3)
  }

  /// No bar below the error, at every point of the grid, in each regime of convergence.
  @Test(arguments: [8, 16, 64, 128]) func differencesHoldTheTruth(_ n: Int) throws {
    let kinds: [(FivePoint, (Double, Double) throws -> Double)] = [
      (FivePoint(intervals: n, source: Self.product.source), { Double.sin(.pi * $0) * Double.sin(.pi * $1) }),
      (
        FivePoint(
          width: 3, height: 0.5, intervals: n, boundary: { Double.exp($0) * Double.cos($1) },
          source: { _, _ in 0 }), { Double.exp($0) * Double.cos($1) }
      ),
      (
        FivePoint(intervals: n) { _, _ in 1 },
        { try SeriesTests.poisson.value(at: SeriesTests.xy($0, $1)).value }
      ),
    ]
    for (k, (differences, truth)) in kinds.enumerated() {
      let (values, scale) = (try differences.values(), k == 1 ? 20.0 : 1)
      for i in 1..<n {
        for j in 1..<n {
          let (x, y) = (
            differences.width * Double(i) / Double(n), differences.height * Double(j) / Double(n)
          )
          let entry = values[i - 1][j - 1]
          let error = try abs(entry.value - truth(x, y))
          #expect(error <= entry.bar + 0x1p-52 * scale, "problem \(k) at (\(x), \(y)): \(entry), \(error)")
          // n⁻⁴ inside.
          if i == n / 2, j == n / 2 { #expect(entry.bar < 2 * scale / Double(n * n * n * n)) }
        }
      }
    }
  }

  @Test(arguments: [8, 24, 48]) func linesHoldTheTruth(_ n: Int) throws {
    let lines = HeatMethodOfLines(diffusivity: 0.5, from: 1, intervals: n, ends: (1, 2)) {
      Double.sin(.pi * $0) - 0.5 * Double.sin(3 * .pi * $0) + $0 + 1
    }
    for (t, row) in zip([1, 1.01, 1.2, 1.7], try lines.values(at: [1, 1.01, 1.2, 1.7])) {
      for (j, entry) in row.enumerated() {
        let (x, s) = (lines.position(j), 0.5 * (t - 1) * .pi * .pi)
        let truth =
          Double.sin(.pi * x) * Double.exp(-s) - 0.5 * Double.sin(3 * .pi * x) * Double.exp(-9 * s) + x + 1
        #expect(abs(entry.value - truth) <= entry.bar, "x = \(x), t = \(t): \(entry) for \(truth)")
        #expect(entry.bar < 100 / Double(n * n * n * n))
      }
    }
  }

  @Test func theConformalMapHoldsTheTruth() throws {
    let map = try ConformalSquare()
    for row in SeriesRow.laplace {
      let u = try map.value(x: row.a, y: row.b)
      #expect(abs(u.value - row.truth[0]) <= u.bar, "(\(row.a), \(row.b)): \(u)")
    }
  }

  @Test func badInputIsThrown() {
    #expect(throws: FivePointError.intervals(12)) { try FivePoint(intervals: 12) { _, _ in 1 }.values() }
    #expect(throws: FivePointError.intervals(4)) { try FivePoint(intervals: 4) { _, _ in 1 }.values() }
    #expect(throws: FivePointError.rectangle(-1, 1)) { try FivePoint(width: -1) { _, _ in 1 }.values() }
    #expect(throws: FivePointError.self) { try FivePoint(height: .nan) { _, _ in 1 }.values() }
    #expect(throws: FivePointError.self) { try FivePoint { _, _ in .nan }.values() }
    #expect(throws: FivePointError.self) {
      try FivePoint(boundary: { x, y in 1 / x }, source: { _, _ in 0 }).values()
    }
    #expect(throws: HeatLinesError.diffusivity(0)) {
      try HeatMethodOfLines(diffusivity: 0) { $0 }.values(at: [1])
    }
    #expect(throws: HeatLinesError.intervals(7)) {
      try HeatMethodOfLines(intervals: 7) { $0 }.values(at: [1])
    }
    #expect(throws: HeatLinesError.data) { try HeatMethodOfLines { _ in .nan }.values(at: [1]) }
    #expect(throws: HeatLinesError.data) { try HeatMethodOfLines(ends: (.nan, 0)) { $0 }.values(at: [1]) }
    #expect(throws: InitialValueError.self) { try HeatMethodOfLines(from: 2) { $0 }.values(at: [1]) }
    #expect(throws: InitialValueError.self) { try HeatMethodOfLines { $0 }.values(at: [.nan]) }
    #expect(throws: (any Error).self) { try ClosedForm.heatStep(until: 0).check() }
    #expect(throws: (any Error).self) { try ClosedForm.heatStep(diffusivity: .nan).check() }
    #expect(throws: (any Error).self) { try ClosedForm.poissonUniform(source: .nan).check() }
    #expect(throws: (any Error).self) { try ClosedForm.laplaceTop(top: .nan).check() }
  }
}
