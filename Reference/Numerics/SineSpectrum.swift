// SPDX-License-Identifier: MIT

import Essentials
import GSL

/// The transforms between sine coefficients and the grid, with their work space.
final class SineSpectrum {
  private let modes, used: Int
  private let nu: Double
  private let grid: UnsafeMutablePointer<Double>
  /// e^(damping·τ) for the stages of the last steps: rk8pd has twelve, the same in every step of one size.
  private var factors: [(tau: Double, values: [Double])] = []

  init(modes: Int, used: Int, nu: Double) {
    self.modes = modes
    self.used = used
    self.nu = nu
    grid = .allocate(capacity: 2 * modes)
  }
  deinit {
    grid.deallocate()
  }

  /// ν(kπ)² of the mode k = i + 1.
  func damping(_ i: Int) -> Double { nu * Double.pi * Double.pi * Double((i + 1) * (i + 1)) }

  /// Σ b_k sin(kπj/modes) into the grid. GSL stores the real parts at k, the imaginary parts at −k.
  private func synthesize() -> Bool {
    gsl_fft_halfcomplex_radix2_backward(grid, 1, 2 * modes) == Int32(GSL_SUCCESS)
  }

  private func growth(_ tau: Double) -> [Double] {
    if let known = factors.first(where: { $0.tau == tau }) { return known.values }
    let values = (0..<used).map { exp(damping($0) * tau) }
    if factors.count == 16 { factors.removeAll() }
    factors.append((tau, values))
    return values
  }

  /// v' at τ = `tau` of the step: e^(damping·τ) N(b); false where it overflows.
  func rate(tau: Double, _ v: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>) -> Bool {
    let n = 2 * modes
    let factor = growth(tau)
    grid.update(repeating: 0, count: n)
    for i in 0..<used {
      grid[n - 1 - i] = -0.5 * v[i] / factor[i]
    }
    guard synthesize() else { return false }
    for j in 0..<n { grid[j] *= grid[j] }
    guard gsl_fft_real_radix2_transform(grid, 1, n) == Int32(GSL_SUCCESS) else { return false }
    // u² = Σ a_k cos kπx, a_k = 2/n times the transform.
    let scale = Double.pi / Double(n)
    var sum = 0.0
    for i in 0..<used {
      out[i] = Double(i + 1) * scale * grid[i + 1] * factor[i]
      sum += out[i]
    }
    return sum.isFinite
  }

  /// Back from v to b after a step h.
  func decay(_ b: inout [Double], _ h: Double) {
    for i in 0..<used { b[i] *= exp(-damping(i) * h) }
  }

  /// u at the positions j/modes.
  func values(_ b: [Double]) throws -> [Double] {
    let n = 2 * modes
    grid.update(repeating: 0, count: n)
    for i in 0..<used { grid[n - 1 - i] = -0.5 * b[i] }
    guard synthesize() else { throw GSLError(Int32(GSL_EFAILED), "transforming \(modes) modes") }
    return (0..<modes).map { grid[$0] }
  }
}

/// Discrete sine transforms by GSL's real FFT, with their work space.
///
///     v_k = Σ_(j=1)^(n−1) u_j sin πjk/n
///
/// which is its own inverse but for the factor 2/n.
final class SineTransform {
  private let n: Int
  private let work: UnsafeMutablePointer<Double>

  /// - Parameter n: the number of intervals, a power of 2.
  init(_ n: Int) {
    self.n = n
    work = .allocate(capacity: 2 * n)
  }
  deinit {
    work.deallocate()
  }

  /// In place; `row` holds n − 1 numbers.
  func apply(_ row: UnsafeMutablePointer<Double>) throws(GSLError) {
    // Odd, with the period 2n: its transform is −2i v_k, stored at 2n − k.
    work[0] = 0
    work[n] = 0
    for j in 1..<n {
      work[j] = row[j - 1]
      work[2 * n - j] = -row[j - 1]
    }
    try GSL.check(gsl_fft_real_radix2_transform(work, 1, 2 * n), "a sine transform of \(n) intervals")
    for k in 1..<n { row[k - 1] = -0.5 * work[2 * n - k] }
  }
}
