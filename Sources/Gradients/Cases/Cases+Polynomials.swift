// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

// Derivatives of one function nested in one another: detached levels, powers at zero, mixed partials.

extension CaseCatalogue {
  static let polynomials: [any NestingCase] = [
    PowerOfX(
      "(t^4)'' at 3/2", 4, at: 3, over: 2, right: "27", "DifferentiationInterface.jl #1017",
      [.init(.innerDetached, "0")]),
    PowerOfX(
      "(x^5)''' at 1", 5, at: 1, inner: 2, right: "60", "Diffractor.jl #27", [.init("slots-swapped", "-76")]),
    PowerOfX("(x^2)'' at 0", 2, at: 0, right: "2", "TaylorDiff.jl #41", [.init(.innerDetached, "0")]),
    PowerOfX("(x^0)'' at 0", 0, at: 0, right: "0", "JAX #18450"),
    PowerOfX("(x^4)''''' at 0", 4, at: 0, inner: 4, right: "0", "TensorFlow #35011"),
    PowerOfX(
      "(2x^4)'' at 2", 4, at: 2, factor: 2, right: "96", "Enzyme.jl #2102", [.init(.innerDetached, "0")]),
    SquareOfDouble(), ZeroTimesCube(), Quartic(), SlopeOfSquare(), SlopeOfSquareAtZero(), SlopeAtOwnPoint(),
    SquareOfProduct(), SquaresProduct(), QuinticMixed(), CoefficientOfSquare(), Rosenbrock(), SeriesSum(),
    FourthMixed(),
  ]
}

