// SPDX-License-Identifier: MIT

import GSL
import PDE

/// Burgers with u(x, 0) = −sin πx and u(±1, t) = 0 by a Fourier method, independent of the Cole–Hopf
/// transformation.
///
/// The solution is odd with the period 2, u = Σ b_k sin kπx, and
///
///     b_k' = −ν(kπ)² b_k + N_k(b),   N = −½ (u²)_x
///
/// by transforms (`gsl_fft`), without aliasing: the upper third of the modes is kept zero. Time steps are
/// Prince and Dormand's of order 8 (GSL's rk8pd) on v_k = e^(ν(kπ)²τ) b_k, where τ restarts from 0 at every
/// step, so that the diffusion is exact and its factors stay moderate.
package struct SpectralBurgers: Sendable {
  package let nu: Double
  /// How many sine modes the transforms hold, a power of 2; two thirds of them are used.
  package let modes: Int

  /// The spectrum falls like e^(−π²ν k), since the shock is a hyperbolic tangent with poles πν off the real
  /// axis: 3.7/ν modes reach the rounding, 5.6/ν hold them in their lower two thirds.
  package init(nu: Double) {
    self.nu = nu
    var modes = 64
    while Double(modes) < 5.6 / nu, modes < 1 << 20 { modes *= 2 }
    self.modes = modes
  }

  package var method: String { "Fourier method of lines, \(modes) sine modes, GSL fft and rk8pd" }

  /// u at the positions j/modes, j = 0 … modes − 1, at each time: `[time][j]`.
  ///
  /// The bar is 1.25 times the largest difference over the grid from the run with half the modes and twice
  /// the step, which is worse by orders of magnitude, and so is the difference than the error.
  /// - Parameter times: ascending, none negative.
  /// - Throws: ``InitialValueError``, or ``GSLError`` where GSL gives up or the solution blows up.
  package func values(at times: [Double]) throws -> [[Measured]] {
    guard nu > 0, 5.6 / nu <= Double(modes) else { throw ColeHopfError.viscosity(nu) }
    let fine = try run(modes, times)
    let coarse = try run(modes / 2, times)
    return zip(zip(fine, coarse), times).map { runs, time in
      let (fine, coarse) = runs
      let worst = coarse.indices.map { abs(coarse[$0] - fine[2 * $0]) }.max() ?? .infinity
      // Before the shock both runs are exact but for their rounding: one a step.
      let rounding = (time / longestStep(modes) + 4) * 0x1p-53
      return fine.map { Measured($0, bar: 1.25 * worst + rounding) }
    }
  }

  package func position(_ j: Int) -> Double { Double(j) / Double(modes) }

  /// The fastest mode turns by its wave number times max|u| = 1 and decays by ν(kπ)²: 2.5 radians a step
  /// leave 1e-10 at the shock, and e^60 of decay is where the factors would begin to lift rounding.
  private func longestStep(_ modes: Int) -> Double {
    let wave = Double.pi * Double(2 * modes / 3)
    return min(2.5 / wave, 60 / (nu * wave * wave))
  }

  private func run(_ modes: Int, _ times: [Double]) throws -> [[Double]] {
    let used = 2 * modes / 3
    let spectrum = SineSpectrum(modes: modes, used: used, nu: nu)
    let step = try GSL.require(gsl_odeiv2_step_alloc(plumbline_rk8pd(), used), "allocating \(used) modes")
    defer { gsl_odeiv2_step_free(step) }
    let system = GSLSystem(count: used) { spectrum.rate(tau: $0, $1, $2) }
    var b = Array(repeating: 0.0, count: used)
    b[0] = -1
    var error = b
    let longest = longestStep(modes)
    var (t, values): (Double, [[Double]]) = (0, [])
    for time in times {
      guard time.isFinite, time >= t else { throw InitialValueError.time(time, after: t) }
      let steps = Int(((time - t) / longest).rounded(.up))
      for i in 0..<steps {
        let h = (time - t) / Double(steps)
        let status = gsl_odeiv2_step_apply(step, 0, h, &b, &error, nil, nil, system.pointer)
        try GSL.check(status, "the step \(i) of \(steps) from t = \(t) to \(time) with \(modes) modes")
        spectrum.decay(&b, h)
      }
      t = time
      values.append(try spectrum.values(b))
    }
    return withExtendedLifetime(system) { values }
  }
}
