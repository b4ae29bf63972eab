// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import Sampling

/// A number that a differentiator gave, with the error it may have: arithmetic carries both.
package struct Answer: Sendable {
  package var value: Double
  /// The largest error that rounding, or the strategy's error model, explains.
  package var allowed: Double
  init(_ value: Double, allowed: Double = 0) {
    self.value = value
    self.allowed = allowed
  }
  static func + (a: Self, b: Self) -> Self { Self(a.value + b.value, allowed: a.allowed + b.allowed) }
  static func - (a: Self, b: Self) -> Self { Self(a.value - b.value, allowed: a.allowed + b.allowed) }
  static func * (a: Self, b: Self) -> Self {
    Self(
      a.value * b.value,
      allowed: abs(a.value) * b.allowed + abs(b.value) * a.allowed + a.allowed * b.allowed)
  }
  static func * (k: Double, a: Self) -> Self { Self(k * a.value, allowed: abs(k) * a.allowed) }
  /// Zero within what is allowed. What is no number is not.
  var vanishes: Bool { abs(value) <= allowed }
}

/// What a law is tried on.
package struct LawSample: Sendable {
  var functions: [Expression] = []
  /// Numbers that single precision holds exactly.
  var point: [Double] = []
  var parameters: [Double] = []
  /// The order of the derivatives that the law is about.
  var order = 1
}

/// An identity that the answers to several questions must fulfil, whoever gives them: no reference is needed.
package struct Law: Sendable {
  package let name: String
  package let family: String
  /// The highest order that it is stated for.
  let orders: ClosedRange<Int>
  let coordinates: Int
  let functionCount: Int
  let parameterCount: Int
  /// What is asked.
  let questions: @Sendable (LawSample) -> [Asked]
  /// What must vanish, given the gradients.
  let balance: @Sendable (LawSample, [[Answer]]) -> [Answer]

  init(
    _ name: String, _ family: String, orders: ClosedRange<Int> = 1...1, coordinates: Int = 1,
    functions: Int = 1,
    parameters: Int = 0, ask questions: @escaping @Sendable (LawSample) -> [Asked],
    _ balance: @escaping @Sendable (LawSample, [[Answer]]) -> [Answer]
  ) {
    self.name = name
    self.family = family
    self.orders = orders
    self.coordinates = coordinates
    functionCount = functions
    parameterCount = parameters
    self.questions = questions
    self.balance = balance
  }

  /// The sample of a seed.
  func sample(_ seed: Int, order: Int) -> LawSample {
    var random = SplitMix64("law", name, "\(seed)", "\(order)")
    func number(_ range: ClosedRange<Int>) -> Double { Double(Int.random(in: range, using: &random)) / 16 }
    let functions = (0..<functionCount).map { _ in
      Expression.random(inputs: coordinates, parameters: parameterCount, depth: 2, using: &random)
    }
    return LawSample(
      functions: functions, point: (0..<coordinates).map { _ in number(2...14) },
      parameters: (0..<parameterCount).map { _ in number(-14...14) }, order: order)
  }
}

// How a law asks.
extension Asked {
  private static let all: [Coordinate] = [.x, .y, .z]

  /// ∂^α f at a point: the gradient by p of p ∂^α f at p = 1.
  static func derivative(_ f: Expression, _ index: MultiIndex, at point: [Double]) -> Asked {
    Asked(
      name: "", coordinates: Array(all.prefix(point.count)), indices: [index], parameters: [1],
      points: [point.map { .constant($0) }], field: f,
      terms: [.parameter(0) * .input(index == .value ? 0 : 1)])
  }
  /// ∇ ∂^α f at a point: the point is the parameter.
  static func gradient(_ f: Expression, _ index: MultiIndex, at point: [Double]) -> Asked {
    Asked(
      name: "", coordinates: Array(all.prefix(point.count)), indices: [index], parameters: point,
      points: [point.indices.map { .parameter($0) }], field: f, terms: [.input(index == .value ? 0 : 1)])
  }
  /// The gradient by the parameters of f of a loss of its derivatives.
  static func loss(
    _ f: Expression, _ indices: [MultiIndex], at points: [[Double]], parameters: [Double],
    _ terms: [Expression]
  ) -> Asked {
    Asked(
      name: "", coordinates: Array(all.prefix(points[0].count)), indices: indices, parameters: parameters,
      points: points.map { $0.map { .constant($0) } }, field: f, terms: terms)
  }
}

/// xx…x
func pure(_ order: Int, _ coordinate: Coordinate = .x) -> MultiIndex {
  MultiIndex(Array(repeating: coordinate, count: order))
}
