// SPDX-License-Identifier: MIT

import Differentiation
import GSL
import PDE
import Testing

@testable import Reference

/// The three series against 30 digits of another representation, against a second one in this library, and
/// against their equations.
@Suite struct SeriesTests {
  static let plane: [MultiIndex] = [.value, [.x], [.y], [.x, .x], [.x, .y], [.y, .y]]
  static let line: [MultiIndex] = [.value, [.x], [.t], [.x, .x]]
  static let poisson = ClosedForm.poissonUniform(source: 1)
  static let laplace = ClosedForm.laplaceTop()
  static let heat = ClosedForm.heatStep()

  static func xy(_ x: Double, _ y: Double) -> Point<Double> { Point([.x, .y], [x, y]) }
  static func xt(_ x: Double, _ t: Double) -> Point<Double> { Point([.x, .t], [x, t]) }

  /// The truth within the bars, and bars that are no larger than `allowed` times the scale of each
  /// derivative.
  func hold(
    _ found: [Measured], _ row: SeriesRow, scale: (Int) -> Double, _ allowed: Double = 1e-13
  ) {
    for (k, (entry, truth)) in zip(found, row.truth).enumerated() {
      // The literal is rounded to a double, and sums of 60 digits leave 1e-55 of what cancels.
      let error = max(0, abs(entry.value - truth) - abs(truth) * 0x1p-53 - 1e-50)
      #expect(error <= entry.bar, "derivative \(k) at (\(row.a), \(row.b)): \(entry) for \(truth)")
      #expect(entry.bar <= allowed * scale(k), "derivative \(k) at (\(row.a), \(row.b)): \(entry)")
    }
  }

  @Test func poissonHoldsTheTruth() throws {
    #expect(SeriesRow.poisson.count > 70)
    for row in SeriesRow.poisson {
      // u ~ ab log r: a relative error of 1 − x stays one of the second derivatives.
      let r = Double.hypot(min(row.a, 1 - row.a), min(row.b, 1 - row.b))
      let found = try Self.poisson.evaluate(Self.plane, at: Self.xy(row.a, row.b))[0]
      hold(found, row, scale: { $0 < 3 ? 0.03 : 0.1 + 0.03 / r })
    }
  }

  @Test func laplaceHoldsTheTruth() throws {
    #expect(SeriesRow.laplace.count > 70)
    for row in SeriesRow.laplace {
      // Beside a jump the derivatives grow like 1/r and 1/r², and so does what half an ulp of x or y does.
      let r = min(Double.hypot(row.a, 1 - row.b), Double.hypot(1 - row.a, 1 - row.b))
      let found = try Self.laplace.evaluate(Self.plane, at: Self.xy(row.a, row.b))[0]
      hold(found, row, scale: { 1 / Double.pow(r, [1, 2, 2, 3, 3, 3][$0]) })
    }
  }

  @Test func heatHoldsTheTruth() throws {
    #expect(SeriesRow.heat.count > 90)
    for row in SeriesRow.heat {
      let w = min((4 * row.b).squareRoot(), 1)
      let found = try Self.heat.evaluate(Self.line, at: Self.xt(row.a, row.b))[0]
      hold(found, row, scale: { 1 / Double.pow(w, [1, 2, 3, 3][$0]) })
      #expect(found[0].bar <= 1e-14 / w)
    }
  }

  @Test func publishedValues() throws {
    let centre = try Self.poisson.value(at: Self.xy(0.5, 0.5))
    #expect(abs(centre.value - 0.0736713532815138155639400251662) <= centre.bar && centre.bar < 1e-15)
    for (x, y, truth) in [
      (0.5, 0.75, 0.540529218259509875024524599003), (0.25, 0.25, 0.0679716681130616434759700281096),
      (0.5, 0.25, 0.0954141179666134119274154572161), (0.5, 0.5, 0.25),
    ] {
      let u = try Self.laplace.value(at: Self.xy(x, y))
      #expect(abs(u.value - truth) <= u.bar && u.bar < 1e-14)
    }
    for (x, t, truth) in [
      (0.5, 0.1, 0.474487460379749030832561773335), (0.1, 0.01, 0.520499877616437851376375880662),
    ] {
      let u = try Self.heat.value(at: Self.xt(x, t))
      #expect(abs(u.value - truth) <= u.bar && u.bar < 1e-14)
    }
    let sum = try [(0.5, 0.75), (0.5, 0.25), (0.75, 0.5), (0.75, 0.5)].map {
      try Self.laplace.value(at: Self.xy($0.0, $0.1))
    }
    #expect(abs(sum.reduce(-1) { $0 + $1.value }) <= sum.reduce(0) { $0 + $1.bar })
  }

