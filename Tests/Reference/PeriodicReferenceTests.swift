// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule
import Testing

@testable import Reference

@Suite struct PeriodicReferenceTests {
  static let allenCahn = PeriodicReference.allenCahn(diffusivity: 1e-4)
  static let ring = PeriodicReference.sech(2, on: -5...5, until: .pi / 2)

  /// Values by another program, to the digits that it vouches for.
  @Test(arguments: [
    (0.0, 1.0, 0.029_579_721_0, 1e-10), (0.25, 1, 0.988_474_647_7, 1e-10), (0.5, 1, -0.064_076_797_7, 1e-10),
    (1, 0.01, -0.997_950_136_6, 1e-10),
  ])
  func knownValues(x: Double, t: Double, truth: Double, digits: Double) throws {
    let u = try Self.allenCahn.value(at: Point([.x, .t], [x, t]))
    #expect(abs(u.value - truth) <= u.bar + digits, "\(u)")
    #expect(u.bar < 1e-12, "\(u)")
  }

  /// Initial data enter as they are, and u_t as they and the equation have it.
  @Test func theStartIsExact() throws {
    for x in [-1, -0.7, 0.0, 0.3, 1] {
      let u = try Self.allenCahn.value(at: Point([.x, .t], [x, 0]))
      let start = x * x * Double.cos(Double.pi * x)
      #expect(abs(u.value - start) <= u.bar + 1e-15 && u.bar < 2e-15, "\(u)")
      let h = try Self.ring.evaluate([.value, [.t]], at: Point([.x, .t], [x, 0]))
      let q = 1 / Double.cosh(x)
      // Images are 4e-4 high at the most; at x = 0 the line's h_t is 4i (½ − …), here and there near it.
      #expect(abs(h[0][0].value - 2 * q) < 2e-3 && h[0][0].bar < 1e-14 && h[1][0].value == 0)
      #expect(h[0][1].value == 0 && h[1][1].bar < 1e-13)
    }
  }

  /// At the kink the value exists, derivatives do not.
  @Test(arguments: [-1.0, 1]) func theKink(x: Double) throws {
    let p = Point([.x, .t], [x, 0.0])
    #expect(try abs(Self.allenCahn.value(at: p).value + 1) < 1e-15)
    for index in [[.x], [.x, .x], [.t]] as [MultiIndex] {
      #expect(throws: SeriesError.self) { try Self.allenCahn.evaluate([index], at: p) }
    }
    let after = try Self.allenCahn.evaluate([[.x]], at: Point([.x, .t], [x, 1e-12]))[0][0]
    #expect(abs(after.value) <= after.bar)
  }

  /// The first power of the layer: a kink that diffuses, 4√D ierfc(η/2).
  @Test(arguments: [1e-4, 1e-2]) func theLayerBeginsAsAHeatKernel(d: Double) throws {
    let inner = try KinkLayer.Inner(d, KinkLayer.Resolution())
    for eta in [0, 0.1, 1, 3.7, 8, 12.9] {
      let z = eta / 2
      let (gauss, erfc) = (Double.exp(-z * z) / Double.pi.squareRoot(), Double.erfc(z))
      let known = [4 * (gauss - z * erfc), -2 * erfc, 2 * gauss]
      for (own, truth) in zip(inner.derivatives(eta: eta, t: 0), known) {
        #expect(abs(own - truth) < 1e-11, "\(eta): \(own), \(truth)")
      }
    }
  }

  /// The end of the layer's time and the start of Fourier sums meet within their bars.
  @Test(arguments: [1e-4, 1e-2]) func theTwoPhasesMeet(d: Double) throws {
    let reference = PeriodicReference.allenCahn(diffusivity: d)
    let first = reference.lines.times[0]
    for x in [0.0, 0.5, 0.9, 0.97, 0.995, 1] {
      let (before, after) = (
        try reference.evaluate(reference.indices, at: Point([.x, .t], [x, first.nextDown]))[0],
        try reference.evaluate(reference.indices, at: Point([.x, .t], [x, first]))[0]
      )
      for (a, b) in zip(before, after) {
        #expect(abs(a.value - b.value) <= a.bar + b.bar, "\(x): \(a), \(b)")
      }
    }
  }

  @Test func refusals() throws {
    #expect(throws: PointError.self) { try Self.allenCahn.value(at: Point([.x, .t], [1.5, 0.5])) }
    #expect(throws: UnmeasuredDerivative.self) {
      try Self.allenCahn.evaluate([[.x, .x, .x]], at: Point([.x, .t], [0.5, 0.5]))
    }
    #expect(try Self.allenCahn.evaluate([], at: Point([.x, .t], [0.5, 0.5])) == [[]])
  }
}
