// SPDX-License-Identifier: MIT

import Differentiation

/// Compositions at points where a factor of the chain rule is infinite, or a function has a kink.
enum Singular: CaseIterable, Sendable {
  case cubeRootOfCube, rootOfFourthPower, halfSquareOfRoot, rootTimesItself
  case root, fourthRoot, powerOf1875, powerOf4500
  case rootOfConstant, rootOfPowerOfZero, logOfNamedConstant, factorAtItsRoot
  case integerSquare, literalSquare, literalCube, literalInverse, literalOne, negativeBase
  case relu, leaky, elu, abs, sinc, expm1OverX, maximum, minimum
  case reluOfMinusRoot, logOutside, logOnePlusOutside, atanhOutside, acoshOutside, asinOutside

  var point: Double {
    switch self {
    case .integerSquare, .literalSquare, .literalInverse, .negativeBase, .logOutside, .logOnePlusOutside,
      .acoshOutside, .asinOutside, .atanhOutside:
      -2
    default: 0
    }
  }

  /// f, f′, f″, f‴; NaN where the chain rule has no answer, or mathematics an infinite one.
  var right: [Double] {
    let none = Double.nan
    return switch self {
    case .cubeRootOfCube, .rootOfFourthPower, .halfSquareOfRoot, .rootTimesItself, .root, .fourthRoot:
      [0, none, none, none]
    case .powerOf1875: [0, 0, none, none]
    case .powerOf4500: [0, 0, 0, 0]
    case .rootOfConstant, .rootOfPowerOfZero: [0, 1, 0, 0]
    case .logOfNamedConstant: [0, 0, 2, 0]
    case .factorAtItsRoot: [0, 0, 0, 0]
    case .integerSquare, .literalSquare: [4, -4, 2, 0]
    case .literalCube: [0, 0, 0, 6]
    case .literalInverse: [-0.5, -0.25, -0.25, -0.375]
    case .literalOne: [1, 0, 0, 0]
    case .negativeBase, .logOutside, .logOnePlusOutside, .atanhOutside, .acoshOutside, .asinOutside:
      [none, none, none, none]
    case .relu, .abs: [0, 0, 0, 0]
    case .leaky: [0, 0.125, 0, 0]
    case .elu: [0, 1, 1, 1]
    case .sinc: [1, 0, -1.0 / 3, 0]
    case .expm1OverX: [1, 0.5, 1.0 / 3, 0.25]
    case .maximum, .minimum: [0, 0.5, 0, 0]
    case .reluOfMinusRoot: [0, none, none, none]
    }
  }

  func callAsFunction<N: Scalar>(_ x: N) -> N {
    switch self {
    case .cubeRootOfCube: return .root(.pow(x, 3), 3)
    case .rootOfFourthPower: return .sqrt(.pow(x, 4))
    case .halfSquareOfRoot:
      let root: N = .sqrt(x * x)
      return (root * root).scaled(by: 0.5)
    case .rootTimesItself: return x * .sqrt(x)
    case .root: return .sqrt(x)
    case .fourthRoot: return .pow(x, 0.25)
    case .powerOf1875: return .pow(x, 1.875)
    case .powerOf4500: return .pow(x, 4.5)
    case .rootOfConstant: return x + .sqrt(N(0.0))
    case .rootOfPowerOfZero: return x + .sqrt(.pow(x, 0) - 1)
    case .logOfNamedConstant: return x * x + .apply(.root(3), to: N(NamedConstant("nu", 0)))
    case .factorAtItsRoot: return x * .sqrt(N(0.0))
    case .integerSquare: return .pow(x, 2)
    case .literalSquare: return .pow(x, 2.0)
    case .literalCube: return .pow(x, 3.0)
    case .literalInverse: return .pow(x, -1.0)
    case .literalOne: return .pow(x, 0.0)
    case .negativeBase: return .pow(x, 1.5)
    case .relu: return .apply(.relu, to: x)
    case .leaky: return .apply(.leakyRelu(0.125), to: x)
    case .elu: return .apply(.elu, to: x)
    case .abs: return .apply(.abs, to: x)
    case .sinc: return .apply(.sinc, to: x)
    case .expm1OverX: return .apply(.expm1OverX, to: x)
    case .maximum: return .maximum(of: x, 0)
    case .minimum: return .minimum(of: 0, x)
    case .logOutside: return .log(x)
    case .logOnePlusOutside: return .log(onePlus: x)
    case .atanhOutside: return .atanh(x)
    case .acoshOutside: return .acosh(x)
    case .asinOutside: return .asin(x)
    case .reluOfMinusRoot: return .apply(.relu, to: -.sqrt(x))
    }
  }
}
