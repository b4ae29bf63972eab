// SPDX-License-Identifier: MIT

import Differentiation
import Networks
import RealModule
import Strategies

/// Central differences with a step that somebody chose.
struct FaultyDifference: Strategy {
  enum Step: Sendable { case fixed(Double), cubeRoot }
  let step: Step
  let name = "central-difference"
  let summary = "central differences with a wrong step"
  let isApproximate = true
  let maximumOrder = 4
  /// What a right one would reach: the claim that it is held to.
  func expectedError(order k: Int, unitRoundoff u: Double) -> Double {
    CentralDifference().expectedError(order: k, unitRoundoff: u)
  }
  func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight {
    let h =
      switch step {
      case .fixed(let h): h
      case .cubeRoot: Double.root(2 * unitRoundoff(of: B.Weight.self), 3)
      }
    return Jet(indices, [indices.map { derivative(field, p, $0.coordinates[...], h) }])
  }
  /// Stencils as they stand in textbooks, one a coordinate.
  private func derivative<F: Field, B: Scalar>(
    _ u: F, _ p: Point<B>, _ by: ArraySlice<Coordinate>, _ h: Double
  ) -> B where F.Weight == B.Weight {
    guard let c = by.first else { return u(p)[0] }
    let k = by.count { $0 == c }
    let i = p.coordinates.firstIndex(of: c)!
    let stencil: [(Int, Double)] =
      switch k {
      case 1: [(1, 0.5), (-1, -0.5)]
      case 2: [(1, 1), (0, -2), (-1, 1)]
      case 3: [(2, 0.5), (1, -1), (-1, 1), (-2, -0.5)]
      default: [(2, 1), (1, -4), (0, 6), (-1, -4), (-2, 1)]
      }
    let rest = by.filter { $0 != c }[...]
    var sum = B(0.0)
    for (offset, weight) in stencil {
      var q = p
      q.values[i] = p.values[i] + B(Double(offset) * h)
      sum += derivative(u, q, rest, h).scaled(by: weight)
    }
    return sum.scaled(by: 1 / Double.pow(h, k))
  }
}
