// SPDX-License-Identifier: MIT

import Differentiation
import Foundation
import PDE
import Testing

@testable import Reference

@Suite struct ColeHopfTests {
  static let indices: [MultiIndex] = [.value, [.t], [.x], [.x, .x]]
  static let basdevant = ColeHopf(nu: 0.01 / .pi)

  func point(_ x: Double, _ t: Double) -> Point<Double> { Point([.x, .t], [x, t]) }

  @Test(arguments: Row.table) func theTruthLiesWithinTheBars(_ row: Row) throws {
    let found = try ColeHopf(nu: row.nu).evaluate(Self.indices, at: point(row.x, row.t))[0]
    for (k, (entry, truth)) in zip(found, row.truth).enumerated() {
      // The truth itself is rounded to a double here.
      let error = max(0, abs(entry.value - truth) - abs(truth) * 0x1p-53)
      #expect(error <= 0.5 * entry.bar, "\(Self.indices[k]) \(row): \(entry) for \(truth)")
      // Honest is not enough: the bars must stay small. The derivatives grow like 1/ν and 1/ν².
      let scale = [1, 1 / row.nu + 10 * row.nu, 1 / row.nu, 1 / (row.nu * row.nu)][k] + 1
      #expect(entry.bar <= 1e-13 * scale, "\(Self.indices[k]) \(row): \(entry)")
    }
    #expect(abs(found[0].value - row.truth[0]) <= 4e-15)
  }

  @Test(arguments: [
    (0.5, 0.5, -0.59276953440205108186), (0.25, 0.25, -0.99208156162252206375),
  ]) func publishedValues(_ x: Double, _ t: Double, _ truth: Double) throws {
    let u = try Self.basdevant.value(at: point(x, t))
    #expect(abs(u.value - truth) <= u.bar && u.bar < 2e-14)
  }

  @Test func theLargestSlope() throws {
    let time = 0.51046975928684147372
    let slope = try Self.basdevant.evaluate([[.x]], at: point(0, time))[0][0]
    #expect(abs(slope.value + 152.00516159795307759) <= slope.bar && slope.bar < 1e-11)
    // A maximum in time: both neighbours are flatter.
    for t in [time - 1e-4, time + 1e-4] {
      let other = try Self.basdevant.evaluate([[.x]], at: point(0, t))[0][0]
      #expect(other.value > slope.value)
    }
  }

  @Test(arguments: [3e-4, 1e-3, 0.01 / Double.pi, 0.02, 0.1, 1, 10])
  func residualOfTheMeasuredDerivatives(_ nu: Double) throws {
    let reference = ColeHopf(nu: nu)
    for x in [-1, -0.7, -0.2, -2 * nu, 0.3 * nu, 0.0, nu, 0.4, 0.95] where abs(x) <= 1 {
      for t in [0, 1e-300, 1e-9, 1e-3, 0.2, 1 / .pi, 0.6, 1] {
        let u = try reference.evaluate(Self.indices, at: point(x, t))[0]
        let residual = u[1].value + u[0].value * u[2].value - nu * u[3].value
        let bar = u[1].bar + abs(u[0].value) * u[2].bar + abs(u[2].value) * u[0].bar + nu * u[3].bar
        let size = max(abs(u[1].value), abs(u[0].value * u[2].value), abs(nu * u[3].value))
        #expect(abs(residual) <= bar + 4 * 0x1p-53 * size, "x = \(x), t = \(t)")
      }
    }
  }

