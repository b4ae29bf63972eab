// SPDX-License-Identifier: MIT

import Foundation
import GSL

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
