// SPDX-License-Identifier: MIT

import Differentiation

/// What is known of a problem's true solution.
///
/// Where the method has a bound (rounding of a closed form, a series with its tail, steps with enclosed
/// remainders), that is the bar; where the solution is only computed, it is a difference of two computations
/// times a safety factor (Roache 1998; ASME V&V 20-2009). ``barKind`` says which, and ``check()`` compares
/// with an independent second method.
public protocol ReferenceSolution: Sendable {
  /// How the values are computed, for a reader.
  var method: String { get }

  /// What stands behind the bars.
  var barKind: BarKind { get }

  /// The derivatives it can measure, the value among them.
  var indices: [MultiIndex] { get }

  /// The unknowns' values and derivatives at a point of the domain: `[unknown][index]`.
  func evaluate(_ indices: [MultiIndex], at p: Point<Double>) throws -> [[Measured]]

  /// The same at many points, `[point][unknown][index]` in one piece: for methods that share work among
  /// points.
  /// - Throws: where a point has no value, as the other; it does not say which.
  func evaluate(_ indices: [MultiIndex], at points: Points) throws -> [Measured]

  /// The same formula in any number type, valid in a neighbourhood of `near`, so that any strategy can
  /// differentiate it; nil where the solution is only computed.
  func formula<S: Scalar>(_ p: Point<S>, near: Point<Double>) -> [S]?

  /// Runs the independent second method and compares.
  func check() throws -> Agreement
}

extension ReferenceSolution {
  public func evaluate(_ indices: [MultiIndex], at points: Points) throws -> [Measured] {
    var all: [Measured] = []
    for i in 0..<points.count {
      for unknown in try evaluate(indices, at: points[i]) { all += unknown }
    }
    return all
  }

  public func formula<S: Scalar>(_ p: Point<S>, near: Point<Double>) -> [S]? { nil }

  /// The values of all unknowns with their bars.
  public func values(at p: Point<Double>) throws -> [Measured] {
    try evaluate([.value], at: p).map { $0[0] }
  }

  /// The value of the one unknown with its bar.
  /// - Throws: ``SeveralUnknowns`` where there are more: a first one must not pass for all.
  public func value(at p: Point<Double>) throws -> Measured {
    let all = try values(at: p)
    guard all.count == 1 else { throw SeveralUnknowns(count: all.count) }
    return all[0]
  }
}

extension ReferenceSolution {
  /// The unknowns' values at many points: all in one call, which shares work among them, or one by one where
  /// some have no value.
  /// - Returns: `[point][unknown]` in one piece, NaN where there is no value, and why the first has none.
  package func valuesWhereKnown(
    unknowns: Int, at points: Points
  ) -> (values: [Measured], reason: String?) {
    if let all = try? evaluate([.value], at: points) { return (all, nil) }
    let none = [Measured](repeating: Measured(.nan, bar: .nan), count: unknowns)
    var reason: String?
    let values = (0..<points.count).flatMap { i -> [Measured] in
      do {
        return try self.values(at: points[i])
      } catch {
        reason = reason ?? "\(error)"
        return none
      }
    }
    return (values, reason)
  }
}

/// A reference that is a formula evaluated as it stands, which holds for any value of a parameter.
package protocol ClosedFormReference: ReferenceSolution {}

/// A computed reference with a quick version of itself, for searches that solve it many times.
package protocol SketchableReference: ReferenceSolution {
  /// Right to about a thousandth, without bars.
  var sketch: Self { get }
}

/// One value was asked for where a solution has several.
public struct SeveralUnknowns: Error, Equatable, CustomStringConvertible {
  public let count: Int
  public init(count: Int) { self.count = count }
  public var description: String { "there are \(count) unknowns here, not one: ask for values(at:)" }
}

/// A derivative that a reference does not hold.
public struct UnmeasuredDerivative: Error, CustomStringConvertible {
  /// What was asked for.
  public let index: MultiIndex
  /// What there is.
  public let held: [MultiIndex]
  public init(_ index: MultiIndex, held: [MultiIndex]) {
    self.index = index
    self.held = held
  }
  public var description: String {
    "the reference holds u\(held.filter { $0 != .value }.map { ", u_\($0)" }.joined()), not u_\(index)"
  }
}
