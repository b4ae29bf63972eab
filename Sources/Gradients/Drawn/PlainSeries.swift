// SPDX-License-Identifier: MIT

import Differentiation
import Networks
import RealModule

/// Taylor coefficients of functions of one variable, each from its differential equation: nothing of the rule
/// table, which they judge.
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
    case .erfc: return error(at, T.erfc(x), -1)
    case .erf: return error(at, T.erf(x), 1)
    case .sincDerivative(let order):
      let top = cyclic(T.sin(x), T.cos(x), -1, n + Int(order))
      let signs: [T] = [1, 0, -1, 0]
      return quotient(x, n, order, T.sin(x), top) { signs[$0 % 4] }
    case .expm1OverXDerivative(let order):
      let top = exponential(variable(x, n + Int(order)))
      return quotient(x, n, order, T.expMinusOne(x), top) { _ in 1 }
    case .realPower(let c): return power(at, T(c), from: T.pow(x, T(c)))
    case .abs: return x < 0 ? scaled(-1, at) : at
    case .leakyRelu(let a): return x > 0 ? at : scaled(T(a), at)
    case .eluDerivative(let order):
      if x > 0 { return order == 0 ? at : variable(x, n, constant: order == 1 ? 1 : 0) }
      let own = exponential(at)
      return order == 0 ? [T.expMinusOne(x)] + own.dropFirst() : own
    // Constant in pieces.
    case .sign: return variable(x, n, constant: x > 0 ? 1 : x < 0 ? -1 : 0)
    case .leakySlope(let a): return variable(x, n, constant: x > 0 ? 1 : T(a))
    case .binade: return variable(x, n, constant: x.binade.magnitude)
    case .nonNegative: return variable(x, n, constant: x >= 0 ? 1 : .nan)
    case .detached: return variable(x, n, constant: x)
    case .power(let n):
      let positive = (0..<abs(Int(n))).reduce(variable(x, at.count - 1, constant: 1)) { p, _ in product(p, at)
      }
      return n < 0 ? power(positive, -1) : positive
    case .root(let n):
      if x >= 0 { return power(at, 1 / T(Int(n))) }
      return n % 2 == 0 ? at.map { _ in .nan } : scaled(-1, power(scaled(-1, at), 1 / T(Int(n))))
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
    case .gelu: return product(at, scaled(1 / 2, normal(at)))
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
  private static func power(_ a: Series, _ p: T, from start: T? = nil) -> Series {
    var y = [
      start
        ?? (p == -1
          ? 1 / a[0] : p == 1 / 2 ? a[0].squareRoot() : p == -1 / 2 ? 1 / a[0].squareRoot() : root(a[0], p))
    ]
    for k in 1..<a.count {
      let sum = (1...k).reduce(T(0)) { $0 + (p * T($1) - T(k - $1)) * a[$1] * y[k - $1] }
      y.append(sum / (T(k) * a[0]))
    }
    return y
  }
  private static func root(_ x: T, _ p: T) -> T { T.root(x, Int((1 / p).rounded())) }
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
  /// Twice the normal distribution function.
  private static func normal(_ at: Series) -> Series {
    let a = scaled(-T(1) / T(2).squareRoot(), at)
    return error(a, T.erfc(a[0]), -1)
  }
  /// A function with the value given and the slope sign·2/√π e^(−a²) by a.
  private static func error(_ a: Series, _ value: T, _ sign: T) -> Series {
    let density = scaled(sign * 2 / T.pi.squareRoot(), exponential(scaled(-1, product(a, a))))
    let slope = a.indices.dropLast().map { T($0 + 1) * a[$0 + 1] } + [0]
    return integral(from: value, of: product(density, slope))
  }
  /// The derivative of some order of g(x)/x, g(0) = 0: by division far from 0, near it from g = Σ signs(p)
  /// x^(p+1)/(p+1)!.
  /// - Parameter top: g's coefficients but for the value, which is `value`.
  private static func quotient(
    _ x: T, _ n: Int, _ order: Int32, _ value: T, _ top: Series, _ signs: (Int) -> T
  ) -> Series {
    let order = Int(order)
    var all: Series = []
    for k in 0...n + order {
      if x.magnitude >= 2 {
        all.append(((k == 0 ? value : top[k]) - (k == 0 ? 0 : all[k - 1])) / x)
      } else {
        // Σ over p ≥ k of a_p (p over k) x^(p−k), a_p = signs(p)/(p + 1)!
        var factor = (1...max(1, k + 1)).reduce(T(1)) { $0 / T($1) }
        var sum = T(0)
        for p in k..<k + 40 {
          sum += signs(p) * factor
          factor *= x * T(p + 1) / (T(p + 1 - k) * T(p + 2))
        }
        all.append(sum)
      }
    }
    return (0...n).map { k in
      (0..<order).reduce(all[k + order]) { $0 * T(k + order - $1) }
    }
  }
}
