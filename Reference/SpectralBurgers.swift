import Differentiation
import GSL
import PDE
import RealModule

/// The second opinion on Burgers: a Fourier method of lines with period 2, marched by GSL's rk8pd with an integrating
/// factor for the diffusion. It knows nothing of the Cole–Hopf transform.
///
/// With û_k = e^(−νπ²k²τ) v_k over one step the viscous term is exact, and
/// v_k′ = −(iπk/2) e^(νπ²k²τ) (u²)^_k.
public struct SpectralBurgers: Sendable {
  public let nu: Double
  /// Points of the period, a power of two.
  public let points: Int

  /// - Parameter points: by default enough to resolve the layer of width ν: 2048 at ν = 0.01/π.
  public init(nu: Double, points: Int? = nil) {
    self.nu = nu
    var n = 64
    while Double(n) * nu < 6.4, n < 1 << 14 { n *= 2 }
    self.points = points ?? n
  }

  /// u at x_j = −1 + 2j/points for each of the ascending times.
  public func solve(times: [Double]) throws -> [[Double]] {
    let system = FourierSystem(nu: nu, count: points)
    return try withExtendedLifetime(system) {
      var equations = gsl_odeiv2_system(
        function: { t, y, dydt, system in
          Unmanaged<FourierSystem>.fromOpaque(system!).takeUnretainedValue().derivative(t, y!, dydt!)
        },
        jacobian: nil, dimension: points, params: Unmanaged.passUnretained(system).toOpaque())
      let task = "spectral method of lines, nu = \(nu), \(points) points"
      let stepper = try GSL.require(gsl_odeiv2_step_alloc(plumbline_rk8pd(), points), task)
      defer { gsl_odeiv2_step_free(stepper) }
      var y = try system.transform(
        (0..<points).map { -Double.sin(.pi * (-1 + 2 * Double($0) / Double(points))) })
      var error = [Double](repeating: 0, count: points)
      // Within a step the integrating factor stays below e²⁰, and waves move by about one wave length.
      let fastest = Double(points / 2) * .pi
      let largest = min(20 / (nu * fastest * fastest), 2 / fastest)
      var t = 0.0
      return try times.map { time in
        let steps = max(1, Int(((time - t) / largest).rounded(.up)))
        let h = (time - t) / Double(steps)
        for _ in 0..<steps where h > 0 {
          try GSL.check(gsl_odeiv2_step_apply(stepper, 0, h, &y, &error, nil, nil, &equations), task)
          system.diffuse(&y, h)
        }
        t = time
        return try system.values(y)
      }
    }
  }

  /// Against another solution at four times; the bar is the difference to half the points.
  public func compare(with solution: ColeHopf) throws -> Agreement {
    let times = [0.1, 0.3, 0.6, 1.0]
    let fine = try solve(times: times)
    let coarse = try SpectralBurgers(nu: nu, points: points / 2).solve(times: times)
    var pairs: [(Measured, Measured)] = []
    for (k, t) in times.enumerated() {
      let bar = zip(coarse[k].indices, coarse[k]).map { abs($1 - fine[k][2 * $0]) }.max() ?? .infinity
      for j in stride(from: 0, to: points, by: max(1, points / 256)) {
        let x = -1 + 2 * Double(j) / Double(points)
        pairs.append(
          (try solution.value(at: Point([.x, .t], [x, t])), Measured(fine[k][j], bar: bar + 1e-13)))
      }
    }
    return Agreement(
      method: "Fourier method of lines, \(points) against \(points / 2) points (gsl_fft, gsl_odeiv2 rk8pd)",
      pairs)
  }
}

/// The right-hand side in GSL's half-complex order: real parts at k, imaginary parts at count − k.
private final class FourierSystem {
  let nu: Double
  let count: Int
  private var work: [Double]
  init(nu: Double, count: Int) {
    self.nu = nu
    self.count = count
    work = [Double](repeating: 0, count: count)
  }

  func derivative(_ tau: Double, _ y: UnsafePointer<Double>, _ dydt: UnsafeMutablePointer<Double>) -> Int32 {
    let half = count / 2
    let decay = (0...half).map { k in Double.exp(-nu * .pi * .pi * Double(k * k) * tau) }
    for k in 0...half { work[k] = y[k] * decay[k] }
    for k in 1..<half { work[count - k] = y[count - k] * decay[k] }
    guard gsl_fft_halfcomplex_radix2_inverse(&work, 1, count) == GSL_SUCCESS else {
      return Int32(GSL_FAILURE)
    }
    for i in 0..<count { work[i] *= work[i] }
    guard gsl_fft_real_radix2_transform(&work, 1, count) == GSL_SUCCESS else { return Int32(GSL_FAILURE) }
    dydt[0] = 0
    dydt[half] = 0
    for k in 1..<half {
      let factor = 0.5 * .pi * Double(k) / decay[k]
      dydt[k] = factor * work[count - k]
      dydt[count - k] = -factor * work[k]
    }
    return Int32(GSL_SUCCESS)
  }

  /// The integrating factor of a finished step.
  func diffuse(_ y: inout [Double], _ h: Double) {
    for k in 1...count / 2 {
      let decay = Double.exp(-nu * .pi * .pi * Double(k * k) * h)
      y[k] *= decay
      if k < count / 2 { y[count - k] *= decay }
    }
  }

  func transform(_ values: [Double]) throws -> [Double] {
    var y = values
    try GSL.check(gsl_fft_real_radix2_transform(&y, 1, count), "Fourier transform")
    return y
  }
  func values(_ y: [Double]) throws -> [Double] {
    var u = y
    try GSL.check(gsl_fft_halfcomplex_radix2_inverse(&u, 1, count), "inverse Fourier transform")
    return u
  }
}
