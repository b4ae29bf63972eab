import Differentiation
import GSL
import PDE
import RealModule

/// The Cole–Hopf quotient by GSL's adaptive Gauss–Kronrod quadrature: independent of the trapezoidal rule, at any ν.
struct ColeHopfQuadrature {
  let nu: Double

  /// u at t > 0, the bar from GSL's error estimates of both integrals.
  func value(x: Double, t: Double) throws -> Measured {
    let a = 1 / (2 * Double.pi * nu)
    let width = (4 * nu * t).squareRoot()
    let limit = (2 * a + 40).squareRoot()
    func exponent(_ z: Double) -> Double { -a * .cos(.pi * (x - z * width)) - z * z }
    let peak = stride(from: -limit, through: limit, by: limit / 2000).max { exponent($0) < exponent($1) } ?? 0
    let shift = exponent(peak)
    let (sine, sineBar) = try integrate(-limit, limit) {
      .sin(.pi * (x - $0 * width)) * .exp(exponent($0) - shift)
    }
    let (one, oneBar) = try integrate(-limit, limit) { .exp(exponent($0) - shift) }
    let u = -sine / one
    return Measured(u, bar: (sineBar + abs(u) * oneBar) / one + 8 * (1 + a) * 0x1p-52)
  }

  private func integrate(
    _ from: Double, _ to: Double, _ f: @escaping (Double) -> Double
  ) throws -> (Double, Double) {
    let task = "adaptive quadrature at nu = \(nu)"
    let workspace = try GSL.require(gsl_integration_workspace_alloc(4000), task)
    defer { gsl_integration_workspace_free(workspace) }
    let box = IntegrandBox(f)
    return try withExtendedLifetime(box) {
      var integrand = gsl_function(
        function: { z, box in Unmanaged<IntegrandBox>.fromOpaque(box!).takeUnretainedValue().f(z) },
        params: Unmanaged.passUnretained(box).toOpaque())
      var (result, error) = (0.0, 0.0)
      let status = gsl_integration_qag(&integrand, from, to, 0, 1e-12, 4000, 6, workspace, &result, &error)
      // Rounding that stops the refinement is in the error estimate.
      if status != Int32(GSL_EROUND) { try GSL.check(status, task) }
      return (result, error)
    }
  }

  func compare(with solution: ColeHopf) throws -> Agreement {
    var pairs: [(Measured, Measured)] = []
    for t in [0.1, 0.25, 0.5, 1.0] {
      for i in 0...16 {
        let x = -1 + Double(i) / 8 + 0.01 * (i < 16 ? 1 : 0)
        let p = Point([.x, .t], [x, t])
        pairs.append((try solution.value(at: p), try value(x: x, t: t)))
      }
    }
    return Agreement(
      method: "adaptive Gauss-Kronrod quadrature of the same integral (gsl_integration_qag)", pairs)
  }
}

private final class IntegrandBox {
  let f: (Double) -> Double
  init(_ f: @escaping (Double) -> Double) { self.f = f }
}
