// SPDX-License-Identifier: MIT

import Differentiation
import Essentials
import GSL
import PDE

/// Δu = 0 on the unit square, u = 1 on y = 1 and 0 on the other sides, by conformal mapping.
///
/// w = sn(2K(x − ½) + iK'y; k) takes a rectangle of 2K by K' to the upper half-plane, its corners to ±1 and
/// ±1/k. It is a square for K' = 2K, which is so for k = (√2 − 1)². The top goes to |w| > 1/k, so that
///
///     u = 1 − (arg(w − 1/k) − arg(w + 1/k))/π
///
/// With s, c, d = sn, cn, dn of the real part and s₁, c₁, d₁ those of the imaginary part by the complementary
/// modulus, w = (s d₁ + i c d s₁ c₁)/D, D = c₁² + k² s² s₁² (DLMF 22.8.1 with 22.6.4): homogeneous in D,
/// which vanishes at the pole in the middle of the top,
///
///     u = arg(D² − k²|N|² + 2ikD Im N)/π,   w = N/D
struct ConformalSquare: Sendable {
  let quarter: Double
  /// k.
  static let modulus = 3 - 2 * 2.0.squareRoot()

  var method: String { "conformal map of the square by Jacobi's sn (GSL elljac)" }

  init() throws(GSLError) {
    _ = GSL.ready
    var result = gsl_sf_result()
    try GSL.check(gsl_sf_ellint_Kcomp_e(Self.modulus, gsl_mode_t(GSL_PREC_DOUBLE), &result), "K(k)")
    quarter = result.val
  }

  /// u with its rounding bounded, also of sn, cn and dn.
  func value(x: Double, y: Double) throws -> Measured {
    _ = try Point([.x, .y], [x, y]).values(.x, .y, in: (0...1, 0...1))
    let m = Self.modulus * Self.modulus
    let (s, c, d) = try jacobi(2 * quarter * (x - 0.5), m)
    let (s1, c1, d1) = try jacobi(2 * quarter * y, 1 - m)
    // Three rounded operations and the root.
    let k = RunningError(Self.modulus, error: 4 * 0x1p-53)
    let denominator = c1 * c1 + k * k * s * s * s1 * s1
    let (re, im) = (k * s * d1, k * c * d * s1 * c1)
    let real = denominator * denominator - re * re - im * im
    let imaginary = RunningError(2) * denominator * im
    let square = real.value * real.value + imaginary.value * imaginary.value
    let turned = real.value.magnitude * imaginary.error + imaginary.value.magnitude * real.error
    let angle = atan2(abs(imaginary.value), real.value)
    return Measured(angle / .pi, bar: turned / square / .pi + 4 * 0x1p-53 * angle)
  }

  /// GSL's descending Landen transformation is good to some units; the argument rounds too.
  private func jacobi(_ u: Double, _ m: Double) throws(GSLError) -> (RunningError, RunningError, RunningError)
  {
    var (s, c, d) = (0.0, 0.0, 0.0)
    try GSL.check(gsl_sf_elljac_e(u, m, &s, &c, &d), "sn(\(u) | \(m))")
    let (unit, argument) = (16 * 0x1p-53, 8 * 0x1p-53 * abs(u))
    return (
      RunningError(s, error: unit * abs(s) + argument * abs(c * d)),
      RunningError(c, error: unit + argument * abs(s * d)),
      RunningError(d, error: unit + argument * m * abs(s * c))
    )
  }
}
