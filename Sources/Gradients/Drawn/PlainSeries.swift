import Differentiation
import Networks
import RealModule

/// Taylor coefficients of functions of one variable, each from its differential equation: nothing of the rule table, which
/// they judge.
enum PlainSeries<T: Real & BinaryFloatingPoint> {
  typealias Series = [T]

  /// Coefficients 0…n of f at x; NaN for a row that is not known here.
  static func coefficients(of f: Elementary, at x: T, _ n: Int) -> Series {
    let at = variable(x, n)
    switch f {
    case .exp: return exponential(at)
    case .expMinusOne: return [T.expMinusOne(x)] + exponential(at).dropFirst()
    case .log: return integral(from: T.log(x), of: power(at, -1))
    case .logOnePlus: return integral(from: T.log(onePlus: x), of: power(shifted(at, 1), -1))
    case .sin: return cyclic(T.sin(x), T.cos(x), -1, n)
    case .cos: return cyclic(T.cos(x), -T.sin(x), -1, n)
    case .sinh: return cyclic(T.sinh(x), T.cosh(x), 1, n)
    case .cosh: return cyclic(T.cosh(x), T.sinh(x), 1, n)
    case .tan:
      let cosine = T.cos(x)
      return tangent(T.tan(x), 1 / (cosine * cosine), 2, n)
    case .tanh:
      let cosh = T.cosh(x)
      return tangent(T.tanh(x), 1 / (cosh * cosh), -2, n)
    case .asin: return integral(from: T.asin(x), of: power(product(fromOne(at), shifted(at, 1)), -1 / 2))
    case .acos:
      let slope = power(product(fromOne(at), shifted(at, 1)), -1 / 2)
      return integral(from: T.acos(x), of: scaled(-1, slope))
    case .atan: return integral(from: T.atan(x), of: power(shifted(product(at, at), 1), -1))
    case .asinh: return integral(from: T.asinh(x), of: power(shifted(product(at, at), 1), -1 / 2))
    case .acosh:
      return integral(from: T.acosh(x), of: power(product(shifted(at, -1), shifted(at, 1)), -1 / 2))
    case .atanh: return integral(from: T.atanh(x), of: power(product(fromOne(at), shifted(at, 1)), -1))
    case .sqrt: return power(at, 1 / 2)
    case .reciprocal: return power(at, -1)
    case .sigmoid: return sigmoid(at)
    case .softplus:
      // log(1 + eˣ) without overflow, and without loss where it is small.
      let value = x > 0 ? x + T.log(onePlus: T.exp(-x)) : T.log(onePlus: T.exp(x))
      return integral(from: value, of: sigmoid(at))
    case .erf: return errorFunction(T.erf(x), at, 2)
    case .erfc: return errorFunction(T.erfc(x), at, -2)
    case .realPower(let c): return x < 0 ? at.map { _ in .nan } : power(at, T(c))
    case .power(let n):
      let positive = (0..<abs(Int(n))).reduce(variable(x, at.count - 1, constant: 1)) { p, _ in product(p, at) }
      return n < 0 ? power(positive, -1) : positive
    case .root(let n):
      if x >= 0 { return power(at, 1 / T(Int(n))) }
      return n % 2 == 0 ? at.map { _ in .nan } : scaled(-1, power(scaled(-1, at), 1 / T(Int(n))))
    default: return pieces(of: f, at: x, n)
    }
  }

  static func coefficients(of f: Activation, at x: T, _ n: Int) -> Series {
    let at = variable(x, n)
    switch f {
    case .tanh: return coefficients(of: Elementary.tanh, at: x, n)
    case .sin: return coefficients(of: Elementary.sin, at: x, n)
    case .cos: return coefficients(of: Elementary.cos, at: x, n)
    case .sigmoid: return sigmoid(at)
    case .softplus: return coefficients(of: Elementary.softplus, at: x, n)
    case .gelu: return product(at, scaled(1 / 2, erfc(scaled(-T(1) / T(2).squareRoot(), at))))
    case .swish: return product(at, sigmoid(at))
    }
  }

