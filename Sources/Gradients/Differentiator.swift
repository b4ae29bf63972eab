// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Networks
import Strategies

/// A way of taking ∇L of a function with derivatives inside: a strategy with the mode of the gradient around
/// it.
///
/// Another package's differentiation goes through the whole suite by this one requirement: it may run its own
/// numbers (any `Scalar`) through ``Question/value(at:by:)``, or read the question's programs step by step.
/// A package that only takes derivatives by coordinates conforms to `Strategy`, and `Nested` puts a
/// gradient around.
public protocol Differentiator: Sendable {
  /// The name of the strategy.
  var name: String { get }
  /// How it is nested, outermost first: "reverse over taylor".
  var nesting: String { get }
  /// How the gradient by parameters is taken: forward costs an evaluation for each of them.
  var mode: GradientMode { get }
  /// The error model of its inner derivatives, as `Strategy`.
  var isApproximate: Bool { get }
  func expectedError(order k: Int, unitRoundoff u: Double) -> Double
  /// ∇L at θ, one component a parameter.
  /// - Throws: anything: what it cannot do is unsupported, with the error as the reason. It must never be a
  ///   wrong number.
  func gradient<T: Scalar>(of question: Question, at theta: [T]) throws -> [T]
}

extension Differentiator {
  public var nesting: String { name }
  public var mode: GradientMode { .reverse }
  public var isApproximate: Bool { false }
  public func expectedError(order k: Int, unitRoundoff u: Double) -> Double { u }
}

/// The mode of the gradient by parameters.
public enum GradientMode: String, Sendable, CaseIterable {
  /// One sweep of a tape.
  case reverse
  /// A dual number for each parameter.
  case forward
}

/// A strategy inside, a gradient by tape or by dual numbers around it.
package struct Nested<Inner: Strategy>: Differentiator {
  package let inner: Inner
  package let outer: GradientMode
  package init(_ inner: Inner, _ outer: GradientMode = .reverse) {
    self.inner = inner
    self.outer = outer
  }
  package var name: String { inner.name }
  package var mode: GradientMode { outer }
  package var nesting: String { "\(outer.rawValue) over \(inner.name)" }
  package var isApproximate: Bool { inner.isApproximate }
  package func expectedError(order k: Int, unitRoundoff u: Double) -> Double {
    inner.expectedError(order: k, unitRoundoff: u)
  }

  package func gradient<T: Scalar>(of question: Question, at theta: [T]) throws -> [T] {
    switch outer {
    case .reverse:
      return try Differentiation.gradient(at: theta) { try question.value(at: $0, by: inner) }.gradient
    case .forward:
      return try theta.indices.map { i in
        let moved = theta.enumerated().map { Dual($1, $0 == i ? $1.unit : nil) }
        return try question.value(at: moved, by: inner).tangent
      }
    }
  }
}

extension Question {
  /// L(θ), the derivatives inside taken by a strategy. θ may be numbers of any type, another package's
  /// included.
  /// - Throws: what the strategy throws.
  public func value<S: Strategy, B: Scalar>(at theta: [B], by strategy: S) throws -> B {
    let places = places(theta)
    let jets = try places.map { try jet(at: $0, theta, indices, by: strategy) }
    return terms(jets, at: places, theta).total
  }

  /// The derivatives of u at x.
  func jet<S: Strategy, B: Scalar>(
    at x: [B], _ theta: [B], _ indices: [MultiIndex], by strategy: S
  ) throws -> [B] {
    let p = Point(coordinates + theta.map { _ in .carried }, x + theta)
    let jet = try strategy.jet(of: Carrying<B.Weight>(question: self), at: p, indices)
    return indices.map { jet[$0] }
  }
}

/// u as a field of its coordinates; the parameters ride along as coordinates that nothing inside
/// differentiates by, so that each strategy lifts them as it lifts any number.
struct Carrying<Weight>: Field {
  let question: Question
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Weight {
    question.field(p.values)
  }
}
