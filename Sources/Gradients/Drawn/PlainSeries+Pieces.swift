import Differentiation
import RealModule

// Rows that are made of pieces, and those whose formulas have a removable singularity.
extension PlainSeries {
  /// Coefficients 0…n of f at x; of a kink those from the left, and of |x| the mean of both sides (``Elementary``).
  static func pieces(of f: Elementary, at x: T, _ n: Int) -> Series {
    let at = variable(x, n)
    func constant(_ c: T) -> Series { variable(x, n, constant: c) }
    switch f {
    case .sincDerivative(let k): return derivative(Int(k), n) { sinc(x, $0) }
    case .expm1OverXDerivative(let k): return derivative(Int(k), n) { expm1OverX(x, $0) }
    case .abs: return x == 0 ? constant(0) : x > 0 ? at : scaled(-1, at)
    case .leakyRelu(let a): return x > 0 ? at : scaled(T(a), at)
    case .leakySlope(let a): return constant(x > 0 ? 1 : T(a))
    case .eluDerivative(let k):
      if x > 0 { return k == 0 ? at : constant(k == 1 ? 1 : 0) }
      return coefficients(of: k == 0 ? .expMinusOne : .exp, at: x, n)
    case .sign: return constant(x == 0 ? 0 : x > 0 ? 1 : -1)
    case .binade: return constant(T(sign: .plus, exponent: x.exponent, significand: 1))
    case .nonNegative: return constant(x >= 0 ? 1 : .nan)
    case .detached: return constant(x)
    default: return constant(.nan)
    }
  }

  /// c_j of the kth derivative from those of the function: c_(j+k) (j + k)!/j!.
  private static func derivative(_ k: Int, _ n: Int, of coefficients: (_ n: Int) -> Series) -> Series {
    (0...n).map { j in
      (0..<k).reduce(coefficients(n + k)[j + k]) { $0 * T(j + k - $1) }
    }
  }

  /// From x s = sin x; near zero, where that loses digits, the sum of its power series.
  private static func sinc(_ x: T, _ n: Int) -> Series {
    if x.magnitude > 6 { return quotient(coefficients(of: Elementary.sin, at: x, n), x) }
    return powers(at: x, n) { j in j % 2 == 1 ? 0 : T(j % 4 == 0 ? 1 : -1) / factorial(j + 1) }
  }
  private static func expm1OverX(_ x: T, _ n: Int) -> Series {
    if x.magnitude > 6 { return quotient(coefficients(of: Elementary.expMinusOne, at: x, n), x) }
    return powers(at: x, n) { j in 1 / factorial(j + 1) }
  }
  private static func factorial(_ n: Int) -> T { (0..<n).reduce(T(1)) { $0 * T($1 + 1) } }

  /// q with x q = a about x.
  private static func quotient(_ a: Series, _ x: T) -> Series {
    var q: Series = []
    for (k, c) in a.enumerated() { q.append((c - (k == 0 ? 0 : q[k - 1])) / x) }
    return q
  }
  /// Σ_j c_j xʲ about x: its kth coefficient is Σ_j (j over k) c_j xʲ⁻ᵏ.
  private static func powers(at x: T, _ n: Int, _ c: (Int) -> T) -> Series {
    (0...n).map { k in
      var (sum, step) = (T(0), T(1))
      for j in k..<k + 64 {
        sum += c(j) * step
        step *= x * T(j + 1) / T(j + 1 - k)
      }
      return sum
    }
  }
}
