/// A point of the domain: one number a coordinate.
public struct Point<S> {
  public let coordinates: [Coordinate]
  public var values: [S]

  /// - Precondition: as many values as coordinates.
  public init(_ coordinates: [Coordinate], _ values: [S]) {
    precondition(coordinates.count == values.count, "\(coordinates.count) coordinates need as many values")
    self.coordinates = coordinates
    self.values = values
  }

  /// The value of a coordinate that the domain has.
  public subscript(c: Coordinate) -> S {
    guard let i = coordinates.firstIndex(of: c) else {
      preconditionFailure("the domain has no coordinate \(c), only \(coordinates)")
    }
    return values[i]
  }
  public var x: S { self[.x] }
  public var y: S { self[.y] }
  public var z: S { self[.z] }
  public var t: S { self[.t] }

  @inlinable public func map<T>(_ f: (S) -> T) -> Point<T> { Point<T>(coordinates, values.map(f)) }
}

extension Point: Sendable where S: Sendable {}

/// A function of the point, for every number type whose weights are `Weight`: a network, or an exact solution.
public protocol Field<Weight> {
  associatedtype Weight
  /// The unknowns u₁ … u_m at p.
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Weight
}
