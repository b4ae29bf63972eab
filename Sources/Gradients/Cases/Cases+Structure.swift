// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

// Points where a slope is infinite and another is zero: by data, or because it is absent.

extension CaseCatalogue {
  static let structure: [any NestingCase] = StructureCase.Kind.allCases.map { StructureCase(kind: $0) }
}

/// A derivative at a branch point, or beside one.
struct StructureCase: NestingCase {
  enum Kind: String, CaseIterable {
    case cubeRootOfCube = "cbrt(x^3)' at 0"
    case rootOfFourthPower = "sqrt(x^4)'' at 0"
    case rootSquared = "(sqrt(x^2)^2/2)'' at 0"
    case rootSquaredOutside = "D of (sqrt(x^2)^2/2)' at 0"
    case cubeOfCubeRoot = "(cbrt(x)^3)' at 0"
    case rootOfParameter = "D of sqrt(t)^2 + (x t)' at t = 0"
    case rootTimesSquare = "(x^2 sqrt(x))' at 0"
    case rootOfConstant = "(x^2 + sqrt(0))'' at 0"
    case rootOfOther = "(x^2 + sqrt(y))'' at (1, 0)"
    case rootOfPowerZero = "(x^2 + sqrt(x^0 - 1))'' at 0"
    case fractionalPower = "(x^1.875)' at 0"
    case higherFractionalPower = "D of (x^4.5)'' at 0"
    case literalExponent = "D of (x^2.0)' at -3/2"
    case literalExponentAtZero = "(x^2.0)'' at 0"
    case literalInverse = "(x^-1.0)'' at -2"
  }
  let kind: Kind

  var name: String { kind.rawValue }
  var source: String {
    switch kind {
    case .cubeRootOfCube, .cubeOfCubeRoot, .rootOfFourthPower, .rootSquared, .rootSquaredOutside,
      .rootTimesSquare, .rootOfParameter:
      "a slope that happens to be zero, taken for one that is absent, gives 0 without a word"
    case .rootOfConstant, .rootOfOther, .rootOfPowerZero:
      "absent times infinite is absent: no number here comes of structure that was lost"
    default: "one meaning of an exponent by either name; JAX #14745, ad (Haskell) regression tests"
    }
  }
  var right: [String] {
    switch kind {
    case .cubeRootOfCube, .cubeOfCubeRoot, .rootSquared, .rootSquaredOutside: ["1"]
    case .rootTimesSquare, .fractionalPower, .higherFractionalPower: ["0"]
    case .literalInverse: ["-1/4"]
    default: ["2"]
    }
  }
  var wrong: [KnownWrong] {
    switch kind {
    case .cubeRootOfCube, .cubeOfCubeRoot, .rootOfFourthPower, .rootSquared, .rootSquaredOutside:
      [KnownWrong("zero-taken-for-absent", "0")]
    case .rootOfParameter: [KnownWrong("zero-taken-for-absent", "1")]
    default: []
    }
  }
  var isSingular: Bool {
    switch kind {
    case .cubeRootOfCube, .cubeOfCubeRoot, .rootOfFourthPower, .rootSquared, .rootSquaredOutside,
      .rootTimesSquare, .rootOfParameter:
      true
    default: false
    }
  }
  var isAtEdge: Bool { [.fractionalPower, .higherFractionalPower].contains(kind) }
  var coordinates: [Coordinate] { kind == .rootOfOther ? [.x, .y] : [.x] }
  /// The last derivative is the parameter's, or a factor's.
  private var isOutside: Bool {
    [.rootSquaredOutside, .higherFractionalPower, .literalExponent].contains(kind)
  }
  private var index: MultiIndex {
    switch kind {
    case .cubeRootOfCube, .cubeOfCubeRoot, .rootTimesSquare, .fractionalPower, .rootSquaredOutside,
      .literalExponent, .rootOfParameter:
      [.x]
    default: [.x, .x]
    }
  }
  var indices: [MultiIndex] { [index] }
  private var place: Double {
    switch kind {
    case .literalExponent: -1.5
    case .literalInverse: -2
    case .rootOfOther: 1
    default: 0
    }
  }
  func parameters<S: Scalar>(_: S.Type) -> [S] {
    [isOutside || kind == .rootOfParameter ? S(place) : 1]
  }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] {
    let x = isOutside ? theta[0] : S(place)
    return [coordinates.count == 2 ? [x, 0] : [x]]
  }
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S {
    if kind == .rootOfParameter { return S.pow(.sqrt(theta[0]), 2) + theta[0] * u[0][index] }
    return isOutside ? u[0][index] : theta[0] * u[0][index]
  }
  func field<S: Scalar>(_ p: [S], _ theta: [S]) -> S {
    let x = p[0]
    let square: S = x * x
    switch kind {
    case .rootOfParameter: return x
    case .cubeRootOfCube: return .root(.pow(x, 3), 3)
    case .cubeOfCubeRoot: return .pow(.root(x, 3), 3)
    case .rootOfFourthPower: return .sqrt(.pow(x, 4))
    case .rootSquared, .rootSquaredOutside: return S.pow(.sqrt(square), 2).scaled(by: 0.5)
    case .rootTimesSquare: return square * .sqrt(x)
    case .rootOfConstant: return square + .sqrt(S(0.0))
    case .rootOfOther: return square + .sqrt(p[1])
    case .rootOfPowerZero: return square + .sqrt(S.pow(x, 0) - 1)
    case .fractionalPower: return .pow(x, 1.875)
    case .higherFractionalPower: return .pow(x, 4.5)
    case .literalExponent, .literalExponentAtZero: return .pow(x, 2.0)
    case .literalInverse: return .pow(x, -1.0)
    }
  }
}
