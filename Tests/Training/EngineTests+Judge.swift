// SPDX-License-Identifier: MIT

import Benchmarking
import Blocks
import Differentiation
import Networks
import PDE
import Problems
import RealModule
import Sampling
import Strategies
import Testing

@testable import Training

// Engines to judge, and their judge.
extension EngineTests {
  func engine(
    _ name: String, _ strategy: String, hidden: [Int] = [7, 5, 6], sharesRepeats: Bool = true,
    threads: Int = 1,
    points count: Int = 45, activation: Activation = .tanh
  ) throws -> (Engine<DoubleLanes>, [Double], any BoundaryValueProblem, [PointGroup], Architecture) {
    let problem = try Catalogue.problem(name)
    let entry = try #require(StrategyCatalogue.named(strategy))
    let shape = try Architecture(
      inputs: problem.domain.coordinates.count, hidden: hidden, outputs: problem.unknowns,
      activation: activation)
    var random = SplitMix64("engine", name)
    let engine = Engine<DoubleLanes>(
      problem, entry.float64(1), shape, sharesRepeats: sharesRepeats, threads: threads)
    // 45 points fill no block; the padding must not count.
    let points = try Sobol.points(count, dimension: shape.inputs, using: &random).map {
      Point(
        problem.domain.coordinates,
        zip(problem.domain.ranges, $0).map { $0.lowerBound + ($0.upperBound - $0.lowerBound) * $1 })
    }
    var groups = [PointGroup(condition: nil, points: points, weight: 0.7)]
    if let condition = problem.conditions.first {
      groups.append(PointGroup(condition: condition, points: Array(points.prefix(9)), weight: 3))
    }
    try engine.collocate(groups)
    var parameters = Initialiser.glorot(shape, using: &random)
    for i in parameters.indices { parameters[i] += 0.1 * (random.uniform() - 0.5) }
    return (engine, parameters, problem, groups, shape)
  }

  /// The loss by the plainest means: nested duals of a neuron-by-neuron network, differentiated by a tape of
  /// numbers.
  func judged(
    _ parameters: [Double], _ problem: any BoundaryValueProblem, _ groups: [PointGroup], _ shape: Architecture
  )
    throws
    -> (value: Double, gradient: [Double])
  {
    func loss<P: BoundaryValueProblem>(_ problem: P) throws -> (value: Double, gradient: [Double]) {
      return try Differentiation.gradient(at: parameters) { theta in
        let field = Candidate(problem: problem, shape: shape, parameters: theta)
        var sum = ReverseNumber<Double>(0.0)
        for group in groups {
          for point in group.points {
            let p = point.map { ReverseNumber<Double>($0) }
            let jet = try Forward().jet(of: field, at: p, Equation(problem).indices)
            let rs =
              group.condition.map { [problem.mismatch($0, jet, at: p)] } ?? problem.residuals(jet, at: p)
            for r in rs { sum += (r * r).scaled(by: group.weight) }
          }
        }
        return sum
      }
    }
    return try loss(problem)
  }
}

/// A network with traced parameters and its ansatz, neuron by neuron.
private struct Candidate<P: BoundaryValueProblem>: Field {
  typealias Weight = Double
  let problem: P
  let shape: Architecture
  let parameters: [ReverseNumber<Double>]
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Double {
    func lifted(_ x: ReverseNumber<Double>) -> S {
      let two = Dual(Dual(x, 0), 0)
      return (x as? S) ?? (two.value as? S) ?? (two as? S) ?? (Dual(two, 0) as? S)
        ?? (Dual(Dual(two, 0), 0) as? S) ?? S(.nan)
    }
    let n = Network<Double>.evaluate(shape, p.values, parameters: parameters.map(lifted))
    return problem.ansatz(at: p).map { a in n.indices.map { a.g[$0] + a.d[$0] * n[$0] } } ?? n
  }
}
