// SPDX-License-Identifier: MIT

import Differentiation

/// Many points of one domain, in one piece of memory.
public struct Points: Sendable, Equatable {
  public let coordinates: [Coordinate]
  /// The values of one point after the other, each in the order of the coordinates.
  public let values: [Double]

  /// - Precondition: as many values for each point as there are coordinates.
  public init(_ coordinates: [Coordinate], _ values: [Double]) {
    precondition(
      coordinates.isEmpty ? values.isEmpty : values.count % coordinates.count == 0,
      "\(values.count) values are no whole points of \(coordinates.count) coordinates")
    self.coordinates = coordinates
    self.values = values
  }

  /// How many points.
  public var count: Int { coordinates.isEmpty ? 0 : values.count / coordinates.count }

  /// One of them.
  public subscript(i: Int) -> Point<Double> {
    let d = coordinates.count
    return Point(coordinates, Array(values[i * d..<(i + 1) * d]))
  }
}
