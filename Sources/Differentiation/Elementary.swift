import RealModule

/// The one rule table: each elementary function of one variable, once, with its derivative.
///
/// Every number type lifts this table, so that n rules and m types are n + m pieces of code. A derivative is
/// written in the number type itself; derivatives of any order follow by nesting.
public enum Elementary: Hashable, Sendable {
  case exp, expMinusOne, log, logOnePlus
  case sin, cos, tan, asin, acos, atan
  case sinh, cosh, tanh, asinh, acosh, atanh
  case sqrt, reciprocal
  /// The logistic function 1/(1 + e⁻ˣ).
  case sigmoid
  /// log(1 + eˣ).
  case softplus
  /// The complementary error function.
  case erfc
  /// xⁿ; n may be zero or negative.
  case power(Int32)
  /// The nth root, n ≥ 1; odd roots take negative arguments.
  case root(Int32)

  /// Every row; the two families are represented by the exponents that have a case of their own somewhere.
  public static let table: [Elementary] =
    [
      .exp, .expMinusOne, .log, .logOnePlus, .sin, .cos, .tan, .asin, .acos, .atan, .sinh, .cosh, .tanh,
      .asinh, .acosh, .atanh, .sqrt, .reciprocal, .sigmoid, .softplus, .erfc,
    ] + [-3, -1, 0, 1, 2, 3, 5, 8].map { .power($0) } + [1, 2, 3, 5].map { .root($0) }

  /// f(x).
  @inlinable public func value<S: Scalar>(_ x: S) -> S { S.apply(self, to: x) }

  /// f′(x), given y = f(x).
  @inlinable public func derivative<S: Scalar>(_ x: S, value y: S) -> S {
    switch self {
    case .exp: y
    case .expMinusOne: S.exp(x)
    case .log: 1 / x
    case .logOnePlus: 1 / (1 + x)
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
    case .atanh: 1 / ((1 - x) * (1 + x))
    case .sqrt: (1 / y).scaled(by: 0.5)
    case .reciprocal: -(y * y)
    // σ(−x) is 1 − y without its cancellation at large x.
    case .sigmoid: y * S.apply(.sigmoid, to: -x)
    case .softplus: S.apply(.sigmoid, to: x)
    case .erfc: -1.12837916709551257389615890312154517 * S.exp(-(x * x))  // −2/√π e^(−x²)
    case .power(let n): n == 0 ? 0 : S.apply(.power(n - 1), to: x).scaled(by: Double(n))
    case .root(let n): S.apply(.power(1 - n), to: y).divided(by: Double(n))
    }
  }
}
