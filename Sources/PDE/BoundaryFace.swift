// SPDX-License-Identifier: MIT

import Differentiation

/// A piece of a plane on which a condition holds.
public struct BoundaryFace: Sendable, Equatable {
  /// What is constant on it.
  public let coordinate: Coordinate
  /// The constant.
  public let value: Double
  /// How far it goes: one interval a coordinate of the domain, that of its own a point. What the domain has
  /// cut out is not part of the plane.
  public let ranges: [ClosedRange<Double>]

  /// - Parameter box: an interval for each of the coordinates, which the plane cuts through.
  init(_ coordinate: Coordinate, _ value: Double, of coordinates: [Coordinate], in box: [ClosedRange<Double>])
  {
    self.coordinate = coordinate
    self.value = value
    ranges = zip(coordinates, box).map { $0 == coordinate ? value...value : $1 }
  }
}

extension Condition.Face {
  /// The planes that it is made of; none where the domain lacks the coordinate, or has nothing cut out.
  package func planes(in domain: Domain) -> [BoundaryFace] {
    func plane(_ c: Coordinate, _ value: Double) -> BoundaryFace {
      BoundaryFace(c, value, of: domain.coordinates, in: domain.ranges)
    }
    func ends(_ c: Coordinate) -> [BoundaryFace] {
      domain[c].map { [plane(c, $0.lowerBound), plane(c, $0.upperBound)] } ?? []
    }
    return switch self {
    case .lower(let c), .periodic(let c): Array(ends(c).prefix(1))
    case .upper(let c): Array(ends(c).suffix(1))
    case .plane(let c, let value): domain[c] == nil ? [] : [plane(c, value)]
    case .ends(let c): ends(c)
    case .cut: domain.cutFaces
    case .boundary: domain.coordinates.flatMap(ends) + domain.cutFaces
    }
  }
}

extension Domain {
  /// The faces of what is cut out, where they are not the box's own.
  fileprivate var cutFaces: [BoundaryFace] {
    guard let cut else { return [] }
    return coordinates.indices.flatMap { i in
      [
        (cut[i].lowerBound, ranges[i].lowerBound), (cut[i].upperBound, ranges[i].upperBound),
      ].filter { $0.0 != $0.1 }.map { BoundaryFace(coordinates[i], $0.0, of: coordinates, in: cut) }
    }
  }
}
