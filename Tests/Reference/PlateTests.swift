// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import Problems
import RealModule
import Sampling
import Testing

@testable import Reference

/// Lévy's series of the simply supported plate.
@Suite struct PlateTests {
  static let plate = ClosedForm.plate()
  static func at(_ x: Double, _ y: Double) -> Point<Double> { Point([.x, .y], [x, y]) }

  /// Navier's double series, 4·4/π⁶ Σ sin mπx sin nπy/(mn (m² + n²)²) over odd m and n, its terms added from
  /// the smallest.
  static func navier(_ x: Double, _ y: Double) -> Double {
    let odd = stride(from: 399.0, through: 1, by: -2)
    return 16 / Double.pow(.pi, 6)
      * odd.reduce(0) { sum, m in
        odd.reduce(sum) { sum, n in
          let square = m * m + n * n
          return sum + Double.sin(m * .pi * x) * Double.sin(n * .pi * y) / (m * n * square * square)
        }
      }
  }

  @Test(arguments: [(0.5, 0.5), (0.25, 0.25), (0.1, 0.9), (0.02, 0.5), (0.7, 0.03)]) func navier(
    x: Double, y: Double
  ) throws {
    let m = try Self.plate.value(at: Self.at(x, y))
    // What is left out beyond 400, alternating.
    #expect(abs(m.value - Self.navier(x, y)) < 1e-12, "\(m), \(Self.navier(x, y))")
    #expect(m.bar < 1e-16)
  }

  /// Collocation of the equation itself.
  @Test func secondOpinion() throws {
    let agreement = try Catalogue.problem("biharmonic").secondOpinion(at: 60)
    #expect(agreement.holds && agreement.difference < 1e-9, "\(agreement)")
  }

  /// Moments add up to the membrane's value, and the equation holds, where the two forms meet as well.
  @Test func equation() throws {
    let (xx, yy): (MultiIndex, MultiIndex) = ([.x, .x], [.y, .y])
    let fourth: [MultiIndex] = [[.x, .x, .x, .x], [.x, .x, .y, .y], [.y, .y, .y, .y]]
    for i in 1...60 {
      let f = R2Sequence.fractions(i)
      let p = i % 3 == 0 ? Self.at(f[0], f[0]) : Self.at(f[0], i % 3 == 1 ? f[1] : 1e-4)
      let moments = try Self.plate.evaluate([xx, yy], at: p)[0]
      let membrane = try SeriesTests.poisson.value(at: p)
      #expect(
        abs(moments[0].value + moments[1].value + membrane.value)
          <= moments[0].bar + moments[1].bar + membrane.bar)
      let m = try Self.plate.evaluate(fourth, at: p)[0]
      let bar = m[0].bar + 2 * m[1].bar + m[2].bar
      #expect(abs(m[0].value + 2 * m[1].value + m[2].value - 1) <= bar && bar < 1e-10, "\(p.values): \(bar)")
    }
  }

  /// On the sides w and its moment vanish exactly; at the corners fourth derivatives are no numbers.
  @Test func sides() throws {
    for s in [0, 1e-5, 0.3, 0.5, 1] {
      for end in [0.0, 1] {
        let m = try Self.plate.evaluate([.value, [.x, .x]], at: Self.at(end, s))[0]
        #expect(m[0].value == 0 && m[1].value == 0)
      }
    }
    #expect(throws: SeriesError.unbounded(order: 4, [1, 0])) {
      try Self.plate.evaluate([[.x, .x, .y, .y]], at: Self.at(1, 0))
    }
    #expect(throws: PointError.self) { try Self.plate.value(at: Self.at(1.5, 0)) }
    #expect(throws: SeriesError.self) { try ClosedForm.plate(load: .nan).value(at: Self.at(0.5, 0.5)) }
  }
}
