// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule

/// Δ²w = q, q constant, on the unit square with w = 0 and Δw = 0 on its sides: Lévy's series
///
///     w/q = a(1 − a)(1 + a − a²)/24 − (4/π⁵) Σ_(k odd) sin kπa/k⁵ · (F(d) + F(1 − d))/2(1 + e),
///     F(s) = e^(−kπs) (2 + kπs − kπe/(1 + e)),   e = e^(−kπ)
///
/// the beam across, and what the two other sides change of it: the textbook's cosh and sinh over cosh kπ/2,
/// multiplied out, so that nothing overflows and every term decays. Its terms fall like e^(−kπd)/k⁴, d the
/// distance from the sides d = 0, 1: x and y change places where that leaves more distance. At the corners,
/// where w ~ r⁴ log r, fourth derivatives are unbounded.
///
/// Timoshenko and Woinowsky-Krieger, Theory of Plates and Shells, §30.
package struct PlateSolution: ExactSeries {
  /// q.
  package let load: Double
  package init(load: Double) { self.load = load }

  package func partial(near p: Point<Double>, order: Int) throws -> PlateSum {
    guard load.isFinite else { throw SeriesError.parameter("load", load) }
    let (x, y) = try p.values(.x, .y, in: (0...1, 0...1))
    let (a, b) = (min(x, 1 - x), min(y, 1 - y))
    if a == 0, b == 0, order > 3 { throw SeriesError.unbounded(order: 4, [x, y]) }
    // On a side every sine is zero.
    let isOnSide = order == 0 && min(a, b) == 0
    // e^(−kπd) below 1e-19; within 1e-3 of a corner the powers of k alone must do.
    let last = isOnSide ? 1 : min(44 / (Double.pi * max(a, b)) + 5, 2e4)
    return PlateSum(
      load: load, terms: Int(last / 2) + 1, right: x > 0.5, top: y > 0.5, swapped: a > b, isOnSide: isOnSide)
  }
}

/// The first terms of ``PlateSolution``.
package struct PlateSum: ExactSolution {
  let load: Double
  let terms: Int
  let right, top, swapped: Bool
  /// Whether only the value is asked for, on a side, where the terms are zero.
  let isOnSide: Bool

  package func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    let (x, y) = (right ? 1 - p.x : p.x, top ? 1 - p.y : p.y)
    let (a, d) = swapped ? (y, x) : (x, y)
    var sum: S = 0
    for i in (0..<terms).reversed() {
      let k = Double(2 * i + 1)
      let e = Double.exp(-k * .pi)
      let rest = 2 - k * .pi * e / (1 + e)
      func decay(_ s: S) -> S {
        let t = s.scaled(by: k * .pi)
        return S.exp(t.scaled(by: -1)) * (t + S(rest))
      }
      sum += S.sin(a.scaled(by: k * .pi)) * (decay(d) + decay(1 - d)).divided(by: k * k * k * k * k * (1 + e))
    }
    let beam = (a * (1 - a) * (1 + a - a * a)).divided(by: 24)
    return [(beam - sum.scaled(by: 2 / Double.pow(.pi, 5))).scaled(by: load)]
  }

  /// The derivative of F by s, j times, is at most (kπ)ʲ (2 + j + kπs) e^(−kπs), which is the larger at the
  /// nearer side.
  package func tail(_ index: MultiIndex, at p: Point<Double>) -> Double {
    if isOnSide { return 0 }
    let (x, y) = (right ? 1 - p.x : p.x, top ? 1 - p.y : p.y)
    let (s, order, k) = (Double.pi * (swapped ? x : y), Double(index.order), Double(2 * terms + 1))
    let first = Double.pow(k * .pi, order) / Double.pow(k, 5) * (2 + order + k * s) * Double.exp(-k * s)
    // A term against the one before it; at the sides themselves the sum of 1/k from the integral.
    let ratio = Double.exp(-2 * s) * (1 + 2 * s / (2 + order + k * s))
    let flat = order < 4 ? 1 + k / (2 * (4 - order)) : .infinity
    let count = min(flat, ratio < 1 ? 1 / (1 - ratio) : .infinity)
    return load.magnitude * 4 / Double.pow(.pi, 5) * first * count
  }
}

extension ClosedForm where Solution == PlateSolution {
  /// Δ²w = `load`, constant, on the unit square, w = Δw = 0 on its sides; checked by differences.
  ///
  /// −Δw is a membrane's −Δu = `load`, and its values, by an expansion that shares nothing with this one, are
  /// the differences' source.
  package static func plate(load: Double = 1) -> Self {
    let membrane = PoissonUniformSolution(source: load)
    let differences = FivePoint { x, y in
      let p = Point([.x, .y], [x, y])
      return (try? membrane.partial(near: p, order: 0)(p)[0]) ?? .nan
    }
    return Self("Lévy's series", PlateSolution(load: load), of: [.x, .y]) { form in
      // At the corners the series has thousands of terms.
      try form.withDerivatives(
        form.compared(with: differences), over: Domain(x: 0.05...0.95, y: 0...1), inside: 2)
    }
  }
}
