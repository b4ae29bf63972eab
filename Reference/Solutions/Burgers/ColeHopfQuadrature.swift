// SPDX-License-Identifier: MIT

import Essentials
import GSL
import PDE

/// The Cole–Hopf solution by adaptive quadrature, for viscosities where a Fourier method cannot afford the
/// shock.
///
/// Integration by parts moves the derivative from the initial value to the heat kernel (Whitham 1974, §4.2),
///
///     u = ∫ (x − y)/t e^(−G/2ν) dy / ∫ e^(−G/2ν) dy,   G = (x − y)²/2t + (cos πy)/π
///
/// another integrand, by another rule (`gsl_integration_qag`, 61 points, in panels that no hump can hide
/// between), node by node and with its own exponents. What it shares with ``ColeHopf`` is the transformation.
package struct ColeHopfQuadrature: Sendable {
  package let nu: Double
  package init(nu: Double) { self.nu = nu }

  package var method: String { "Whitham's form of the Cole–Hopf integral, adaptive GSL qag" }

  /// u at (x, t), t > 0. The bar is GSL's estimate of the quadrature's error and the rounding of the
  /// exponents.
  /// - Throws: ``ColeHopfError``; ``GSLError`` where the quadrature does not converge.
  package func value(x: Double, t: Double) throws -> Measured {
    guard nu.isFinite, nu > 0 else { throw ColeHopfError.viscosity(nu) }
    guard t.isFinite, t > 0 else { throw ColeHopfError.time(t) }
    guard x.isFinite else { throw ColeHopfError.position(x) }
    let (a, width) = (1 / (2 * .pi * nu), (4 * nu * t).squareRoot())
    // In z = (x − y)/√(4νt): −G/2ν = −A cos π(x − width z) − z².
    let exponent = { (z: Double) in -a * cos(.pi * (x - width * z)) - z * z }
    // A panel is at most a quarter of the integrand's period, and of the order of its narrowest hump.
    let radius = (2 * a + 60).squareRoot()
    let panels = Int((radius / min(1, 0.5 / width)).rounded(.up))
    let edges = (-panels...panels).map { radius * Double($0) / Double(panels) }
    // The largest exponent, near enough: it only scales.
    let samples = zip(edges, edges.dropFirst()).map { a, b in
      (0...16).map { exponent(a + (b - a) * Double($0) / 16) }.max() ?? 0
    }
    let largest = samples.max() ?? 0
    let workspace = try GSL.require(gsl_integration_workspace_alloc(200), "allocating a quadrature")
    defer { gsl_integration_workspace_free(workspace) }
    var moments = [Measured](repeating: Measured(0, bar: 0), count: 3)
    for (i, (from, to)) in zip(edges, edges.dropFirst()).enumerated() where samples[i] > largest - 80 {
      for power in 0..<3 {
        let integrand = GSLFunction { z in
          let w = exp(exponent(z) - largest)
          return power == 0 ? w : power == 1 ? z * w : z * z * w
        }
        let part = try integrand.integral(from, to, workspace, "Cole–Hopf at x = \(x), t = \(t), nu = \(nu)")
        moments[power] = Measured(moments[power].value + part.value, bar: moments[power].bar + part.bar)
      }
    }
    let (scale, weight) = (width / t, moments[0].value)
    let mean = moments[1].value / weight
    let deviation = max(moments[2].value / weight - mean * mean, 0).squareRoot()
    // The exponents round by some units of A and z²; a relative error of w moves the mean by at most this.
    let exponents = 0x1p-53 * (6 * a + 4 * radius * radius) * deviation
    let quadrature = (moments[1].bar + abs(mean) * moments[0].bar) / weight
    return Measured(scale * mean, bar: scale * (quadrature + exponents + 8 * 0x1p-53 * abs(mean)))
  }
}

/// A gsl_function with its closure. GSL keeps the pointer to the struct, so it lives on the heap, as long as
/// this.
final class GSLFunction {
  private let pointer: UnsafeMutablePointer<gsl_function>
  private let box: Box

  init(_ f: @escaping (Double) -> Double) {
    box = Box(f)
    pointer = .allocate(capacity: 1)
    pointer.initialize(
      to: gsl_function(
        function: { x, parameters in
          guard let parameters else { return .nan }
          return Unmanaged<Box>.fromOpaque(parameters).takeUnretainedValue().f(x)
        }, params: Unmanaged.passUnretained(box).toOpaque()))
  }
  deinit {
    pointer.deinitialize(count: 1)
    pointer.deallocate()
  }

  /// To a relative 1e-12, with GSL's estimate of the error as the bar.
  func integral(
    _ from: Double, _ to: Double, _ workspace: UnsafeMutablePointer<gsl_integration_workspace>,
    _ task: @autoclosure () -> String
  ) throws(GSLError) -> Measured {
    var (result, error) = (0.0, 0.0)
    let status = gsl_integration_qag(
      pointer, from, to, 1e-40, 1e-12, 200, Int32(GSL_INTEG_GAUSS61), workspace, &result, &error)
    try GSL.check(status, task())
    return withExtendedLifetime(self) { Measured(result, bar: error) }
  }

  private final class Box {
    let f: (Double) -> Double
    init(_ f: @escaping (Double) -> Double) { self.f = f }
  }
}