  /// The formula in other number types: a series in x over duals in t.
  @Test(arguments: [3e-4, 0.01 / Double.pi, 0.1, 1])
  func residualOfTheFormula(_ nu: Double) throws {
    let reference = ColeHopf(nu: nu)
    for (x, t) in [(0.3, 0.2), (-min(nu, 0.5), 0.5), (-0.9, 0.01), (0.6, 0.5), (-0.05, 0.35), (0.999, 1e-6)] {
      let p = Point<Taylor2<Dual<Double>>>(
        [.x, .t], [Taylor2(Dual(x, 0), slope: Dual(1, 0)), Taylor2(Dual(t, 1), slope: 0)])
      let u = try #require(reference.formula(p, near: point(x, t)))[0]
      let found = [u[0].value, u[0].tangent, u[1].value, u.derivative(2).value]
      let terms = [found[1], found[0] * found[2], -nu * found[3]]
      let largest = terms.map(abs).max()!
      #expect(largest > 1e-5)
      #expect(abs(terms.reduce(0, +)) <= 1e-9 * largest, "x = \(x), t = \(t), nu = \(nu)")
      let measured = try reference.evaluate(Self.indices, at: point(x, t))[0]
      for (a, b) in zip(found, measured) { #expect(abs(a - b.value) <= 1e-10 * (abs(b.value) + 1 / nu)) }
    }
  }

  @Test func theFormulaIsOddAndVanishesAtTheEnds() throws {
    for x in [-1.0, 0, 1] {
      #expect(Self.basdevant.formula(point(x, 0.5), near: point(x, 0.5)) == [0])
      #expect(try Self.basdevant.value(at: point(x, 0.5)).value == 0)
    }
    #expect(Self.basdevant.formula(point(0.5, 0), near: point(0.5, 0)) == nil)
    let (a, b) = (
      try Self.basdevant.value(at: point(0.3, 0.4)), try Self.basdevant.value(at: point(-0.3, 0.4))
    )
    #expect(a.value == -b.value)
  }

  @Test func initialValuesAndTheirLimit() throws {
    let reference = ColeHopf(nu: 0.02)
    for x in [-0.8, 0.25, 0.5] {
      let (start, soon) = (
        try reference.evaluate(Self.indices, at: point(x, 0))[0],
        try reference.evaluate(Self.indices, at: point(x, 1e-13))[0]
      )
      #expect(abs(start[0].value + sin(.pi * x)) <= start[0].bar + 2e-16)
      for (a, b) in zip(start, soon) { #expect(abs(a.value - b.value) < 1e-10 && a.bar < 1e-13) }
    }
    #expect(try reference.value(at: point(1, 0)) == Measured(0, bar: 0x1p-53 * .pi))
    for t in [5e-324, 6.7e-309, 2e-307, 1e-306] {
      let found = try reference.evaluate(Self.indices, at: point(0.3, t))[0]
      for (a, b) in zip(found, try reference.evaluate(Self.indices, at: point(0.3, 0))[0]) {
        #expect(abs(a.value - b.value) <= a.bar + b.bar && a.bar < 1e-12, "t = \(t)")
      }
    }
  }

  /// Together as one by one, to the last bit: times in any order, some shared, points repeated.
  @Test(arguments: [3e-4, 0.01 / Double.pi, 1, 10]) func manyPointsAtOnce(_ nu: Double) throws {
    let reference = ColeHopf(nu: nu)
    let values = (0..<300).flatMap { (i: Int) -> [Double] in
      let x = 1 - Double(i * 37 % 101) / 50
      let times: [Double] = [0, 1e-5, 0.4, 1, Double(i % 7) / 7, Double(i * i % 89) / 89]
      return [x, times[i % 6]]
    }
    let points = Points([.x, .t], values)
    let indices: [MultiIndex] = [[.x, .x], .value, [.t], .value]
    let together = try reference.evaluate(indices, at: points)
    #expect(together.count == 4 * points.count)
    for i in 0..<points.count {
      let alone = try reference.evaluate(indices, at: points[i])[0]
      #expect(Array(together[(4 * i)..<(4 * i + 4)]) == alone, "point \(i)")
    }
    #expect(try reference.evaluate(indices, at: Points([.x, .t], [])).isEmpty)
  }

  @Test func manyPointsAreRefusedAsOneIs() throws {
    let points = Points([.x, .t], [0.5, 0.5, 0.5, .nan])
    #expect(throws: ColeHopfError.self) { try Self.basdevant.evaluate([.value], at: points) }
    #expect(throws: ColeHopfError.position(.infinity)) {
      try Self.basdevant.evaluate([.value], at: Points([.x, .t], [0.5, 0.5, .infinity, 0.5]))
    }
    #expect(throws: UnmeasuredDerivative.self) {
      try Self.basdevant.evaluate([[.x, .t]], at: Points([.x, .t], [0.5, 0.5]))
    }
    #expect(throws: PointError.self) { try Self.basdevant.evaluate([.value], at: Points([.t], [0.5])) }
    #expect(throws: PointError.self) { try Self.basdevant.evaluate([.value], at: Points([], [])) }
  }

  @Test(arguments: [3.0, 4, 5]) func theBarNoticesAStepTooWide(_ stretch: Double) throws {
    var widest = 0.0
    for row in Row.table where row.t > 0.1 {
      var pairs = PairedNodes(try HeatNodes(nu: row.nu, t: row.t, stretch: stretch))
      let found = pairs.evaluate(row.x)
      for (k, truth) in row.truth.enumerated() {
        #expect(abs(found.values[k] - truth) <= found.bars[k] + abs(truth) * 0x1p-53, "\(row)")
      }
      widest = max(widest, found.bars[0])
    }
    #expect(widest > 1e-10)
  }

  @Test func longTimes() throws {
    // Far past t = 1 the humps are narrow: the step follows, and the values stay true.
    let u = try ColeHopf(nu: 1e-3, end: 100).value(at: point(0.5, 100))
    #expect(u.bar < 1e-12)
    let other = try ColeHopfQuadrature(nu: 1e-3).value(x: 0.5, t: 100)
    #expect(abs(u.value - other.value) <= u.bar + other.bar)
  }

  @Test func refusals() throws {
    #expect(throws: ColeHopfError.viscosity(-1)) { try ColeHopf(nu: -1).value(at: point(0, 0.5)) }
    #expect(throws: ColeHopfError.self) { try ColeHopf(nu: .nan).check() }
    #expect(throws: ColeHopfError.time(-0.5)) { try Self.basdevant.value(at: point(0, -0.5)) }
    #expect(throws: ColeHopfError.self) { try Self.basdevant.value(at: point(0, .nan)) }
    #expect(throws: ColeHopfError.position(.infinity)) { try Self.basdevant.value(at: point(.infinity, 0.5)) }
    #expect(throws: UnmeasuredDerivative.self) { try Self.basdevant.evaluate([[.x, .t]], at: point(0, 0.5)) }
    #expect(throws: PointError.self) { try Self.basdevant.value(at: Point([.t], [0.5])) }
    #expect(ColeHopf(nu: -1).formula(point(0, 0.5), near: point(0, 0.5)) == nil)
  }
}
