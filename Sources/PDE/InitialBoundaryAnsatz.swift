// SPDX-License-Identifier: MIT

import Differentiation

/// What evolutions in one dimension of space share: x ∈ [a, b], the state known at the start, t = 0 or
/// another time, and at both ends.
///
/// With s = (x − a)/(b − a) and E a function that has the values prescribed,
///
///     u = E(x, 0) + (1 − s)(E(a, t) − E(a, 0)) + s (E(b, t) − E(b, 0)) + t s(1 − s) N
///
/// has them for every N; where u_t is prescribed at the start too, V = E_t(x, 0) and t² stand for the last
/// line's t:
///
///     … + t V(x) − t ((1 − s) V(a) + s V(b)) + t² s(1 − s) N
public struct InitialBoundaryAnsatz: Sendable {
  let range: ClosedRange<Double>
  let start: Double

  /// - Parameters:
  ///   - range: a … b, bounded.
  ///   - start: the first time.
  public init(_ range: ClosedRange<Double>, from start: Double = 0) {
    self.range = range
    self.start = start
  }

  private func fraction<S: Scalar>(_ p: Point<S>) -> S {
    (p.x - S(range.lowerBound)).divided(by: range.upperBound - range.lowerBound)
  }
  private func end<S: Scalar>(_ x: Double, _ t: S) -> Point<S> { Point([.x, .t], [S(x), t]) }

  /// - Parameters:
  ///   - p: where.
  ///   - data: E.
  public func ansatz<S: Scalar>(at p: Point<S>, _ data: (Point<S>) -> S) -> Ansatz<S> {
    let s = fraction(p)
    return Ansatz(g: carried(p, s, data), d: (p.t - S(start)) * s * (1 - s))
  }

  /// - Parameters:
  ///   - p: where.
  ///   - data: E.
  ///   - velocity: V at a place; the time is not looked at.
  public func ansatz<S: Scalar>(at p: Point<S>, _ data: (Point<S>) -> S, velocity: (Point<S>) -> S) -> Ansatz<
    S
  > {
    let s = fraction(p)
    let (first, t) = (S(start), p.t - S(start))
    let (a, b) = (velocity(end(range.lowerBound, first)), velocity(end(range.upperBound, first)))
    let v = velocity(Point([.x, .t], [p.x, first])) - a - s * (b - a)
    return Ansatz(g: carried(p, s, data) + t * v, d: t * t * s * (1 - s))
  }

  private func carried<S: Scalar>(_ p: Point<S>, _ s: S, _ data: (Point<S>) -> S) -> S {
    let first = S(start)
    let left = data(end(range.lowerBound, p.t)) - data(end(range.lowerBound, first))
    let right = data(end(range.upperBound, p.t)) - data(end(range.upperBound, first))
    return data(Point([.x, .t], [p.x, first])) + left + s * (right - left)
  }

  /// u = E at the start, u = E at both ends.
  public static let conditions = [
    Condition("initial state", on: .lower(.t), hard: true), Condition("ends", on: .ends(.x), hard: true),
  ]
}
