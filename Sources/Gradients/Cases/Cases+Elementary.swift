// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

// Cases with elementary functions: they hold to rounding.

extension CaseCatalogue {
  static let elementary: [any NestingCase] =
    [
      FactorOfNorm(), AmazingBug(), ShiftedExponential(), TanhOfOuter(), PowerHessian(0), PowerHessian(1),
      ThreeFold(),
      FikeAlonso(order: 1), FikeAlonso(order: 2), SlopeSquared(), TanhLoss(), SigmoidCurvature(),
      FlatSeries(), SineOfCube(),
    ]
    + [
      "0.915136961826629203", "-0.533181878201454348", "-1.36430610610112356", "3.722485816613720073",
      "6.11370393195315228",
    ].enumerated().map { TanhPower(order: $0 + 1, right: [$1]) }
    + [1: "1", 2: "0", 3: "-1"].sorted { $0.key < $1.key }.map { SineAtZero(order: $0, right: [$1]) }
  static let tails: [any NestingCase] = [
    SlopeInTail(
      .tanh, 20, right: "1.6993417021166355837e-17", "JAX #40343", [KnownWrong(.tailCancellation, "0")]),
    SlopeInTail(.tanh, -9.010913848876953, right: "5.960458320396620444e-8", "JAX #40388", []),
    SlopeInTail(.tanh, 190, right: "0", "JAX #764: not a number in single precision", []),
    SlopeInTail(
      .sigmoid, 40, right: "4.248354255291588959e-18", "y(1 - y) where y rounds to one",
      [KnownWrong("slope-from-rounded-value", "0")]),
  ]
}

