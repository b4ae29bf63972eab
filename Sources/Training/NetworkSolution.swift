// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Networks
import PDE
import Strategies
import Threads

/// A network with its problem's hard constraint: u and its derivatives anywhere, in double precision by the
/// exact strategy that takes the least time, whatever the network was trained by.
public struct NetworkSolution: Sendable {
  private let problem: any BoundaryValueProblem
  public let architecture: Architecture
  /// Layer after layer: weights row by row, then biases.
  public let parameters: [Double]

  /// - Parameters:
  ///   - problem: for the hard constraint; it has as many coordinates as the network inputs.
  ///   - architecture: the network's shape.
  ///   - parameters: layer after layer: weights row by row, then biases.
  /// - Precondition: as many parameters as the architecture counts, inputs as coordinates, outputs as
  ///   unknowns.
  public init(_ problem: any BoundaryValueProblem, _ architecture: Architecture, parameters: [Double]) {
    precondition(
      parameters.count == architecture.parameterCount
        && architecture.inputs == problem.domain.coordinates.count
        && architecture.outputs == problem.unknowns,
      "\(parameters.count) parameters of a network \(architecture.description) are none of \(problem.name)")
    self.problem = problem
    self.architecture = architecture
    self.parameters = parameters
  }

  /// Derivatives of u: `[point][unknown][index]`.
  /// - Parameters:
  ///   - indices: which, `MultiIndex.value` for u itself.
  ///   - points: where, each with the problem's coordinates in their order.
  ///   - threads: how many share the points; where nil, `PLUMBLINE_THREADS` in the environment or as many as
  ///     there are cores. The values do not depend on it.
  /// - Throws: `StrategyError` for a derivative that cannot be taken.
  public func derivatives(
    _ indices: [MultiIndex], at points: [Point<Double>], threads: Int? = nil
  ) throws -> [[[Double]]] {
    let strategy = StrategyCatalogue.fastest.float64(problem.lengthScale)
    let engine = Engine<DoubleLanes>(
      problem, strategy, architecture, others: indices, threads: threads ?? Parallel.width)
    let places = indices.map { engine.indices.firstIndex(of: $0)! }
    return try engine.jets(parameters, at: points).map { $0.map { jet in places.map { jet[$0] } } }
  }

  /// u at a point, one number for each unknown.
  /// - Parameter values: one for each coordinate, in the problem's domain.
  /// - Throws: `PointError` for a point outside the domain.
  public func values(at values: [Double]) throws -> [Double] {
    try derivatives([.value], at: [problem.domain.point(values)], threads: 1)[0].map { $0[0] }
  }
}