/// factor·xⁿ, differentiated `inner` times inside and once around.
struct PowerOfX: NestingCase {
  let name: String
  let exponent: Int
  let numerator: Double
  let denominator: Double
  let inner: Int
  let factor: Double
  let right: [String]
  let source: String
  let wrong: [KnownWrong]
  init(
    _ name: String, _ exponent: Int, at numerator: Double, over denominator: Double = 1, inner: Int = 1,
    factor: Double = 1, right: String, _ source: String, _ wrong: [KnownWrong] = []
  ) {
    self.name = name
    self.exponent = exponent
    self.numerator = numerator
    self.denominator = denominator
    self.inner = inner
    self.factor = factor
    self.right = [right]
    self.source = source
    self.wrong = wrong
  }
  var index: MultiIndex { MultiIndex(Array(repeating: .x, count: inner)) }
  var indices: [MultiIndex] { [index] }
  func parameters<S: Scalar>(_: S.Type) -> [S] { [S(numerator).divided(by: denominator)] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [theta] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.pow(x[0], exponent).scaled(by: factor) }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { u[0][index] }
}
struct SquareOfDouble: NestingCase {
  let name = "((2x)^2)'' at 3"
  let source = "PyTorch #58509"
  let right = ["8"]
  let wrong = [KnownWrong(.ruleNotDifferentiated, "0")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [3] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [theta] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.pow(x[0].scaled(by: 2), 2) }
}
struct ZeroTimesCube: NestingCase {
  let name = "(x^4 + 0 x^3)'' at 1"
  let source = "Enzyme.jl #748"
  let right = ["12"]
  let wrong = [KnownWrong("vectorised-between-levels", "15")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [theta] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.pow(x[0], 4) + S.pow(x[0], 3).scaled(by: 0) }
}
struct Quartic: NestingCase {
  let name = "(1 - 96/25 x^2 + 112/25 x^4)'' at 1/2"
  let source = "HyperDualNumbers.jl #1"
  let right = ["144/25"]
  let wrong = [KnownWrong("hyper-dual-power", "528/25")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [0.5] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [theta] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S {
    let square: S = x[0] * x[0]
    let bracket: S = square.scaled(by: 112) - 96
    return 1 + square * bracket.divided(by: 25)
  }
}
struct SlopeOfSquare: NestingCase {
  let name = "(x^2)' at 3"
  let source = "NeuralPDE.jl #115"
  let right = ["6"]
  let wrong = [KnownWrong(.differenceScale, "12")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[3]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { x[0] * x[0] }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { theta[0] * u[0].x }
}
struct SlopeOfSquareAtZero: NestingCase {
  let name = "(x^2)' at 0"
  let source = "TaylorDiff.jl #41, #54"
  let right = ["0"]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[0]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.pow(x[0], 2) }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { theta[0] * u[0].x }
}
struct SlopeAtOwnPoint: NestingCase {
  let name = "D(x -> x D(y -> y^2, x), 1)"
  let source = "eshkol #75"
  let right = ["4"]
  let wrong = [KnownWrong(.innerDetached, "2")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [theta] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.pow(x[0], 2) }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { theta[0] * u[0].x }
}
struct SquareOfProduct: NestingCase {
  let name = "d/du d/dp of u1^2 u2^2 p^2 at u = (2, 3), p = 4"
  let source = "ForwardDiff.jl #423"
  let right = ["288", "192"]
  let wrong = [KnownWrong(.closureDropped, "0", "0")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [2, 3] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[4]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.pow(theta[0] * theta[1] * x[0], 2) }
}
struct SquaresProduct: NestingCase {
  let name = "d/dx d/dy of x^2 y^2 at (3, 5)"
  let source = "DiffSharp, nested derivative tests"
  let right = ["60"]
  let wrong = [KnownWrong(.closureDropped, "0")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [3] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[5]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.pow(theta[0], 2) * S.pow(x[0], 2) }
}
struct QuinticMixed: NestingCase {
  let name = "u_xxyyy of x^2 y^3 at (2, 3)"
  let source = "TaylorDiff.jl #59"
  let right = ["12"]
  let coordinates: [Coordinate] = [.x, .y]
  let indices: [MultiIndex] = [[.x, .y, .y, .y]]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [2] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[theta[0], 3]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.pow(x[0], 2) * S.pow(x[1], 3) }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { u[0][.x, .y, .y, .y] }
}
struct CoefficientOfSquare: NestingCase {
  let name = "d/dp of (p x^2)'' at x = 3"
  let source = "eshkol #138"
  let right = ["2"]
  let wrong = [KnownWrong(.innerDetached, "0"), KnownWrong(.factorialMissing, "1")]
  let indices: [MultiIndex] = [[.x, .x]]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [7] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[3]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { theta[0] * S.pow(x[0], 2) }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { u[0].xx }
}
struct Rosenbrock: NestingCase {
  let name = "Rosenbrock's Hessian at (1/2, 1/4) times (1, 2)"
  let source = "DiffSharp, nested derivative tests"
  let right = ["-198", "200"]
  let wrong = [KnownWrong(.coordinatesSwapped, "204", "-200")]
  let coordinates: [Coordinate] = [.x, .y]
  let indices: [MultiIndex] = [[.x], [.y]]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [0.5, 0.25] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [theta] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S {
    let valley: S = x[1] - x[0] * x[0]
    let slope: S = 1 - x[0]
    return slope * slope + (valley * valley).scaled(by: 100)
  }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { u[0].x + u[0].y.scaled(by: 2) }
}
struct SeriesSum: NestingCase {
  let name = "(1 + x + x^2 + x^3)' at 0"
  let source = "JAX #14745"
  let right = ["1"]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[0]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S {
    (0...3).reduce(into: S(0.0)) { $0 += S.pow(x[0], $1) }
  }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { theta[0] * u[0].x }
}
struct FourthMixed: NestingCase {
  let name = "grad of a u_xxyy + b u_xy, u = (x + 2y)^4 x y/a"
  let source = "mixed derivatives of every slot at once"
  let right = ["57/4", "-19/2"]
  let coordinates: [Coordinate] = [.x, .y]
  let indices: [MultiIndex] = [[.x, .y], [.x, .x, .y, .y]]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [2, 3] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[1, -1]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S {
    let fourth: S = S.pow(x[0] + x[1].scaled(by: 2), 4)
    let product: S = fourth * x[0] * x[1]
    return product / theta[0]
  }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S {
    theta[0] * u[0][.x, .x, .y, .y] + theta[1] * u[0].xy
  }
}
