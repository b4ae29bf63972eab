// SPDX-License-Identifier: MIT

/// A point of the domain: one number a coordinate.
@frozen public struct Point<S> {
  public let coordinates: [Coordinate]
  public var values: [S]

  /// - Precondition: as many values as coordinates.
  @inlinable public init(_ coordinates: [Coordinate], _ values: [S]) {
    precondition(coordinates.count == values.count, "\(coordinates.count) coordinates need as many values")
    self.coordinates = coordinates
    self.values = values
  }

  /// The value of a coordinate that the domain has.
  @inlinable public subscript(c: Coordinate) -> S {
    guard let i = coordinates.firstIndex(of: c) else {
      preconditionFailure("the domain has no coordinate \(c), only \(coordinates)")
    }
    return values[i]
  }
  @inlinable public var x: S { self[.x] }
  @inlinable public var y: S { self[.y] }
  @inlinable public var z: S { self[.z] }
  @inlinable public var t: S { self[.t] }

  @inlinable public func map<T>(_ f: (S) -> T) -> Point<T> { Point<T>(coordinates, values.map(f)) }
}

extension Point: Sendable where S: Sendable {}

/// A function of the point, for every number type whose weights are `Weight`: a network, or an exact
/// solution.
public protocol Field<Weight> {
  associatedtype Weight
  /// The unknowns u₁ … u_m at p.
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Weight
}
