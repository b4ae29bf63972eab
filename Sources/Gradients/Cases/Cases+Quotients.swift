// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

// Quotients, and losses of one neuron in exact arithmetic.

extension CaseCatalogue {
  static let quotients: [any NestingCase] = [SlopeOfQuotient(), MixedQuotient(), NewtonRoot()]
  static let losses: [any NestingCase] = [CubicLoss()]
}

struct SlopeOfQuotient: NestingCase {
  let name = "((x + 1)/x)' at 1"
  let source = "TaylorDiff.jl, quotient of a series by itself"
  let right = ["-1"]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[1]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S {
    let above: S = x[0] + 1
    return above / x[0]
  }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { theta[0] * u[0].x }
}
struct MixedQuotient: NestingCase {
  let name = "d/dx d/dy of (x + y)/(x y) + x/y at (2, 3)"
  let source = "both slots of a quotient at both levels"
  let right = ["-1/9"]
  let wrong = [KnownWrong(.closureDropped, "0")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [2] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[3]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S {
    let sum: S = theta[0] + x[0]
    let product: S = theta[0] * x[0]
    let ratio: S = theta[0] / x[0]
    return sum / product + ratio
  }
}
/// One Newton step from 2 for √x is (2 + x/2)/2; one more divides by it.
struct NewtonRoot: NestingCase {
  let name = "the second derivative of two Newton steps for sqrt(x) at 4"
  let source = "differentiation of an iteration, after FADBAD++; exact after two steps from 2"
  let right = ["-1/32"]
  let wrong = [KnownWrong(.innerDetached, "0")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [4] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [theta] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S {
    (0..<2).reduce(S(2.0)) { (y: S, _) -> S in
      let ratio: S = x[0] / y
      return (y + ratio).scaled(by: 0.5)
    }
  }
}

/// One neuron u = v f(wx + b) under r = u_xx + u u_x − 1/7 at x = 1/2 and u(0) = 1: L = r² + (u(0) − 1)².
protocol NeuronLoss: NestingCase {
  func activation<S: Scalar>(_ z: S) -> S
}
extension NeuronLoss {
  var indices: [MultiIndex] { [[.x], [.x, .x]] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[0.5], [0]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { theta[2] * activation(theta[0] * x[0] + theta[1]) }
  func terms<S: Scalar>(_ u: [Jet<S>], at points: [[S]], _ theta: [S]) -> [S] {
    let convection: S = u[0].value * u[0].x
    let r: S = u[0].xx + convection - S(1).divided(by: 7)
    let edge: S = u[1].value - 1
    return [r * r, edge * edge]
  }
}
struct CubicLoss: NeuronLoss {
  let name = "residual loss of v (w x + b)^3"
  let source = "the smallest loss with a value, two derivatives and a boundary; exact"
  let right = ["48460329454/5537109375", "24428261399/5315625000", "897506578259/299003906250"]
  let wrong = [
    KnownWrong(.innerDetached, "0.26552", "0.35212", "0.10997"),
    KnownWrong(.channelDetached, "0.58414", "0.70614", "0.23585"),
    KnownWrong(.lastPointDetached, "8.75192", "4.77448", "3.01756"),
    KnownWrong(.factorialMissing, "2.10763", "1.09873", "0.72215"),
  ]
  func parameters<S: Scalar>(_: S.Type) -> [S] {
    [S(2).divided(by: 3), S(1).divided(by: 5), 0.75]
  }
  func activation<S: Scalar>(_ z: S) -> S { S.pow(z, 3) }
}
