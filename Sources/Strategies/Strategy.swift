// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Networks

/// A way of taking derivatives with respect to the coordinates.
///
/// A strategy fills a ``Jet`` by evaluating a field on numbers of its choice; it never sees a problem. The
/// numbers' base is given: on `Double` it differentiates a formula, on traced blocks a network in training.
public protocol Strategy: Sendable {
  /// How it is called on the command line.
  var name: String { get }
  /// One sentence.
  var summary: String { get }
  /// Whether its derivatives carry a step error beyond rounding.
  var isApproximate: Bool { get }
  /// The highest order of derivatives it can take.
  var maximumOrder: Int { get }
  /// The relative error to expect of a derivative of the order `k` ≥ 1 of a smooth function of unit scale,
  /// where one evaluation is good to `u` (the unit roundoff, times the condition).
  func expectedError(order k: Int, unitRoundoff u: Double) -> Double

  /// The derivatives `indices` of the field at p.
  /// - Throws: ``StrategyError`` for what the strategy cannot do.
  func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight
}

extension Strategy {
  public var isApproximate: Bool { false }
  public func expectedError(order k: Int, unitRoundoff u: Double) -> Double { u }
}

/// A derivative that a strategy cannot take; never a wrong number instead.
public enum StrategyError: Error, Equatable, CustomStringConvertible {
  case order(MultiIndex, maximum: Int, strategy: String)
  case coordinate(MultiIndex, [Coordinate])
  public var description: String {
    switch self {
    case .order(let index, let maximum, let strategy):
      "u_\(index) is of order \(index.order): \(strategy) takes derivatives up to order \(maximum)"
    case .coordinate(let index, let known):
      "u_\(index) asks for a coordinate that the point does not have; it has \(known)"
    }
  }
}

extension Strategy {
  /// The indices that need an evaluation of their own: those that divide no other one asked for.
  @inlinable func maximal(_ indices: [MultiIndex], at known: [Coordinate]) throws(StrategyError)
    -> [MultiIndex]
  {
    let indices = indices.expanded(at: known)
    for index in indices {
      if index.order > maximumOrder { throw .order(index, maximum: maximumOrder, strategy: name) }
      if !index.coordinates.allSatisfy(known.contains) { throw .coordinate(index, known) }
    }
    return indices.filter { index in !indices.contains { $0 != index && index.divides($0) } }
  }
}

extension [MultiIndex] {
  /// With the parts of the Laplacian in its place.
  @inlinable func expanded(at known: [Coordinate]) -> [MultiIndex] {
    guard contains(.laplacian) else { return self }
    let parts = known.filter(\.isSpatial).map { MultiIndex([$0, $0]) }
    return filter { $0 != .laplacian } + parts.filter { !contains($0) }
  }
}

/// Derivatives as they come in, by unknown.
@usableFromInline struct JetCollector<B: Scalar> {
  @usableFromInline var found: [MultiIndex: [B]] = [:]
  @inlinable init() {}
  /// The first to come is kept: later passes repeat lower derivatives.
  @inlinable mutating func add(_ index: MultiIndex, _ values: [B]) {
    if found[index] == nil { found[index] = values }
  }
  /// - Parameter known: the coordinates that a Laplacian sums over.
  @inlinable func jet(_ indices: [MultiIndex], at known: [Coordinate]) -> Jet<B> {
    let unknowns = found.values.first?.count ?? 0
    let parts = [MultiIndex.laplacian].expanded(at: known)
    func value(_ index: MultiIndex, _ unknown: Int) -> B {
      if index == .laplacian, found[index] == nil {
        return parts.dropFirst().reduce(parts.first.map { value($0, unknown) } ?? 0) {
          $0 + value($1, unknown)
        }
      }
      return found[index]![unknown]
    }
    return Jet(indices, (0..<unknowns).map { i in indices.map { value($0, i) } })
  }
}

extension Point where S: Scalar {
  /// The point with a dual part along one coordinate.
  @inlinable func seeded(_ c: Coordinate) -> Point<Dual<S>> {
    var q = map { Dual($0, nil) }
    let i = coordinates.firstIndex(of: c)!
    q.values[i].tangent = values[i].unit
    return q
  }
}