struct FactorOfNorm: NestingCase {
  let name = "D(v -> v D(y -> y |v|, 1), 1)"
  let source = "ForwardDiff.jl #83"
  let right = ["2"]
  let wrong = [KnownWrong(.closureDropped, "1")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[1]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { x[0] * S.sqrt(theta[0] * theta[0]) }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { theta[0] * u[0].x }
}
struct SineOfCube: NestingCase {
  let name = "sin(x^3)'' at 1/2"
  let source = "JAX, the example of jet's documentation"
  let right = ["2.906463464158796305980559"]
  let wrong = [KnownWrong("documented-formula", "2.9064939499610793")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [0.5] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [theta] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.sin(S.pow(x[0], 3)) }
}
struct AmazingBug: NestingCase {
  let name = "(D^ (D^ exp))(5), D^ f x = D(u -> f(x + u), 3)"
  let source = "Manzyuk et al., J. Funct. Program. 29 (2019) e12"
  let right = ["59874.141715197818455"]
  let wrong = [KnownWrong("amazing-bug", "0")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [3] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[3]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.exp(theta[0] + 5 + x[0]) }
}
struct ShiftedExponential: NestingCase {
  let name = "(D^ exp)(5)"
  let source = "Manzyuk et al., J. Funct. Program. 29 (2019) e12"
  let right = ["2980.9579870417282747"]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[3]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.exp(5 + x[0]) }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { theta[0] * u[0].x }
}
struct TanhOfOuter: NestingCase {
  let name = "D_x of D(y -> exp(y) tanh x, 0.3) at 0.2"
  let source = "HIPS autograd, Jacobian tests"
  let right = ["1.29727233501592721868"]
  let wrong = [KnownWrong(.closureDropped, "0")]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [0.2] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[0.3]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.exp(x[0]) * S.tanh(theta[0]) }
}
/// One column of the Hessian of xʸ at (1, 2).
struct PowerHessian: NestingCase {
  let name: String
  let source = "ad (Haskell), regression tests"
  let right: [String]
  private let index: MultiIndex
  init(_ column: Int) {
    name = "Hessian of x^y at (1, 2), column \(column + 1)"
    right = [["2", "1"], ["1", "0"]][column]
    index = column == 0 ? [.x] : [.y]
  }
  let coordinates: [Coordinate] = [.x, .y]
  var indices: [MultiIndex] { [index] }
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1, 2] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [theta] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.pow(x[0], x[1]) }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { u[0][index] }
}
struct ThreeFold: NestingCase {
  let name = "d/da d/db d/dc of sin(a b c) at (0.5, 0.7, 0.9)"
  let source = "three different levels"
  let right = ["0.563677042906221630"]
  let coordinates: [Coordinate] = [.x, .y]
  let indices: [MultiIndex] = [[.x, .y]]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [0.5] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[0.7, 0.9]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.sin(theta[0] * x[0] * x[1]) }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { u[0].xy }
}
/// eˣ/√(sin³x + cos³x) at 1.5, its first or second derivative.
struct FikeAlonso: NestingCase {
  let order: Int
  let source = "Fike and Alonso, AIAA 2011-886"
  var name: String { "derivative \(order) of exp(x)/sqrt(sin^3 x + cos^3 x) at 1.5" }
  var right: [String] { [order == 1 ? "4.05342789389862066" : "9.46307368159660335"] }
  func parameters<S: Scalar>(_: S.Type) -> [S] { [order == 1 ? 1 : 1.5] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[order == 1 ? 1.5 : theta[0]]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S {
    let sum: S = S.pow(S.sin(x[0]), 3) + S.pow(S.cos(x[0]), 3)
    return S.exp(x[0]) / S.sqrt(sum)
  }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { order == 1 ? theta[0] * u[0].x : u[0].x }
}
struct SlopeSquared: NestingCase {
  let name = "d/dw of (d/dx tanh(w x) - cos x)^2 at w = 1.2, x = 0.5"
  let source = "the smallest loss on a derivative"
  let right = ["-0.0119865090679837530"]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1.2] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[0.5]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.tanh(theta[0] * x[0]) }
  func terms<S: Scalar>(_ u: [Jet<S>], at points: [[S]], _ theta: [S]) -> [S] {
    let r: S = u[0].x - S.cos(points[0][0])
    return [r * r]
  }
}
struct TanhLoss: NeuronLoss {
  let name = "residual loss of v tanh(w x + b)"
  let source = "the smallest loss with a value, two derivatives and a boundary"
  let right = ["1.24103594429714618", "-1.67033380485695552", "0.00756907966084724545"]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1.2, 0.3, 0.8] }
  func activation<S: Scalar>(_ z: S) -> S { S.tanh(z) }
}
struct SigmoidCurvature: NestingCase {
  let name = "sigmoid'' at 0.3"
  let source = "TaylorDiff.jl #52: no method"
  let right = ["-0.03639618395557624416"]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [0.3] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [theta] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.apply(.sigmoid, to: x[0]) }
}
struct FlatSeries: NestingCase {
  let name = "tanh(x^2)'' at 0"
  let source = "a series whose slope is zero and whose curvature is not"
  let right = ["2"]
  let indices: [MultiIndex] = [[.x, .x]]
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[0]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.tanh(x[0] * x[0]) }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { theta[0] * u[0].xx }
}
/// tanh⁽ᵏ⁾ at 0.3: the last derivative around, the others inside.
struct TanhPower: NestingCase {
  let order: Int
  let right: [String]
  let source = "DiffSharp, nested derivative tests; digits by mpmath"
  var name: String { "derivative \(order) of tanh at 0.3" }
  private var index: MultiIndex { MultiIndex(Array(repeating: .x, count: order - 1)) }
  var indices: [MultiIndex] { [index] }
  func parameters<S: Scalar>(_: S.Type) -> [S] { [0.3] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [theta] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.tanh(x[0]) }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { u[0][index] }
}
/// sin⁽ᵏ⁾ at 0.
struct SineAtZero: NestingCase {
  let order: Int
  let right: [String]
  let source = "repeated forward mode; functorch"
  var name: String { "derivative \(order) of sin at 0" }
  private var index: MultiIndex { MultiIndex(Array(repeating: .x, count: order - 1)) }
  var indices: [MultiIndex] { [index] }
  func parameters<S: Scalar>(_: S.Type) -> [S] { [0] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [theta] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.sin(x[0]) }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { u[0][index] }
}
/// f′ where f is flat: what is left of a difference of numbers near one has no digits.
struct SlopeInTail: NestingCase {
  let name: String
  let right: [String]
  let source: String
  let wrong: [KnownWrong]
  private let f: Elementary
  private let x: Double
  init(_ f: Elementary, _ x: Double, right: String, _ source: String, _ wrong: [KnownWrong]) {
    name = "\(f)' at \(x)"
    self.f = f
    self.x = x
    self.right = [right]
    self.source = source
    self.wrong = wrong
  }
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[S(x)]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S { S.apply(f, to: x[0]) }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { theta[0] * u[0].x }
}
