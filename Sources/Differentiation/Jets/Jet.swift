// SPDX-License-Identifier: MIT

/// The values and partial derivatives of the unknowns at one point: what a strategy delivers and a problem
/// reads.
///
///     u.t + u.value * u.x - S(nu) * u.xx        u[1].x        u[.x, .x, .t]
@frozen public struct Jet<S: Scalar> {
  /// The derivatives held, the same for each unknown.
  public let indices: [MultiIndex]
  /// `[unknown][index]`
  @usableFromInline var entries: [[S]]
  @usableFromInline let unknown: Int
  @usableFromInline let missing: ((_ unknown: Int, MultiIndex) -> S)?

  /// - Parameters:
  ///   - indices: the derivatives that there are.
  ///   - entries: for each unknown, one value an index.
  @inlinable public init(_ indices: [MultiIndex], _ entries: [[S]]) {
    self.init(indices, entries, unknown: 0, missing: nil)
  }
  @inlinable init(
    _ indices: [MultiIndex], _ entries: [[S]], unknown: Int, missing: ((Int, MultiIndex) -> S)?
  ) {
    self.indices = indices
    self.entries = entries
    self.unknown = unknown
    self.missing = missing
  }

  /// Every derivative less that of another jet, which holds the same ones.
  @inlinable public func minus(_ other: Jet) -> Jet {
    Jet(indices, zip(entries, other.entries).map { zip($0, $1).map { $0 - $1 } })
  }

  /// A jet that makes up each derivative when it is asked for: to learn which ones an equation reads.
  public init(asking make: @escaping (_ unknown: Int, MultiIndex) -> S) {
    self.init([], [], unknown: 0, missing: make)
  }

  /// The jet of the unknown number i, from 0.
  @inlinable public subscript(i: Int) -> Jet { Jet(indices, entries, unknown: i, missing: missing) }

  /// A derivative of the unknown; NaN where the jet does not hold it, so that nothing wrong can pass for
  /// right.
  @inlinable public subscript(index: MultiIndex) -> S {
    if let missing { return missing(unknown, index) }
    guard unknown < entries.count, let i = indices.firstIndex(of: index) else { return S(.nan) }
    return entries[unknown][i]
  }
  @inlinable public subscript(coordinates: Coordinate...) -> S { self[MultiIndex(coordinates)] }

  @inlinable public var value: S { self[MultiIndex.value] }
  @inlinable public var x: S { self[[.x] as MultiIndex] }
  @inlinable public var y: S { self[[.y] as MultiIndex] }
  @inlinable public var z: S { self[[.z] as MultiIndex] }
  @inlinable public var t: S { self[[.t] as MultiIndex] }
  @inlinable public var xx: S { self[[.x, .x] as MultiIndex] }
  @inlinable public var yy: S { self[[.y, .y] as MultiIndex] }
  @inlinable public var zz: S { self[[.z, .z] as MultiIndex] }
  @inlinable public var tt: S { self[[.t, .t] as MultiIndex] }
  @inlinable public var xy: S { self[[.x, .y] as MultiIndex] }
  /// Δu, over every coordinate but t.
  @inlinable public var laplacian: S { self[MultiIndex.laplacian] }
  @inlinable public var xt: S { self[[.x, .t] as MultiIndex] }
  @inlinable public var xxx: S { self[[.x, .x, .x] as MultiIndex] }
  @inlinable public var xxxx: S { self[[.x, .x, .x, .x] as MultiIndex] }
}

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
