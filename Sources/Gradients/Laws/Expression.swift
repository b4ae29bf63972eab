// SPDX-License-Identifier: MIT

import Differentiation
import Networks
import RealModule

/// A random function, to state laws about; small enough to be printed, and to be shrunk where a law breaks.
package indirect enum Expression: Sendable, Equatable {
  /// A coordinate, or a derivative where the expression is a term of a loss.
  case input(Int)
  case parameter(Int)
  case constant(Double)
  case sum(Expression, Expression)
  case difference(Expression, Expression)
  case product(Expression, Expression)
  case quotient(Expression, Expression)
  case call(Elementary, Expression)

  static func + (a: Self, b: Self) -> Self { .sum(a, b) }
  static func - (a: Self, b: Self) -> Self { .difference(a, b) }
  static func * (a: Self, b: Self) -> Self { .product(a, b) }
  static func / (a: Self, b: Self) -> Self { .quotient(a, b) }
  static func * (k: Double, a: Self) -> Self { .product(.constant(k), a) }

  func callAsFunction<S: Scalar>(_ x: [S], _ theta: [S]) -> S {
    switch self {
    case .input(let i): return x[i]
    case .parameter(let i): return theta[i]
    case .constant(let c): return S(c)
    case .sum(let a, let b): return a(x, theta) + b(x, theta)
    case .difference(let a, let b): return a(x, theta) - b(x, theta)
    case .product(let a, let b): return a(x, theta) * b(x, theta)
    case .quotient(let a, let b): return a(x, theta) / b(x, theta)
    case .call(let f, let a): return S.apply(f, to: a(x, theta))
    }
  }

  /// The expression with its inputs replaced.
  func of(_ inputs: [Expression]) -> Expression {
    switch self {
    case .input(let i): inputs[i]
    case .parameter, .constant: self
    case .sum(let a, let b): .sum(a.of(inputs), b.of(inputs))
    case .difference(let a, let b): .difference(a.of(inputs), b.of(inputs))
    case .product(let a, let b): .product(a.of(inputs), b.of(inputs))
    case .quotient(let a, let b): .quotient(a.of(inputs), b.of(inputs))
    case .call(let f, let a): .call(f, a.of(inputs))
    }
  }

  /// The expression with its parameters replaced.
  func replacingParameters(_ parameters: [Expression]) -> Expression {
    switch self {
    case .parameter(let i): parameters[i]
    case .input, .constant: self
    case .sum(let a, let b): .sum(a.replacingParameters(parameters), b.replacingParameters(parameters))
    case .difference(let a, let b):
      .difference(a.replacingParameters(parameters), b.replacingParameters(parameters))
    case .product(let a, let b):
      .product(a.replacingParameters(parameters), b.replacingParameters(parameters))
    case .quotient(let a, let b):
      .quotient(a.replacingParameters(parameters), b.replacingParameters(parameters))
    case .call(let f, let a): .call(f, a.replacingParameters(parameters))
    }
  }
  /// The parameter as a second coordinate.
  var withParameterAsSecondInput: Expression { replacingParameters([.input(1)]) }
  /// The parameter as the coordinate, and the coordinate as the parameter.
  var exchangingInputAndParameter: Expression {
    withParameterAsSecondInput.of([.parameter(0), .input(0)])
  }

  /// What it is made of, the simplest first: where a law still breaks for one of these, the rest was not to
  /// blame.
  var parts: [Expression] {
    switch self {
    case .input, .parameter, .constant: []
    case .sum(let a, let b), .difference(let a, let b), .product(let a, let b), .quotient(let a, let b):
      [a, b]
    case .call(let f, let a): [a] + (a.parts.isEmpty ? [] : [.call(f, .input(0))])
    }
  }

  /// A function that is smooth near the points that laws are tried at, of moderate size.
  /// - Parameter inputs: how many coordinates it depends on; all of them, where it is deep enough.
  static func random<G: RandomNumberGenerator>(
    inputs: Int, parameters: Int = 0, depth: Int = 3, using random: inout G
  ) -> Expression {
    func leaf() -> Expression {
      let n = Int.random(in: 0..<(2 * (inputs + parameters) + 1), using: &random)
      if n == 2 * (inputs + parameters) {
        return .constant([0.5, 2, -1.5][Int.random(in: 0..<3, using: &random)])
      }
      return n / 2 < inputs ? .input(n / 2) : .parameter(n / 2 - inputs)
    }
    func node(_ depth: Int) -> Expression {
      if depth == 0 { return leaf() }
      let a = node(depth - 1)
      let square = Expression.call(.power(2), a)
      switch Int.random(in: 0..<14, using: &random) {
      case 0: return a + leaf()
      case 1: return a * leaf()
      case 2: return leaf() - a
      case 3: return a / (.constant(2) + .call(.power(2), leaf()))
      case 4: return .call(.tanh, a)
      case 5: return .call(.sin, a)
      case 6: return .call(.cos, a)
      case 7: return .call(.exp, .call(.sin, a))
      case 8: return .call(.sigmoid, a)
      case 9: return .call(.softplus, a)
      case 10: return .call(.sqrt, .constant(1) + square)
      case 11: return .call(.log, .constant(1.5) + square)
      case 12: return .call(.atan, a)
      default: return .call(.power(3), .call(.sin, a))
      }
    }
    // Every coordinate and every parameter takes part.
    let used = (0..<inputs).map { Expression.input($0) } + (0..<parameters).map { .parameter($0) }
    return used.reduce(node(depth)) { sum, x in sum + .call(.sin, x * .constant(0.75) + leaf()) * node(1) }
  }
}

extension Expression: CustomStringConvertible {
  package var description: String {
    switch self {
    case .input(let i): ["x", "y", "z"].indices.contains(i) ? ["x", "y", "z"][i] : "x\(i)"
    case .parameter(let i): "p\(i)"
    case .constant(let c): "\(c)"
    case .sum(let a, let b): "(\(a) + \(b))"
    case .difference(let a, let b): "(\(a) - \(b))"
    case .product(let a, let b): "\(a)*\(b)"
    case .quotient(let a, let b): "\(a)/(\(b))"
    case .call(.power(let n), let a): "(\(a))^\(n)"
    case .call(let f, let a): "\(f)(\(a))"
    }
  }
}

/// A question made of expressions.
struct Asked: NestedFunction {
  var name: String
  var coordinates: [Coordinate]
  var indices: [MultiIndex]
  var parameters: [Double]
  /// Of the parameters.
  var points: [[Expression]]
  var field: Expression
  /// Of the derivatives, point after point: the value, then the indices in order.
  var terms: [Expression]

  func parameters<S: Scalar>(_: S.Type) -> [S] { parameters.map { S($0) } }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { points.map { $0.map { $0([], theta) } } }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { field(x, theta) }
  func terms<S: Scalar>(_ u: [Jet<S>], at points: [[S]], _ theta: [S]) -> [S] {
    let inputs = u.flatMap { u in ([.value] + indices.filter { $0 != .value }).map { u[$0] } }
    return terms.map { $0(inputs, theta) }
  }
}
