// SPDX-License-Identifier: MIT

import Differentiation
import Sampling

extension Domain {
  /// Points spread evenly over the domain: Sobol's where GSL has them, independent ones in more dimensions.
  public func scattered<G: RandomNumberGenerator>(
    _ count: Int, using generator: inout G
  ) throws -> [Point<Double>] {
    try scattered(count, over: ranges, using: &generator)
  }

  /// The same on planes, which share the count. Each has a sequence of its own: neighbours in one lie in
  /// opposite halves, and planes that took turns would each get one half of a coordinate.
  public func scattered<G: RandomNumberGenerator>(
    _ count: Int, on planes: [BoundaryFace], using generator: inout G
  ) throws -> [Point<Double>] {
    var points: [Point<Double>] = []
    for (k, plane) in planes.enumerated() {
      let share = count * (k + 1) / planes.count - points.count
      points += try scattered(share, over: plane.ranges, using: &generator)
    }
    return points
  }

  /// Points of a box that are not cut out of the domain.
  private func scattered<G: RandomNumberGenerator>(
    _ count: Int, over box: [ClosedRange<Double>], using generator: inout G
  ) throws -> [Point<Double>] {
    let d = coordinates.count
    func candidate(_ unit: [Double]) -> Point<Double>? {
      let p = point(atFractions: unit, of: box)
      return isCut(p.values) ? nil : p
    }
    if d <= Sobol.maximumDimension {
      return try Sobol.points(count, dimension: d, using: &generator, take: candidate)
    }
    var points: [Point<Double>] = []
    while points.count < count {
      let unit = (0..<d).map { _ in Double.random(in: 0..<1, using: &generator) }
      if let next = candidate(unit) { points.append(next) }
    }
    return points
  }

  /// - Parameter unit: a number of 0…1 for each coordinate.
  package func point(atFractions unit: [Double], of box: [ClosedRange<Double>]) -> Point<Double> {
    Point(coordinates, zip(box, unit).map { $0.lowerBound + ($0.upperBound - $0.lowerBound) * $1 })
  }
}
