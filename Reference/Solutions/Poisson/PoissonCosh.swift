// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule

/// −Δu = f, f constant, on the unit square by the series of Timoshenko & Goodier (torsion of a bar),
///
///     u/f = x(1 − x)/2 − (4/π³) Σ_(k odd) sin kπx/k³ · cosh kπ(y − ½)/cosh kπ/2
///
/// the second representation beside ``PoissonUniformSolution``. At the distance d from y = 0, 1 its terms
/// fall like e^(−kπd)/k³, at these sides only like 1/k³: x and y change places where that leaves more
/// distance.
package struct PoissonCosh: ExactSeries {
  package let source: Double
  package init(source: Double) { self.source = source }

  package func partial(near p: Point<Double>, order: Int) throws -> CoshSum {
    guard source.isFinite else { throw SeriesError.parameter("source", source) }
    let (x, y) = try p.values(.x, .y, in: (0...1, 0...1))
    let (a, b) = (min(x, 1 - x), min(y, 1 - y))
    if a == 0, b == 0, order > 1 { throw SeriesError.unbounded(order: 2, [x, y]) }
    // e^(−kπd) below 1e-19 with the powers of k that derivatives bring; 10⁵ terms at the most.
    let last = min(44 / (Double.pi * max(a, b)) + 5, 2e5)
    return CoshSum(
      source: source, terms: Int(last / 2) + 1, right: x > 0.5, top: y > 0.5, swapped: a > b)
  }
}

/// The first terms of ``PoissonCosh``.
package struct CoshSum: ExactSolution {
  let source: Double
  let terms: Int
  let right, top, swapped: Bool

  package func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    let (x, y) = (right ? 1 - p.x : p.x, top ? 1 - p.y : p.y)
    let (a, d) = swapped ? (y, x) : (x, y)
    var sum: S = 0
    for i in (0..<terms).reversed() {
      let k = Double(2 * i + 1)
      // The ratio of the cosh from decaying exponentials: they overflow at k = 450.
      let decay = S.exp(d.scaled(by: -k * .pi)) + S.exp((1 - d).scaled(by: -k * .pi))
      sum += S.sin(a.scaled(by: k * .pi)) * decay.divided(by: k * k * k * (1 + Double.exp(-k * .pi)))
    }
    let u = (a * (1 - a)).scaled(by: 0.5) - sum.scaled(by: 4 / (.pi * .pi * .pi))
    return [u.scaled(by: source)]
  }

  package func tail(_ index: MultiIndex, at p: Point<Double>) -> Double {
    let (x, y) = (right ? 1 - p.x : p.x, top ? 1 - p.y : p.y)
    let (d, order, k) = (swapped ? x : y, Double(index.order), Double(2 * terms + 1))
    // A term against the one before it; at the sides themselves the sum of 1/k³ from the integral.
    let ratio = Double.exp(-2 * .pi * d) * Double.pow(1 + 2 / k, max(0, order - 3))
    let count = order < 2 ? min(k / 2, 1 / (1 - ratio)) : 1 / (1 - ratio)
    let first = Double.pow(k * .pi, order) / (k * k * k) * Double.exp(-k * .pi * d)
    // Twice: the other exponential of the cosh is the smaller one.
    return ratio < 1 || order < 2 ? source.magnitude * 8 / (.pi * .pi * .pi) * first * count : .infinity
  }
}
