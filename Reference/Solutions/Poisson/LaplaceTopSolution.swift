// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule

/// Δu = 0 on the unit square with a constant u on the side y = 1 and u = 0 on the others.
///
/// The sinh series (4/π) Σ_(n odd) sin nπx sinh nπy/(n sinh nπ) converges badly at y = 1. With 1/sinh nπ as a
/// geometric series it sums in closed form: the potential of a half-strip
///
///     U(s) = (4/π) Σ_(n odd) e^(−nπs) sin nπx/n = (2/π) atan(sin πx/sinh πs),   s the distance from its end,
///     u = Σ_(j ≥ 0) U(2j + 1 − y) − U(2j + 1 + y)
///
/// images that fall by e^(−2π) each: eight are enough everywhere. Near y = 1 the first one is taken as
/// 1 − (2/π) atan(sinh πs/sin πx). At the top corners u jumps: the value there is a set.
package struct LaplaceTopSolution: ExactSeries {
  /// u on y = 1.
  package let top: Double
  package init(top: Double) { self.top = top }

  package func partial(near p: Point<Double>, order: Int) throws -> StripImages {
    guard top.isFinite else { throw SeriesError.parameter("top", top) }
    let (x, y) = try p.values(.x, .y, in: (0...1, 0...1))
    if y == 1, x == 0 || x == 1 { throw SeriesError.setValued([x, y]) }
    let isNearTop = Double.sin(.pi * min(x, 1 - x)) > Double.sinh(.pi * (1 - y))
    return StripImages(top: top, right: x > 0.5, isNearTop: isNearTop)
  }
}

/// The first eight pairs of images of ``LaplaceTopSolution``.
package struct StripImages: ExactSolution {
  let top: Double
  /// Seen from the nearer side.
  let right: Bool
  let isNearTop: Bool
  static let pairs = 8

  package func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    let sine = S.sin((right ? 1 - p.x : p.x).scaled(by: .pi))
    let end = S.sinh((1 - p.y).scaled(by: .pi))
    let first = S.atan(isNearTop ? end / sine : sine / end).scaled(by: 2 / .pi)
    var u = isNearTop ? 1 - first : first
    for j in 0..<Self.pairs {
      // Both of equal distance from y = 0 together, so that they cancel there.
      if j > 0 { u += potential(sine, S(Double(2 * j + 1)) - p.y) }
      u -= potential(sine, S(Double(2 * j + 1)) + p.y)
    }
    return [u.scaled(by: top)]
  }

  private func potential<S: Scalar>(_ sine: S, _ s: S) -> S {
    S.atan(sine / S.sinh(s.scaled(by: .pi))).scaled(by: 2 / .pi)
  }

  /// From U's series, whose first term holds all but a hundredth at such distances.
  package func tail(_ index: MultiIndex, at p: Point<Double>) -> Double {
    let k = Double(index.order)
    return top.magnitude * 3 * Double.pow(.pi, k) * Double.exp(-.pi * (Double(2 * Self.pairs + 1) - p.y))
  }
}
