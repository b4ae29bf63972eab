// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// A solution given near each plain point by a formula that every number type can evaluate: a series cut off
/// where its tail no longer counts, or one of two representations.
///
/// What is chosen (how many terms, which form) depends on the plain point only, so that every derivative
/// strategy sees one analytic function in the point's neighbourhood, and all of them the same one.
public protocol ExactSeries: Sendable {
  associatedtype Partial: ExactSolution
  /// The formula near a point, good for derivatives up to `order` there.
  /// - Throws: ``SeriesError`` where the solution has no value or no such derivative; `PointError` outside
  ///   its domain.
  func partial(near p: Point<Double>, order: Int) throws -> Partial
}

/// A solution given by one formula everywhere: every number type can evaluate it.
///
///     struct Sine: ExactSolution {
///       func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [S.sin(p.t)] }
///     }
public protocol ExactSolution: ExactSeries where Partial == Self {
  /// The unknowns u₁ … u_m at p.
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S]
  /// A bound on what the formula leaves out of that derivative of each unknown; 0 where it is complete.
  func tail(_ index: MultiIndex, at p: Point<Double>) -> Double
}

extension ExactSolution {
  public func partial(near p: Point<Double>, order: Int) throws -> Self { self }
  public func tail(_ index: MultiIndex, at p: Point<Double>) -> Double { 0 }
}

/// Where a series has nothing to sum.
public enum SeriesError: Error, Equatable, CustomStringConvertible {
  /// The solution jumps there: every value between the limits is one.
  case setValued([Double])
  /// The derivatives of that order and above do not exist there.
  case unbounded(order: Int, [Double])
  /// The slope jumps there: derivatives of that order have no one value.
  case kink(order: Int, [Double])
  case parameter(String, Double)

  public var description: String {
    switch self {
    case .setValued(let p):
      "the solution jumps at \(p): its value there is a set, not a number; ask for it beside that point"
    case .unbounded(let order, let p):
      "the derivatives of the order \(order) are unbounded at the corner \(p): ask for them beside it"
    case .kink(let order, let p):
      "the slope jumps at \(p): derivatives of the order \(order) have no one value there; ask for them beside that point"
    case .parameter(let name, let value):
      "\(name) = \(value) does not define a problem: it must be finite, a diffusivity and an end positive"
    }
  }
}

extension Point<Double> {
  /// The values of two coordinates within their ranges.
  func values(
    _ a: Coordinate, _ b: Coordinate, in ranges: (ClosedRange<Double>, ClosedRange<Double>)
  ) throws -> (Double, Double) {
    guard coordinates.contains(a), coordinates.contains(b) else {
      throw PointError.count(coordinates.count, expected: [a, b])
    }
    guard ranges.0.contains(self[a]) else { throw PointError.outside(a, self[a], ranges.0) }
    guard ranges.1.contains(self[b]) else { throw PointError.outside(b, self[b], ranges.1) }
    return (self[a], self[b])
  }
}
