import Differentiation
import PDE
import Testing

@testable import Reference

@Suite struct PeriodicReferenceTests {
  static let allenCahn = PeriodicReference.allenCahn(diffusivity: 1e-4)

  /// Values by another program, to the digits that it vouches for.
  @Test(arguments: [
    (0.0, 1.0, 0.029_579_721_0, 1e-10), (0.25, 1, 0.988_474_647_7, 1e-10), (0.5, 1, -0.064_076_797_7, 1e-10),
    (1, 0.01, -0.997_950_136_6, 1e-9),
  ])
  func knownValues(x: Double, t: Double, truth: Double, digits: Double) throws {
    let u = try Self.allenCahn.value(at: Point([.x, .t], [x, t]))
    #expect(abs(u.value - truth) <= u.bar + digits, "\(u)")
    #expect(t < 0.1 || u.bar < 1e-8, "\(u)")
  }

  /// The initial values, save near the kink; and what follows from the equation.
  @Test func itsOwnEquation() throws {
    for (x, t) in [(0.3, 0.2), (-0.7, 0.55), (0.05, 0.9)] {
      let m = try Self.allenCahn.measure([.value, [.t], [.x, .x]], at: Point([.x, .t], [x, t]))[0]
      let residual =
        m[1].value - 1e-4 * m[2].value - 5 * m[0].value + 5 * m[0].value * m[0].value * m[0].value
      #expect(abs(residual) <= 20 * m[0].bar + m[1].bar + 1e-4 * m[2].bar + 1e-12, "\(residual)")
    }
    let start = try Self.allenCahn.value(at: Point([.x, .t], [0.5, 0]))
    #expect(abs(start.value) <= start.bar)
  }

  @Test func refusals() {
    #expect(throws: PointError.self) { try Self.allenCahn.value(at: Point([.x, .t], [1.5, 0.5])) }
    #expect(throws: UnmeasuredDerivative.self) {
      try Self.allenCahn.measure([[.x, .x, .x]], at: Point([.x, .t], [0.5, 0.5]))
    }
  }
}
