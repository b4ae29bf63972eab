// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule

/// −Δu = f, f constant, on the unit square with u = 0 on its sides.
///
/// The textbook's cosh series (``PoissonCosh``) needs 200,000 terms near a corner. This is the expansion
/// about the nearest corner, which needs at most 33 anywhere. Take the corner as the origin, z = a + ib
/// inward, f = 1.
///
/// u_aa is harmonic, −1 on the sides a = 0, 1 and 0 on b = 0, 1. Reflected at the sides it is the imaginary
/// part of a function with logarithms at all lattice points ω = m + ni, of alternating sign:
///
///     u_aa = Im f,   f' = −(2/π) Σ (−1)^(m+n)/(z − ω) = −(2/π) (1/z − Σ_j E_j z^(4j−1)),
///     E_j = Σ' (−1)^(m+n) ω^(−4j) = (2 (−4)^(−j) − 1) Σ' ω^(−4j)
///
/// since m + n is even on (1 + i)ℤ[i], and (1 + i)⁴ = −4. Integrated, with u = 0 on a = 0 and b = 0,
///
///     u = −b²/2 − (2/π) Im( z² (½ log z + κ) − Σ_j E_j z^(4j+2)/(4j (4j + 1)(4j + 2)) )
///
/// and κ from u_ab = Re f = 0 in the middle of a side. It converges for |z| < 1; within a quarter of the
/// square
/// |z|⁴ ≤ ¼.
package struct PoissonUniformSolution: ExactSeries {
  /// f.
  package let source: Double
  /// −E_j/(4j (4j + 1)(4j + 2)), from j = 1.
  let coefficients: [Double]

  package init(source: Double) {
    self.source = source
    coefficients = Self.coefficients(36)
  }

  /// The lattice sums G_k = Σ' ω^(−k) by the recurrence of Weierstrass' ℘, whose terms are all positive: with
  /// c_k = (2k − 1) G_2k, c_k = 3/((2k + 1)(k − 3)) Σ c_m c_(k−m).
  static func coefficients(_ count: Int) -> [Double] {
    var c = [0, 0, 3 * 3.151212002153897538, 0]  // G₄ = Γ(¼)⁸/960π²
    for k in 4...2 * count {
      let sum = (2...k - 2).reduce(0.0) { $0 + c[$1] * c[k - $1] }
      c.append(3 * sum / Double((2 * k + 1) * (k - 3)))
    }
    return (1...count).map { j in
      let power = Double(sign: j % 2 == 0 ? .plus : .minus, exponent: 1 - 2 * j, significand: 1)
      let n = Double(4 * j)
      return (1 - power) * c[2 * j] / (n - 1) / (n * (n + 1) * (n + 2))
    }
  }

  package func partial(near p: Point<Double>, order: Int) throws -> CornerExpansion {
    guard source.isFinite else { throw SeriesError.parameter("source", source) }
    let (x, y) = try p.values(.x, .y, in: (0...1, 0...1))
    let (a, b) = (min(x, 1 - x), min(y, 1 - y))
    let square = a * a + b * b
    // u ~ ab log r: no second derivative.
    if square == 0, order > 1 { throw SeriesError.unbounded(order: 2, [x, y]) }
    // |z|^4j below 1e-21.
    let terms = square == 0 ? 0 : min(coefficients.count, Int((-24.2 / Double.log(square)).rounded(.up)))
    return CornerExpansion(
      source: source, coefficients: Array(coefficients.prefix(terms)), right: x > 0.5, top: y > 0.5,
      swapped: b > a)
  }
}

/// ``PoissonUniformSolution`` about one corner.
package struct CornerExpansion: ExactSolution {
  let source: Double
  let coefficients: [Double]
  /// Which corner, and whether y is a: the larger of the two, for atan b/a.
  let right, top, swapped: Bool

  package func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    guard let last = coefficients.last else { return [0] }
    let (x, y) = (right ? 1 - p.x : p.x, top ? 1 - p.y : p.y)
    let (a, b) = swapped ? (y, x) : (x, y)
    let z2 = (re: (a - b) * (a + b), im: (a * b).scaled(by: 2))
    let z4 = (re: z2.re * z2.re - z2.im * z2.im, im: (z2.re * z2.im).scaled(by: 2))
    var sum: (re: S, im: S) = (S(last), 0)
    for c in coefficients.dropLast().reversed() {
      sum = (sum.re * z4.re - sum.im * z4.im + S(c), sum.re * z4.im + sum.im * z4.re)
    }
    let re =
      S.log(a * a + b * b).scaled(by: 0.25) - S(0.4413071273242178956) + sum.re * z4.re - sum.im * z4.im
    let im = S.atan(b / a).scaled(by: 0.5) + sum.re * z4.im + sum.im * z4.re
    let u = (b * b).scaled(by: 0.5) + (z2.re * im + z2.im * re).scaled(by: 2 / .pi)
    return [-(u.scaled(by: source))]
  }

  /// |E_j| < 4.8, and the derivative of z^(n+2)/(n(n+1)(n+2)) is at most |z|^(n+2−k), times n for k = 4; the
  /// rest is geometric. Beside it the rounding of the coefficients, of which the first term has the most.
  package func tail(_ index: MultiIndex, at p: Point<Double>) -> Double {
    let k = min(index.order, 4)
    let (a, b) = (right ? 1 - p.x : p.x, top ? 1 - p.y : p.y)
    let r = Double.hypot(a, b)
    // So near the corner that |z|² underflows: nothing is summed, and r² log r is left out.
    guard !coefficients.isEmpty else { return source.magnitude * 1000 * Double.pow(r, 2 - k) }
    let rest = 8 * Double.pow(r, Double(4 * coefficients.count + 6 - k))
    let first = [0.08, 0.5, 2.4, 9.5, 30][k] * Double.pow(r, 6 - k)
    return source.magnitude * (rest * (k == 4 ? Double(4 * coefficients.count + 6) : 1) + 0x1p-47 * first)
  }
}
