// SPDX-License-Identifier: MIT

import RealModule

/// The one rule table: each elementary function of one variable, once, with its derivative.
///
/// Every number type lifts this table, so that n rules and m types are n + m pieces of code. A derivative is
/// written in the number type itself; derivatives of any order follow by nesting.
///
/// **At a kink** f′ and all that follow it are those from the left, as of x ≤ 0: relu′(0) = 0, a leaky one
/// has its slope, elu″(0) = 1. |x|′ is 0 at 0, the mean of both sides. Rows that are constant in pieces, as
/// sign, have no derivative anywhere, at their jumps neither (``isFlat``).
///
/// **Where f has a removable singularity** as a formula, the row has none: use `.sinc` for sin x/x and
/// `.expm1OverX` for (eˣ − 1)/x. The quotients themselves are NaN at 0, and lose all digits of their
/// derivatives beside it.
public enum Elementary: Hashable, Sendable {
  case exp, expMinusOne, log, logOnePlus
  case sin, cos, tan, asin, acos, atan
  case sinh, cosh, tanh, asinh, acosh, atanh
  case sqrt, reciprocal
  /// The logistic function 1/(1 + e⁻ˣ).
  case sigmoid
  /// log(1 + eˣ).
  case softplus
  /// The error function, and its complement.
  case erf, erfc
  /// The derivative of that order of sin x/x.
  case sincDerivative(Int32)
  /// The derivative of that order of (eˣ − 1)/x.
  case expm1OverXDerivative(Int32)
  /// xⁿ; n may be zero or negative.
  case power(Int32)
  /// xᶜ for an exponent that is no integer, x ≥ 0; NaN below.
  case realPower(Double)
  /// The nth root, n ≥ 1; odd roots take negative arguments.
  case root(Int32)
  case abs
  /// x for x > 0, and a·x otherwise.
  case leakyRelu(Double)
  /// Its slope: 1 or a.
  case leakySlope(Double)
  /// The derivative of that order of x for x > 0, and eˣ − 1 otherwise.
  case eluDerivative(Int32)
  /// −1, 0 or 1.
  case sign
  /// The power of two at or below |x|, at least the least normal number: a scale that divides without
  /// rounding.
  case binade
  /// 1 for x ≥ 0, and no number below: the domain of what has a derivative whose formula goes on beyond it.
  case nonNegative
  /// x as a constant.
  case detached

  /// sin x/x
  public static let sinc = Elementary.sincDerivative(0)
  /// (eˣ − 1)/x
  public static let expm1OverX = Elementary.expm1OverXDerivative(0)
  /// The larger of x and 0.
  public static let relu = Elementary.leakyRelu(0)
  /// x for x > 0, and eˣ − 1 otherwise.
  public static let elu = Elementary.eluDerivative(0)

  /// Every row; families are represented by the members that have a case of their own somewhere.
  public static let table: [Elementary] =
    [
      .exp, .expMinusOne, .log, .logOnePlus, .sin, .cos, .tan, .asin, .acos, .atan, .sinh, .cosh, .tanh,
      .asinh, .acosh, .atanh, .sqrt, .reciprocal, .sigmoid, .softplus, .erf, .erfc, .abs, .sign, .binade,
      .nonNegative, .detached,
      .relu, .leakyRelu(0.01), .leakySlope(0), .leakySlope(0.01),
    ] + [-3, -1, 0, 1, 2, 3, 5, 8].map { .power($0) } + [1, 2, 3, 5].map { .root($0) }
    + [-0.5, 0.25, 1.875, 4.5].map { .realPower($0) } + [0, 1, 3].map { .sincDerivative($0) }
    + [0, 1, 3].map { .expm1OverXDerivative($0) } + [0, 1, 2].map { .eluDerivative($0) }

  /// Whether it is constant in pieces: its values do not depend on the variable, and have no derivative to be
  /// multiplied by.
  @inlinable public var isFlat: Bool {
    switch self {
    case .power(0), .sign, .leakySlope, .binade, .nonNegative, .detached: true
    default: false
    }
  }

  /// f(x).
  @inlinable public func value<S: Scalar>(_ x: S) -> S { S.apply(self, to: x) }

  /// f′(x), given y = f(x).
  @inlinable public func derivative<S: Scalar>(_ x: S, value y: S) -> S {
    switch self {
    case .exp: y
    case .expMinusOne: S.exp(x)
    case .log: Self.reciprocalInside(x)
    case .logOnePlus: Self.reciprocalInside(1 + x)
    case .sin: S.cos(x)
    case .cos: -S.sin(x)
    case .tan: 1 + y * y
    // (1 − x)(1 + x) keeps its digits near ±1, where 1 − x² loses them.
    case .asin: 1 / S.sqrt((1 - x) * (1 + x))
    case .acos: -1 / S.sqrt((1 - x) * (1 + x))
    case .atan: 1 / (1 + x * x)
    case .sinh: S.cosh(x)
    case .cosh: S.sinh(x)
    case .tanh: S.sechSquared(x, tanh: y)
    case .asinh: 1 / S.sqrt(1 + x * x)
    case .acosh: 1 / (S.sqrt(x - 1) * S.sqrt(x + 1))
    case .atanh: Self.reciprocalInside((1 - x) * (1 + x))
    case .sqrt: (1 / y).scaled(by: 0.5)
    case .reciprocal: -(y * y)
    // σ(−x) is 1 − y without its cancellation at large x.
    case .sigmoid: y * S.apply(.sigmoid, to: -x)
    case .softplus: S.apply(.sigmoid, to: x)
    case .erf: 1.12837916709551257389615890312154517 * S.exp(-(x * x))  // 2/√π e^(−x²)
    case .erfc: -1.12837916709551257389615890312154517 * S.exp(-(x * x))
    case .sincDerivative(let n): S.apply(.sincDerivative(n + 1), to: x)
    case .expm1OverXDerivative(let n): S.apply(.expm1OverXDerivative(n + 1), to: x)
    case .power(let n): n == 0 ? 0 : S.apply(.power(n - 1), to: x).scaled(by: Double(n))
    case .realPower(let c): S.apply(.realPower(c - 1), to: x).scaled(by: c)
    case .root(let n): S.apply(.power(1 - n), to: y).divided(by: Double(n))
    case .abs: S.apply(.sign, to: x)
    case .leakyRelu(let a): S.apply(.leakySlope(a), to: x)
    case .eluDerivative(let n): S.apply(.eluDerivative(min(n, 1) + 1), to: x)
    case .leakySlope, .sign, .binade, .nonNegative, .detached: 0
    }
  }

  @inlinable static func reciprocalInside<S: Scalar>(_ x: S) -> S { S.apply(.nonNegative, to: x) / x }
}
