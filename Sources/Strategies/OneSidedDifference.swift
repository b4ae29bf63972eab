// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// Forward differences, the step √eps at first order: one evaluation less than a central difference, and half
/// its digits.
///
/// With truncation error (k/2)·h and rounding error 2ᵏu/hᵏ the best step is h* = (2ᵏ⁺¹u)^{1/(k+1)}.
@usableFromInline package struct OneSidedDifference: Strategy, NetworkStrategy {
  /// The length over which the function varies.
  @usableFromInline package let scale: Double
  @usableFromInline package init(scale: Double = 1) { self.scale = scale }
  @usableFromInline package var name: String { "one-sided-difference" }
  @usableFromInline package var summary: String {
    "forward differences, step by order and precision (√eps at first order)"
  }
  @usableFromInline package var isApproximate: Bool { true }
  @usableFromInline package var maximumOrder: Int { 4 }

  /// Σ (−1)ᵏ⁻ⁱ (k over i) u(x + i h)
  @usableFromInline static func stencil(_ k: Int) -> Stencil { stencils[k] }
  private static let stencils = (0...4).map { k in
    Stencil(order: k, (0...k).map { i in ((k - i) % 2 == 0 ? 1 : -1) * binomial(k, i) }, from: 0)
  }

  /// h for a derivative of the order k ≥ 1 where evaluations are good to u.
  @usableFromInline package func step(order k: Int, unitRoundoff u: Double) -> Double {
    powerOfTwo(near: Double.pow(Double.exp2(Double(k + 1)) * u, 1 / Double(k + 1)) * scale)
  }

  @usableFromInline package func expectedError(order k: Int, unitRoundoff u: Double) -> Double {
    if k == 0 { return u }
    let h = step(order: k, unitRoundoff: u) / scale
    return Double(k) / 2 * h + Double.exp2(Double(k)) * u / Double.pow(h, k)
  }

  @inlinable package func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight {
    _ = try maximal(indices, at: p.coordinates)
    var values = Neighbourhood(of: field, around: p)
    return values.jet(indices, step: step, Self.stencil)
  }
}
