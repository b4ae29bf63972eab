// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Networks
import PDE
import RealModule
import Strategies
import Training

/// A training's loss by the plainest means: neuron by neuron, point by point, in any number type.
struct PointwiseLoss<P: BoundaryValueProblem> {
  let problem: P
  let shape: Architecture
  let groups: [PointGroup]

  /// Σ weight·r² at θ, the points moved by `moves`.
  func callAsFunction<B: Scalar, S: Strategy>(
    _ theta: [B], by strategy: S = Forward(), moves: [Double] = []
  ) throws -> B {
    let indices = Equation(problem).indices
    let coordinates = problem.domain.coordinates
    var sum = B(0.0)
    var next = 0
    for group in groups {
      for point in group.points {
        var x = point.values.map { B($0) }
        for i in x.indices where !moves.isEmpty { x[i] += B(moves[next + i]) }
        next += x.count
        let field = AnsatzOfNetwork<P, B.Weight>(problem: problem, shape: shape)
        let all = Point(coordinates + theta.map { _ in .carried }, x + theta)
        let jet = try strategy.jet(of: field, at: all, indices)
        let p = Point(coordinates, x)
        let residuals =
          group.condition.map { [problem.mismatch($0, jet, at: p)] } ?? problem.residuals(jet, at: p)
        for r in residuals { sum += (r * r).scaled(by: group.weight) }
      }
    }
    return sum
  }
}

/// u = g + d·N, the parameters carried along with the point.
private struct AnsatzOfNetwork<P: BoundaryValueProblem, Weight>: Field {
  let problem: P
  let shape: Architecture
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Weight {
    let d = problem.domain.coordinates.count
    let x = Array(p.values[..<d])
    let n = Network<Double>.evaluate(shape, x, parameters: Array(p.values[d...]))
    guard let ansatz = problem.ansatz(at: Point(Array(p.coordinates[..<d]), x)) else { return n }
    return n.indices.map { ansatz.g[$0] + ansatz.d[$0] * n[$0] }
  }
}
