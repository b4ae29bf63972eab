// SPDX-License-Identifier: MIT

import Differentiation

/// A tower of number types as a way to differentiate: all derivatives that it carries of a function of one
/// variable.
package protocol DerivativeTower: Scalar {
  associatedtype Ground: Scalar
  /// f, f′, … at x, up to the order of the tower.
  static func derivatives(at x: Ground, of f: (Self) -> Self) -> [Ground]
}

extension Double: DerivativeTower {
  package static func derivatives(at x: Double, of f: (Double) -> Double) -> [Double] { [f(x)] }
}
extension Float: DerivativeTower {
  package static func derivatives(at x: Float, of f: (Float) -> Float) -> [Float] { [f(x)] }
}
#if arch(x86_64)
  extension Float80: DerivativeTower {
    package static func derivatives(at x: Float80, of f: (Float80) -> Float80) -> [Float80] { [f(x)] }
  }
#endif

// Each level differentiates what the level below computes: its own value and derivative are functions there.
extension Dual: DerivativeTower where S: DerivativeTower {
  package static func derivatives(at x: S.Ground, of f: (Self) -> Self) -> [S.Ground] {
    [S.derivatives(at: x) { f(Self($0, 1)).value }[0]] + S.derivatives(at: x) { f(Self($0, 1)).tangent }
  }
}
extension HyperDual: DerivativeTower where S: DerivativeTower {
  package static func derivatives(at x: S.Ground, of f: (Self) -> Self) -> [S.Ground] {
    [
      S.derivatives(at: x) { f(Self($0, 1, 1, nil)).value }[0],
      S.derivatives(at: x) { f(Self($0, 1, 1, nil)).e2 }[0],
    ]
      + S.derivatives(at: x) { f(Self($0, 1, 1, nil)).e12 }
  }
}
extension Constant: DerivativeTower where S: DerivativeTower {
  package static func derivatives(at x: S.Ground, of f: (Self) -> Self) -> [S.Ground] {
    S.derivatives(at: x) { f(Self($0, slope: 1)).value }
  }
}
extension Taylor: DerivativeTower where Lower.Base: DerivativeTower {
  package static func derivatives(at x: Lower.Base.Ground, of f: (Self) -> Self) -> [Lower.Base.Ground] {
    (0..<order).map { k in Base.derivatives(at: x) { f(Self($0, slope: 1)).derivative(k) }[0] }
      + Base.derivatives(at: x) { f(Self($0, slope: 1)).derivative(order) }
  }
}
extension ReverseNumber: DerivativeTower where S: DerivativeTower {
  package static func derivatives(at x: S.Ground, of f: (Self) -> Self) -> [S.Ground] {
    [S.derivatives(at: x) { gradient(at: [$0]) { f($0[0]) }.value }[0]]
      + S.derivatives(at: x) { gradient(at: [$0]) { f($0[0]) }.gradient[0] }
  }
}
extension Rational: DerivativeTower {
  package static func derivatives(at x: Rational, of f: (Rational) -> Rational) -> [Rational] { [f(x)] }
}