  /// J = 4 ∫ u, over a quarter with x = t²/2, which smooths the corner.
  @Test func torsionConstantOfTheSquare() throws {
    let table = try GSL.require(gsl_integration_glfixed_table_alloc(30), "nodes")
    defer { gsl_integration_glfixed_table_free(table) }
    let nodes = (0..<30).map { i in
      var (t, weight) = (0.0, 0.0)
      gsl_integration_glfixed_point(0, 1, i, &t, &weight, table)
      return (x: t * t / 2, weight: weight * t)
    }
    var (integral, bar) = (0.0, 0.0)
    for a in nodes {
      for b in nodes {
        let u = try Self.poisson.value(at: Self.xy(a.x, b.x))
        integral += 16 * a.weight * b.weight * u.value
        bar += 16 * a.weight * b.weight * u.bar
      }
    }
    #expect(abs(integral - 0.140577014955153715588468730738) <= bar + 1e-12, "\(integral)")
  }

  /// Deterministic points, some towards the corners and sides.
  static func points(_ count: Int) -> [(Double, Double)] {
    var state: UInt64 = 42
    let next = {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    return (0..<count).map { i in
      var (a, b) = (next(), next())
      if i % 4 == 0 { a = Double.exp(-7 * a) }
      if i % 4 == 1 { b = 1 - Double.exp(-7 * b) }
      if i % 8 == 2 { (a, b) = (Double.exp(-6 * a), Double.exp(-6 * b)) }
      return (a, b)
    }
  }

  @Test func poissonByTheCoshSeries() throws {
    let cosh = ClosedForm("cosh series", PoissonCosh(source: 1), of: [.x, .y]) {
      Agreement(method: $0.method, points: 0, difference: 0, ratio: 0)
    }
    for (i, (x, y)) in Self.points(1000).enumerated() {
      let indices = i % 10 == 0 ? Self.plane : [.value]
      let pairs = zip(
        try Self.poisson.evaluate(indices, at: Self.xy(x, y))[0],
        try cosh.evaluate(indices, at: Self.xy(x, y))[0])
      for (a, b) in pairs {
        #expect(abs(a.value - b.value) <= a.bar + b.bar, "(\(x), \(y)): \(a), \(b)")
        #expect(a.bar <= (indices.count == 1 ? 1e-15 : 1e-12))
      }
    }
    // At the corner its terms are cut, and the tail says so.
    let u = try cosh.value(at: Self.xy(0x1p-30, 0x1p-30))
    let truth = try Self.poisson.value(at: Self.xy(0x1p-30, 0x1p-30))
    #expect(abs(u.value - truth.value) <= u.bar && u.bar < 1e-10)
  }

  @Test func laplaceByTheConformalMap() throws {
    let map = try ConformalSquare()
    for (x, y) in Self.points(1000) {
      let (a, b) = (try Self.laplace.value(at: Self.xy(x, y)), try map.value(x: x, y: y))
      #expect(abs(a.value - b.value) <= a.bar + b.bar, "(\(x), \(y)): \(a), \(b)")
      let r = min(Double.hypot(x, 1 - y), Double.hypot(1 - x, 1 - y))
      #expect(a.bar <= 1e-14 / r && b.bar <= 1e-12 / (r * r))
    }
  }

  @Test func heatByTheOtherSeries() throws {
    let (fourier, images) = (Self.only(0), Self.only(.infinity))
    for (x, s) in Self.points(1000) {
      let t = Double.exp(-9 + 10 * s)
      let found = try Self.heat.evaluate(Self.line, at: Self.xt(x, t))[0]
      let other = try (t < 0.02 ? fourier : images).evaluate(Self.line, at: Self.xt(x, t))[0]
      for (a, b) in zip(found, other) {
        #expect(abs(a.value - b.value) <= a.bar + b.bar, "(\(x), \(t)): \(a), \(b)")
      }
      #expect(found[0].bar <= 1e-13)
    }
  }
  static func only(_ switchover: Double) -> ClosedForm<HeatStepSolution> {
    ClosedForm(
      "one series", HeatStepSolution(diffusivity: 1, start: 1, switchover: switchover), of: [.x, .t]
    ) {
      Agreement(method: $0.method, points: 0, difference: 0, ratio: 0)
    }
  }

  @Test func theEquationsHold() throws {
    let form = ClosedForm.poissonUniform(source: -3)
    let step = ClosedForm.heatStep(diffusivity: 0.3, start: 2)
    for (x, y) in Self.points(300) {
      let u = try form.evaluate([[.x, .x], [.y, .y]], at: Self.xy(x, y))[0]
      #expect(abs(u[0].value + u[1].value - 3) <= u[0].bar + u[1].bar, "(\(x), \(y))")
      let v = try Self.laplace.evaluate([[.x, .x], [.y, .y]], at: Self.xy(x, y))[0]
      #expect(abs(v[0].value + v[1].value) <= v[0].bar + v[1].bar, "(\(x), \(y))")
      let w = try step.evaluate([[.t], [.x, .x]], at: Self.xt(x, y))[0]
      #expect(abs(w[0].value - 0.3 * w[1].value) <= w[0].bar + 0.31 * w[1].bar, "(\(x), \(y))")
    }
  }

  /// As every strategy sees it: series in one direction over duals in the other.
  @Test func theFormulaInOtherNumberTypes() throws {
    for (x, y) in Self.points(60) {
      let a = Taylor2<Dual<Double>>(Dual(x, 0), slope: Dual(1, 0))
      let b = Taylor2<Dual<Double>>(Dual(y, 1), slope: 0)
      for form in [Self.poisson as any ReferenceSolution, Self.laplace] {
        let u = try #require(form.formula(Point([.x, .y], [a, b]), near: Self.xy(x, y)))[0]
        let truth = try form.evaluate([.value, [.x], [.x, .x], [.y], [.x, .y]], at: Self.xy(x, y))[0]
        for (value, entry) in zip(
          [u[0].value, u[1].value, u.derivative(2).value, u[0].tangent, u[1].tangent], truth)
        {
          #expect(abs(value - entry.value) <= 2 * entry.bar + 1e-15)
        }
      }
      let u = try #require(Self.heat.formula(Point([.x, .t], [a, b]), near: Self.xt(x, y)))[0]
      let truth = try Self.heat.evaluate([.value, [.x], [.x, .x], [.t]], at: Self.xt(x, y))[0]
      for (value, entry) in zip([u[0].value, u[1].value, u.derivative(2).value, u[0].tangent], truth) {
        #expect(abs(value - entry.value) <= 2 * entry.bar + 1e-15)
      }
    }
  }

  @Test func boundaryValues() throws {
    for s in [0, 1e-9, 0.1, 0.5, 0.7, 1 - 0x1p-40, 1] {
      for (x, y) in [(s, 0), (s, 1), (0, s), (1, s)] {
        let u = try Self.poisson.value(at: Self.xy(x, y))
        #expect(u.value == 0 && u.bar < 1e-16, "(\(x), \(y))")
        if y == 1, s > 0, s < 1 {
          let v = try Self.laplace.value(at: Self.xy(x, y))
          #expect(abs(v.value - 1) <= v.bar)
        } else if y < 1 {
          #expect(try Self.laplace.value(at: Self.xy(x, y)).value == 0, "(\(x), \(y))")
        }
      }
      if s > 0 {
        #expect(try Self.heat.value(at: Self.xt(0, s)).value == 0)
        #expect(try Self.heat.value(at: Self.xt(1, s)).value == 0)
      }
    }
    let gradient = try Self.poisson.evaluate([[.x], [.y]], at: Self.xy(1, 0))[0]
    #expect(gradient == [Measured(0, bar: 0), Measured(0, bar: 0)])
    // |z|² underflows there.
    let tiny = try Self.poisson.evaluate([.value, [.y]], at: Self.xy(1e-200, 1e-200))[0]
    #expect(tiny.allSatisfy { $0.value == 0 && $0.bar < 1e-190 } && tiny[1].bar > 1e-198)
    #expect(throws: SeriesError.self) { try Self.poisson.evaluate([[.x, .y]], at: Self.xy(1e-200, 1e-200)) }
    let start = try ClosedForm.heatStep(diffusivity: 2, start: 5).evaluate(Self.line, at: Self.xt(0.3, 0))[0]
    #expect(start.map(\.value) == [5, 0, 0, 0] && start.allSatisfy { $0.bar == 0 })
    let soon = try Self.heat.evaluate(Self.line, at: Self.xt(0.3, 1e-100))[0]
    #expect(soon.map(\.value) == [1, 0, 0, 0] && soon.allSatisfy { $0.bar < 1e-15 })
  }

  @Test func refusals() throws {
    for (x, y) in [(0.0, 1.0), (1, 1)] {
      #expect(throws: SeriesError.setValued([x, y])) { try Self.laplace.value(at: Self.xy(x, y)) }
      #expect(Self.laplace.formula(Self.xy(x, y), near: Self.xy(x, y)) == nil)
    }
    // Half an ulp from a jump, or from a logarithm: no bar holds.
    let beside = 1 - 0x1p-53
    #expect(throws: Undefined.self) { try Self.laplace.value(at: Self.xy(beside, beside)) }
    #expect(throws: Undefined.self) { try Self.poisson.evaluate([[.x, .y]], at: Self.xy(beside, beside)) }
    #expect(try Self.heat.value(at: Self.xt(beside, 1e-40)).bar >= 0.5)
    for x in [0.0, 1] {
      #expect(throws: SeriesError.setValued([x, 0])) { try Self.heat.value(at: Self.xt(x, 0)) }
    }
    #expect(throws: SeriesError.unbounded(order: 2, [0, 1])) {
      try Self.poisson.evaluate([[.x, .y]], at: Self.xy(0, 1))
    }
    for bad in [-1e-9, 1.001, .nan, .infinity] {
      #expect(throws: PointError.self) { try Self.poisson.value(at: Self.xy(bad, 0.5)) }
      #expect(throws: PointError.self) { try Self.laplace.value(at: Self.xy(0.5, bad)) }
      #expect(throws: PointError.self) { try Self.heat.value(at: Self.xt(bad, 0.5)) }
      #expect(throws: PointError.self) { try ConformalSquare().value(x: bad, y: 0.5) }
      #expect(throws: PointError.self) { try PoissonCosh(source: 1).partial(near: Self.xy(bad, 0), order: 0) }
    }
    // 1e5 terms do not reach t = 1e-300: the tail says so.
    #expect(throws: Undefined.self) { try Self.only(0).value(at: Self.xt(0.5, .leastNonzeroMagnitude)) }
    #expect(throws: PointError.self) { try Self.heat.value(at: Self.xt(0.5, -1e-9)) }
    #expect(throws: PointError.self) { try Self.heat.value(at: Self.xt(0.5, .nan)) }
    #expect(throws: PointError.self) { try Self.heat.value(at: Self.xy(0.5, 0.5)) }
    #expect(throws: UnmeasuredDerivative.self) { try Self.heat.evaluate([[.y]], at: Self.xt(0.5, 1)) }
    #expect(throws: UnmeasuredDerivative.self) {
      try Self.poisson.evaluate([[.x, .x, .x, .x, .x]], at: Self.xy(0.5, 0.5))
    }
    #expect(throws: SeriesError.self) {
      try ClosedForm.poissonUniform(source: .nan).value(at: Self.xy(0.5, 0.5))
    }
    #expect(throws: SeriesError.self) {
      try ClosedForm.laplaceTop(top: .infinity).value(at: Self.xy(0.5, 0.5))
    }
    #expect(throws: SeriesError.self) { try ClosedForm.heatStep(diffusivity: 0).value(at: Self.xt(0.5, 1)) }
    #expect(throws: SeriesError.self) { try ClosedForm.heatStep(start: .nan).value(at: Self.xt(0.5, 1)) }
  }
}
