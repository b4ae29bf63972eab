// SPDX-License-Identifier: MIT

import Differentiation

/// A function of parameters θ with derivatives by coordinates inside,
///
///     L(θ) = Σ terms(u, u_x, u_xx … at the points, θ),      u = u(x; θ):
///
/// the shape of every nested derivative, from D(x → x D(y → x y, 1), 4), where θ is x and the coordinate is
/// y, to the loss of a physics-informed network. Asked for is ∇L.
package protocol NestedFunction: Sendable {
  /// Unique among the questions of a run.
  var name: String { get }
  /// What u is differentiated by, inside.
  var coordinates: [Coordinate] { get }
  /// The derivatives that the terms read, beside the value.
  var indices: [MultiIndex] { get }
  /// Where ∇L is asked for.
  func parameters<S: Scalar>(_: S.Type) -> [S]
  /// Where u is differentiated, one number a coordinate; may move with θ.
  func points<S: Scalar>(_ theta: [S]) -> [[S]]
  /// u at x.
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S
  /// What is summed, given u's jets at the points.
  func terms<S: Scalar>(_ u: [Jet<S>], at points: [[S]], _ theta: [S]) -> [S]
}

extension NestedFunction {
  package var coordinates: [Coordinate] { [.x] }
  package var indices: [MultiIndex] { [[.x]] }
}

/// A `NestedFunction` made concrete: its parts recorded as programs, so that every differentiator answers
/// the same question, and answers it at full speed.
public struct Question: Sendable {
  public var name: String
  public let coordinates: [Coordinate]
  /// The value first.
  public let indices: [MultiIndex]
  /// The parameters, from nothing: exact in exact arithmetic.
  package let start: Program
  package let pointCount: Int
  /// θ → the points' coordinates, point after point.
  package let points: Program
  /// x, θ → u
  package internal(set) var field: Program
  /// The jets point after point and index by index, the points, θ → the terms.
  package internal(set) var terms: Program
  /// What moves the points' coordinates, to measure how the answer depends on them. Empty: nothing.
  var moves: [Double] = []

  /// - Parameter sharing: whether repeated operations are recorded once; the answer is the same.
  package init(_ f: some NestedFunction, sharing: Bool = false) {
    name = f.name
    coordinates = f.coordinates
    let indices = [.value] + f.indices.filter { $0 != .value }
    self.indices = indices
    start = Program(inputs: 0, sharing: sharing) { _ in f.parameters(Recorded.self) }
    let n = start.outputs.count
    let d = f.coordinates.count
    points = Program(inputs: n, sharing: sharing) { theta in f.points(theta).flatMap { $0 } }
    let count = points.outputs.count / d
    pointCount = count
    field = Program(inputs: d + n, sharing: sharing) { [f.field(Array($0[..<d]), Array($0[d...]))] }
    terms = Program(inputs: count * (indices.count + d) + n, sharing: sharing) { numbers in
      let jets = (0..<count).map { p in
        Jet(indices, [Array(numbers[p * indices.count..<(p + 1) * indices.count])])
      }
      let rest = numbers[(count * indices.count)...]
      let points = (0..<count).map { p in Array(rest.dropFirst(p * d).prefix(d)) }
      return f.terms(jets, at: points, Array(rest.dropFirst(count * d)))
    }
  }

  package var parameterCount: Int { start.outputs.count }
  /// The parameters in a number type.
  public func parameters<S: Scalar>(_: S.Type = S.self) -> [S] { start([]) }
  /// The highest order of the derivatives inside.
  public var order: Int { indices.map(\.order).max() ?? 0 }

  /// Where u is differentiated: `[point][coordinate]`.
  public func places<S: Scalar>(_ theta: [S]) -> [[S]] {
    var all = points(theta)
    for (i, move) in moves.enumerated() where move != 0 { all[i] = all[i] + S(move) }
    return (0..<pointCount).map { Array(all[$0 * coordinates.count..<($0 + 1) * coordinates.count]) }
  }

  /// The terms of L, given u's derivatives `[point][index]`.
  public func terms<S: Scalar>(_ jets: [[S]], at places: [[S]], _ theta: [S]) -> [S] {
    terms(jets.flatMap { $0 } + places.flatMap { $0 } + theta)
  }
}

extension Array where Element: Scalar {
  /// The sum.
  var total: Element { reduce(into: Element(0.0)) { $0 += $1 } }
}
