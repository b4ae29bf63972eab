// SPDX-License-Identifier: MIT

import Differentiation
@testable import Gradients
import RealModule
import Testing

/// Functions of two numbers, composed of rows: their closed forms, at sizes where squares and exponentials
/// overflow.
@Suite struct BinaryFunctionTests {
  /// f, fₓ, f_y, f_xx, f_xy, f_yy by nested duals and by hyper-duals, which must agree.
  func jet<G: Scalar & BinaryFloatingPoint>(_ x: G, _ y: G, _ pair: Pair) -> [G] {
    // Recorded, so that the functions are not compiled anew for every number type.
    let program = Program(inputs: 2) { [pair($0[0], $0[1])] }
    func f<N: Scalar>(_ x: N, _ y: N) -> N { program([x, y])[0] }
    let first = f(HyperDual(x, 1, 1, nil), HyperDual(y, nil, nil, nil))
    let mixed = f(HyperDual(x, 1, nil, nil), HyperDual(y, nil, 1, nil))
    let second = f(HyperDual(x, nil, nil, nil), HyperDual(y, 1, 1, nil))
    let found = [mixed.value, mixed.e1, mixed.e2, first.e12, mixed.e12, second.e12]
    let nested = f(Dual(Dual(x, 1), nil), Dual(Dual(y, nil), Dual(1, nil)))
    let shape = DerivativeSet([[.x, .x], [.x, .y], [.y, .y]], at: [.x, .y])
    let parts = f(
      TaylorPolynomial(x, coordinate: .x, shape: shape), TaylorPolynomial(y, coordinate: .y, shape: shape))
    for (k, (a, b)) in zip(found, (0..<6).map { parts[$0] }).enumerated() {
      let size = size(of: k, found)
      #expect(a == b || abs(a - b) <= 32 * G.ulpOfOne * size || a.isNaN && b.isNaN, "\(pair) at \(x), \(y)")
    }
    let other = nested.tangent.tangent
    #expect(other == mixed.e12 || abs(other - mixed.e12) <= 32 * G.ulpOfOne * size(of: 4, found))
    return found
  }

  /// What a part is rounded in units of: of second derivatives, where 1 − c² and the like cancel, the
  /// largest.
  func size<G: BinaryFloatingPoint>(of part: Int, _ all: [G]) -> G {
    part < 3 ? abs(all[part]) : all[3...].map { abs($0) }.max() ?? 0
  }

  enum Pair: Sendable {
    case hypot, angle, larger, smaller, logSumExp
    func callAsFunction<N: Scalar>(_ x: N, _ y: N) -> N {
      switch self {
      case .hypot: .hypot(x, y)
      case .angle: .atan2(y: y, x: x)
      case .larger: .maximum(of: x, y)
      case .smaller: .minimum(of: x, y)
      case .logSumExp: .logSumExp([x, y])
      }
    }
  }

  func expect<G: BinaryFloatingPoint>(_ f: Pair, _ x: G, _ y: G, _ found: [G], _ right: [G]) {
    for (k, (a, b)) in zip(found, right).enumerated() {
      let size = right.count == 6 ? size(of: k, right) : abs(b)
      #expect(abs(a - b) <= 16 * G.ulpOfOne * size, "\(f) at \(x), \(y), part \(k): \(a), not \(b)")
    }
  }

  static let directions: [(Double, Double)] = [
    (3, 4), (-3, 4), (-3, -4), (3, -4), (1, 1), (-1, 1), (2, 0), (-2, 0), (0, 5), (0, -5), (1, 1e-9),
    (-1e-9, 7),
  ]

  /// h_x = x/h, h_xx = y²/h³; θ_x = −y/h², θ_xx = 2xy/h⁴.
  @Test(arguments: directions) func polar(_ a: Double, _ b: Double) {
    for scale in [1, 0x1p-300, 0x1p300] {
      let (x, y) = (a * scale, b * scale)
      let h = Double.hypot(x, y)
      let (c, s) = (x / h, y / h)
      expect(.hypot, x, y, jet(x, y, .hypot), [h, c, s, s * s / h, -c * s / h, c * c / h])
      let found = jet(x, y, .angle)
      expect(.angle, x, y, found, [.atan2(y: y, x: x), -s / h, c / h])
      let (twice, difference) = (2 * c * s, (s - c) * (s + c))
      for (k, right) in [twice, difference, -twice].enumerated() {
        #expect(abs(found[k + 3] * h * h - right) <= 32 * .ulpOfOne, "second derivative \(k) at \(x), \(y)")
      }
    }
    let single = jet(Float(a * 0x1p100), Float(b * 0x1p100), .hypot)
    #expect(single.allSatisfy { $0.isFinite }, "squares overflow in single precision")
  }

  @Test func noAngleAtTheOrigin() {
    #expect(Dual<Double>.hypot(Dual(0, 1), Dual(0, nil)).value == 0)
    #expect(Dual<Double>.hypot(Dual(0, 1), Dual(0, nil)).tangent.isNaN)
    #expect(Dual<Double>.atan2(y: Dual(0, 1), x: Dual(0, nil)).tangent.isNaN)
  }

  /// Exactly one of both, whatever the other is; the mean of both slopes where they are equal.
  @Test(arguments: [(1.0, -1e20), (-3, 2), (0.1, 0.2), (1e300, -1e300), (5, 5)]) func extremes(
    _ x: Double, _ y: Double
  ) {
    let share = x > y ? 1 : x < y ? 0 : 0.5
    #expect(jet(x, y, .larger) == [max(x, y), share, 1 - share, 0, 0, 0])
    #expect(jet(x, y, .smaller) == [min(x, y), x == y ? 0.5 : 1 - share, x == y ? 0.5 : share, 0, 0, 0])
  }

  /// With p = e^{x − L}: L_x = p, L_xx = p(1 − p) = −L_xy.
  @Test(arguments: [(0.0, 0.0), (1, -2), (-50, 0), (800, 799), (-800, -801), (1000, -1000)])
  func logSumExp(_ x: Double, _ y: Double) {
    let (p, q) = (1 / (1 + Double.exp(y - x)), 1 / (1 + Double.exp(x - y)))
    let value = max(x, y) + Double.log(onePlus: .exp(-abs(x - y)))
    let found = jet(x, y, .logSumExp)
    #expect(abs(found[0] - value) <= 2 * .ulpOfOne * max(1, abs(value)))
    // To the rounding of the shares, which add up to 1.
    for (a, b) in zip(found.dropFirst(), [p, q, p * q, -p * q, p * q]) {
      #expect(abs(a - b) <= 8 * .ulpOfOne, "log-sum-exp at \(x), \(y): \(a), not \(b)")
    }
    let three = Dual<Double>.logSumExp([Dual(x, 1), Dual(y, 1), Dual(x, 1)])
    #expect(abs(three.tangent - 1) <= 8 * .ulpOfOne, "a shift of all shifts the sum")
    #expect(Double.logSumExp([]) == -.infinity)
  }
}
