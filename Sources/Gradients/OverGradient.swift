// SPDX-License-Identifier: MIT

import Differentiation
import Strategies

/// Jets of the parameter gradient: the gradient's tape lies *inside*, its numbers are Taylor series along a
/// direction of x, and ∂θ∂ₓᵏu = ∂ₓᵏ∂θu makes it the gradient of L. See ``JetRing`` for the seed that it
/// takes.
package struct TaylorOverGradient: Differentiator {
  package let mode: GradientMode
  package init(_ mode: GradientMode = .reverse) { self.mode = mode }
  package var name: String { "taylor-over-reverse" }
  package var nesting: String { "taylor over \(mode.rawValue)" }

  package func gradient<T: Scalar>(of question: Question, at theta: [T]) throws -> [T] {
    switch try question.order(atMost: 4, name) {
    case 0, 1: JetGradient<Taylor1<T>>(question, theta).gradient(mode)
    case 2: JetGradient<Taylor2<T>>(question, theta).gradient(mode)
    case 3: JetGradient<Taylor3<T>>(question, theta).gradient(mode)
    default: JetGradient<Taylor4<T>>(question, theta).gradient(mode)
    }
  }
}

/// The same with hyper-dual numbers around the gradient's tape.
package struct HyperDualOverGradient: Differentiator {
  package let mode: GradientMode
  package init(_ mode: GradientMode = .reverse) { self.mode = mode }
  package var name: String { "hyper-dual-over-reverse" }
  package var nesting: String { "hyper-dual over \(mode.rawValue)" }

  package func gradient<T: Scalar>(of question: Question, at theta: [T]) throws -> [T] {
    try question.order(atMost: 4, name) <= 2
      ? JetGradient<HyperDual<Constant<T>>>(question, theta).gradient(mode)
      : JetGradient<HyperDual<HyperDual<Constant<T>>>>(question, theta).gradient(mode)
  }
}

extension Question {
  /// The highest order inside.
  /// - Throws: ``StrategyError`` where it is above what the strategy can take.
  func order(atMost maximum: Int, _ strategy: String) throws(StrategyError) -> Int {
    if let index = indices.first(where: { $0.order > maximum }) {
      throw .order(index, maximum: maximum, strategy: strategy)
    }
    return order
  }
}
