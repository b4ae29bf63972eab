// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Problems
import RealModule
import Testing

@testable import Reference

/// u_t + u u_x + δ u_xxx = 0 by differences: against the soliton, and against another dispersion.
@Suite struct DispersiveLinesTests {
  /// 3c sech² ((x − ct)/2 √(c/δ)).
  struct Soliton: ExactSolution {
    let speed, dispersion: Double
    func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
      let steepness = (speed / dispersion).squareRoot() / 2
      let sech = S.cosh((p.x - p.t.scaled(by: speed)).scaled(by: steepness)).reciprocal!
      return [(sech * sech).scaled(by: 3 * speed)]
    }
  }

  /// All derivatives at all times lie within their bars, which are small; the ring is long enough to be a
  /// line.
  @Test(arguments: [(0.8, 1.0), (0.6, 0.9)]) func soliton(speed: Double, dispersion: Double) throws {
    let form = ClosedForm("a soliton", Soliton(speed: speed, dispersion: dispersion), of: [.x, .t]) {
      Agreement(method: $0.method, [])
    }
    let lines = DispersiveMethodOfLines(dispersion: dispersion, range: -40...40) { x in
      (try? form.value(at: Point([.x, .t], [x, 0])).value) ?? .nan
    }
    let agreement = try lines.agreement(with: form, at: [0, 0.5, 2])
    #expect(agreement.holds && agreement.points == 3 * 64 * 5, "\(agreement)")
    let bars = lines.values(at: [2]).map { $0.values.map(\.bar) }
    #expect(bars.allSatisfy { $0[0] < 1e-6 && $0[3] < 1e-4 }, "\(bars[0])")
  }

  @Test func anotherDispersionDisagrees() throws {
    let reference = try Catalogue.problem("kdv").reference
    func agreement(_ dispersion: Double) throws -> Agreement {
      try DispersiveMethodOfLines(dispersion: dispersion, range: -1...1) { Double.cos(.pi * $0) }
        .agreement(with: reference, at: [0.5, 1])
    }
    let own = try agreement(0.0025)
    #expect(own.holds && own.difference < 1e-10, "\(own)")
    #expect(try agreement(0.0025 * (1 + 1e-7)).ratio > 10)
  }
}
