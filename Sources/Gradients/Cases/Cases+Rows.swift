// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

// Functions that are written by hand as quotients, sums and roots, and lose their digits so: as rows they
// keep them.

extension CaseCatalogue {
  static let rows: [any NestingCase] = RowCase.Kind.allCases.map { RowCase(kind: $0) }
}

/// A derivative of a function of x, or of x and y, where its formula has none.
struct RowCase: NestingCase {
  enum Kind: String, CaseIterable {
    case sincCurvature = "sinc'' at 0"
    case sincSlope = "sinc' at 2^-20"
    case expm1Slope = "((exp(x) - 1)/x)' at 0"
    case expm1SlopeBeside = "((exp(x) - 1)/x)' at 2^-20"
    case softplusCurvature = "softplus'' at 50"
    case errorCurvature = "erf'' at 1/2"
    case absoluteSlope = "|x|' at -1"
    case rectifierSquared = "(relu(x)^2)'' at 1"
    case leakyMixed = "d/dx d/dy of leaky_relu[1/4](x) y at (-1, 1)"
    case exponentialUnit = "elu'' at -3/4"
    case hypotCurvature = "d2/dx2 of hypot(x, y) at (3, 4) 2^64"
    case angleMixed = "d/dx d/dy of atan2(y, x) at (1, 2)"
    case angleBehind = "d/dx d/dy of atan2(y, x) at (-1, -2)"
    case softMaximum = "d2/dx2 of log(exp(x) + exp(y)) at (800, 799)"
    case larger = "(max(x, y) x)' at (3, 2)"
    case smaller = "(min(x, y) x)' at (3, 2)"
  }
  let kind: Kind

  var name: String { kind.rawValue }
  var source: String {
    switch kind {
    case .sincCurvature, .sincSlope, .expm1Slope, .expm1SlopeBeside:
      "a removable singularity: the quotient loses twelve digits beside it; digits by mpmath"
    case .softplusCurvature, .softMaximum: "log(1 + exp x) overflows, or loses the one; digits by mpmath"
    case .hypotCurvature: "squares overflow in single precision"
    default: "closed form; digits by mpmath"
    }
  }
  var right: [String] {
    switch kind {
    case .sincCurvature: ["-1/3"]
    case .sincSlope: ["-3.178914388020544212754e-7"]
    case .expm1Slope: ["1/2"]
    case .expm1SlopeBeside: ["0.500000317891552488949967"]
    case .softplusCurvature: ["1.928749847963917783016598801e-22"]
    case .errorCurvature: ["-0.8787825789354447940937239548"]
    case .absoluteSlope: ["-1"]
    case .rectifierSquared: ["2"]
    case .leakyMixed: ["1/4"]
    case .exponentialUnit: ["0.4723665527410147071380465509"]
    case .hypotCurvature: ["6.938893903907228377647697926e-21"]
    case .angleMixed, .angleBehind: ["3/25"]
    case .softMaximum: ["0.1966119332414818525374247336"]
    case .larger: ["6"]
    case .smaller: ["2"]
    }
  }
  var wrong: [KnownWrong] {
    switch kind {
    case .sincSlope: [KnownWrong("cancellation", "-3.17831e-7")]
    case .softplusCurvature: [KnownWrong("overflow", "0")]
    default: []
    }
  }
  private var place: [Double] {
    switch kind {
    case .sincCurvature, .expm1Slope: [0]
    case .sincSlope, .expm1SlopeBeside: [0x1p-20]
    case .softplusCurvature: [50]
    case .errorCurvature: [0.5]
    case .absoluteSlope: [-1]
    case .rectifierSquared: [1]
    case .leakyMixed: [-1, 1]
    case .exponentialUnit: [-0.75]
    case .hypotCurvature: [0x3p64, 0x4p64]
    case .angleMixed: [1, 2]
    case .angleBehind: [-1, -2]
    case .softMaximum: [800, 799]
    case .larger, .smaller: [3, 2]
    }
  }
  var coordinates: [Coordinate] { place.count == 2 ? [.x, .y] : [.x] }
  private var index: MultiIndex {
    switch kind {
    case .sincSlope, .expm1Slope, .expm1SlopeBeside, .absoluteSlope, .larger, .smaller: [.x]
    case .leakyMixed, .angleMixed, .angleBehind: [.x, .y]
    default: [.x, .x]
    }
  }
  var indices: [MultiIndex] { [index] }
  func parameters<S: Scalar>(_: S.Type) -> [S] { [1] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [place.map { S($0) }] }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { theta[0] * u[0][index] }
  func field<S: Scalar>(_ p: [S], _ theta: [S]) -> S {
    let (x, y) = (p[0], p[p.count - 1])
    switch kind {
    case .sincCurvature, .sincSlope: return .apply(.sinc, to: x)
    case .expm1Slope, .expm1SlopeBeside: return .apply(.expm1OverX, to: x)
    case .softplusCurvature: return .apply(.softplus, to: x)
    case .errorCurvature: return .apply(.erf, to: x)
    case .absoluteSlope: return .apply(.abs, to: x)
    case .rectifierSquared: return .pow(.apply(.relu, to: x), 2)
    case .leakyMixed: return y * .apply(.leakyRelu(0.25), to: x)
    case .exponentialUnit: return .apply(.elu, to: x)
    case .hypotCurvature: return .hypot(x, y)
    case .angleMixed, .angleBehind: return .atan2(y: y, x: x)
    case .softMaximum: return .logSumExp([x, y])
    case .larger: return x * .maximum(of: x, y)
    case .smaller: return x * .minimum(of: x, y)
    }
  }
}

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
