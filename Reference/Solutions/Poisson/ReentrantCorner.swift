// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule
import Sampling

/// u = r^(2/3) sin 2θ/3 on a domain about the corner (0, 0) that turns by 3π/2 there, θ counted from its side
/// y = 0, x > 0 to x = 0, y < 0: harmonic, zero on both sides, its slope r^(−1/3) at the corner.
///
/// From the bisector u is even, and with the half angle one formula serves all of the domain:
///
///     u = r^(2/3) cos 2φ/3,   φ = θ − 3π/4,   tan φ/2 = −(x + y)/(√2 r + y − x)
package struct ReentrantCorner: ExactSeries {
  let domain: Domain
  /// - Parameter domain: in x and y, with the corner at (0, 0).
  package init(_ domain: Domain) { self.domain = domain }

  package func partial(near p: Point<Double>, order: Int) throws -> CornerFunction {
    let p = try domain.point(p.values)
    // Where r² underflows, too.
    let isCorner = p.x * p.x + p.y * p.y < .leastNormalMagnitude
    if isCorner, order > 0 { throw SeriesError.unbounded(order: 1, p.values) }
    return CornerFunction(exponent: 2 / 3, isCorner: isCorner)
  }
}

/// r^α cos αφ of ``ReentrantCorner``, for α = ⅔ its solution.
package struct CornerFunction: ExactSolution {
  let exponent: Double
  var isCorner = false
  package init(exponent: Double) { self.exponent = exponent }
  init(exponent: Double, isCorner: Bool) { (self.exponent, self.isCorner) = (exponent, isCorner) }

  package func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [isCorner ? 0 : value(p)] }

  /// Everywhere but at the corner.
  package func value<S: Scalar>(_ p: Point<S>) -> S {
    let square = p.x * p.x + p.y * p.y
    let half = S.atan((p.x + p.y) / (S.sqrt(square.scaled(by: 2)) + p.y - p.x))
    return S.exp(S.log(square).divided(by: 2 / exponent)) * S.cos(half.divided(by: 0.5 / exponent))
  }

  package func tail(_ index: MultiIndex, at p: Point<Double>) -> Double {
    isCorner ? Double.pow(.leastNormalMagnitude, exponent / 2) : 0
  }
}

extension ClosedForm where Solution == ReentrantCorner {
  /// Δu = 0 on [−1, 1]² without x > 0, y < 0, u = r^(2/3) sin 2θ/3 on its sides; checked by the lightning
  /// method, which knows the values on the sides alone.
  package static func lShape(_ domain: Domain) -> Self {
    Self("r^(2/3) sin(2 theta/3)", ReentrantCorner(domain), of: [.x, .y]) { form in
      let lightning = Lightning(
        corners: [(0, 0), (1, 0), (1, 1), (-1, 1), (-1, -1), (0, -1)],
        reach: (0.5.squareRoot(), -0.5.squareRoot())
      ) { x, y in (try? form.value(at: Point([.x, .y], [x, y])).value) ?? .nan }
      let (solution, miss) = try lightning.solve()
      var pairs: [(Measured, Measured)] = []
      for i in 1...400 {
        let values = R2Sequence.fractions(i).map { 2 * $0 - 1 }
        guard domain.contains(values) else { continue }
        // Between the points on the boundary the miss may be a little larger than at them.
        let second = Measured(solution(values[0], values[1]), bar: 2 * miss)
        pairs.append((try form.value(at: Point([.x, .y], values)), second))
      }
      return try form.withDerivatives(Agreement(method: lightning.method, pairs), over: domain)
    }
  }
}
