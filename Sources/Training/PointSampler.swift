// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import PDE

/// The points that one group of residuals is taken at: the equation inside, or a soft condition on its face.
public struct PointGroup: Sendable {
  /// nil: the equation.
  public let condition: Condition?
  public let points: [Point<Double>]
  /// The weight of each squared residual; the loss is their weighted sum.
  public let weight: Double

  public init(condition: Condition?, points: [Point<Double>], weight: Double) {
    self.condition = condition
    self.points = points
    self.weight = weight
  }
}

/// Chooses collocation points by a configuration; what it chooses depends on the generator alone.
package struct PointSampler: Sendable {
  let domain: Domain
  let configuration: TrainingConfiguration
  package init(_ problem: any BoundaryValueProblem, _ configuration: TrainingConfiguration) {
    domain = problem.domain
    self.configuration = configuration
  }

  /// The equation's points and those of each soft condition.
  /// - Throws: ``ConditionError``, `GSLError`.
  package func groups<G: RandomNumberGenerator>(
    for problem: any BoundaryValueProblem, using generator: inout G
  ) throws -> [PointGroup] {
    try problem.checkConditions()
    let inside = try interior(configuration.points, using: &generator)
    var groups = [PointGroup(condition: nil, points: inside, weight: 1 / Double(max(1, inside.count)))]
    for condition in problem.conditions where !(condition.isHard && problem.hasAnsatz) {
      let points = try face(condition.face, count: max(1, configuration.conditionPoints), using: &generator)
      groups.append(
        PointGroup(
          condition: condition, points: points, weight: configuration.conditionWeight / Double(points.count)))
    }
    return groups
  }

  /// Points inside the domain.
  package func interior<G: RandomNumberGenerator>(_ count: Int, using generator: inout G) throws -> [Point<
    Double
  >] {
    if configuration.sampling == .uniform, domain.ranges.count == 1 {
      return (1...max(1, count)).map {
        domain.point(atFractions: [Double($0) / Double(count)], of: domain.ranges)
      }
    }
    return try domain.scattered(count, using: &generator)
  }

  /// Points on a face: its planes share the count.
  func face<G: RandomNumberGenerator>(
    _ face: Condition.Face, count: Int, using generator: inout G
  ) throws -> [Point<Double>] {
    let planes = face.planes(in: domain)
    if domain.coordinates.count == 1 { return planes.map { Point(domain.coordinates, [$0.value]) } }
    return try domain.scattered(count, on: planes, using: &generator)
  }
}
