// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import RealModule
import Strategies
import Testing

/// The step of a difference follows the function's length and the precision it is evaluated in.
@Suite struct DifferenceScaleTests {
  struct Fast<Weight: Sendable>: Field {
    func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Weight {
      [S.sin(p.x.scaled(by: 64))]
    }
  }

  @Test(arguments: 1...4) func lengthAndPrecision(order: Int) throws {
    let difference = CentralDifference(scale: 1.0 / 64)
    let index = MultiIndex(Array(repeating: .x, count: order))
    let unit = Double.pow(64, order)
    // The argument 64 x is good to 64 x u, and x ± h to x u.
    func allowed(_ u: Double, _ x: Double) -> Double {
      4 * (1 + 64 * x) * unit * difference.expectedError(order: order, unitRoundoff: u)
    }
    for i in 1...20 {
      let x = Double(i) / 256
      let right = unit * Double.sin(64 * x + .pi / 2 * Double(order))
      let double = try difference.jet(of: Fast<Double>(), at: Point([.x], [x]), [index])[index]
      #expect(abs(double - right) <= allowed(0x1p-53, x), "\(double), not \(right)")
      let single = try difference.jet(of: Fast<Float>(), at: Point([.x], [Float(x)]), [index])[index]
      #expect(abs(Double(single) - right) <= allowed(0x1p-24, x), "\(single), not \(right)")
    }
    #expect(allowed(0x1p-53, 0) < 1e-3 * unit, "the test would accept anything")
  }

  /// A step that was chosen holds for every order and in both precisions: sin(64 x) by its own difference.
  @Test(arguments: [1, 2]) func aChosenStep(order: Int) throws {
    let h = 1.0 / 1024
    let difference = CentralDifference(step: h)
    let index = MultiIndex(Array(repeating: .x, count: order))
    let x = 0.25
    func u(_ x: Double) -> Double { Double.sin(64 * x) }
    let right =
      order == 1 ? (u(x + h) - u(x - h)) / (2 * h) : (u(x + h) - 2 * u(x) + u(x - h)) / (h * h)
    let double = try difference.jet(of: Fast<Double>(), at: Point([.x], [x]), [index])[index]
    #expect(abs(double - right) <= 1e-8, "\(double), not \(right)")
    let single = try difference.jet(of: Fast<Float>(), at: Point([.x], [Float(x)]), [index])[index]
    #expect(abs(Double(single) - right) <= 4e-6 / Double.pow(h, order), "\(single), not \(right)")
  }
}