  /// f of a series, f known by its coefficients at the series' constant.
  static func composition(_ f: Series, _ g: Series) -> Series {
    var step = g
    step[0] = 0
    return f.reversed().reduce(scaled(0, g)) { shifted(product($0, step), $1) }
  }

  // Arithmetic of series.
  static func variable(_ x: T, _ n: Int, constant: T? = nil) -> Series {
    (0...n).map { $0 == 0 ? constant ?? x : $0 == 1 && constant == nil ? 1 : 0 }
  }
  static func product(_ a: Series, _ b: Series) -> Series {
    var series = a
    for k in a.indices {
      var sum = T(0)
      for j in 0...k { sum += a[j] * b[k - j] }
      series[k] = sum
    }
    return series
  }
  static func scaled(_ k: T, _ a: Series) -> Series { a.map { k * $0 } }
  static func shifted(_ a: Series, _ k: T) -> Series { [a[0] + k] + a.dropFirst() }
  private static func fromOne(_ a: Series) -> Series { shifted(scaled(-1, a), 1) }
  private static func integral(from value: T, of slope: Series) -> Series {
    [value] + slope.dropLast().enumerated().map { k, s in s / T(k + 1) }
  }
  /// y = aᵖ from a y′ = p a′ y.
  private static func power(_ a: Series, _ p: T) -> Series {
    var y = [p == -1 ? 1 / a[0] : p == 1 / 2 ? a[0].squareRoot() : p == -1 / 2 ? 1 / a[0].squareRoot() : root(a[0], p)]
    for k in 1..<a.count {
      let sum = (1...k).reduce(T(0)) { $0 + (p * T($1) - T(k - $1)) * a[$1] * y[k - $1] }
      y.append(sum / (T(k) * a[0]))
    }
    return y
  }
  private static func root(_ x: T, _ p: T) -> T {
    let n = (1 / p).rounded()
    return n == 1 / p ? T.root(x, Int(n)) : T.pow(x, p)
  }
  /// y = eᵃ from y′ = a′ y.
  private static func exponential(_ a: Series) -> Series {
    var y = [T.exp(a[0])]
    for k in 1..<a.count {
      let sum = (1...k).reduce(T(0)) { $0 + T($1) * a[$1] * y[k - $1] }
      y.append(sum / T(k))
    }
    return y
  }
  /// y″ = sign·y.
  private static func cyclic(_ value: T, _ slope: T, _ sign: T, _ n: Int) -> Series {
    var y = [value, slope]
    for k in stride(from: 2, through: n, by: 1) { y.append(sign * y[k - 2] / T(k * (k - 1))) }
    return Array(y.prefix(n + 1))
  }
  /// y with y′ = s and s′ = k y s.
  private static func tangent(_ value: T, _ slope: T, _ k: T, _ n: Int) -> Series {
    var (y, s) = ([value], [slope])
    for i in 0..<n {
      var sum = T(0)
      for j in 0...i { sum += y[j] * s[i - j] }
      y.append(s[i] / T(i + 1))
      s.append(k * sum / T(i + 1))
    }
    return y
  }
  /// σ of a variable: s′ = s c, c′ = −s c with c = 1 − s, without its cancellation.
  private static func sigmoid(_ at: Series) -> Series {
    var (s, c) = ([1 / (1 + T.exp(-at[0]))], [1 / (1 + T.exp(at[0]))])
    for i in 0..<at.count - 1 {
      var sum = T(0)
      for j in 0...i { sum += s[j] * c[i - j] }
      s.append(sum / T(i + 1))
      c.append(-sum / T(i + 1))
    }
    return s
  }
  private static func erfc(_ a: Series) -> Series { errorFunction(T.erfc(a[0]), a, -2) }
  /// y with y′ = factor/√π e^(−a²) a′.
  private static func errorFunction(_ value: T, _ a: Series, _ factor: T) -> Series {
    let density = scaled(factor / T.pi.squareRoot(), exponential(scaled(-1, product(a, a))))
    let slope = a.indices.dropLast().map { T($0 + 1) * a[$0 + 1] } + [0]
    return integral(from: value, of: product(density, slope))
  }
}
