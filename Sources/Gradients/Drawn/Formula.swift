// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// A function of several inputs as data: what a drawn equation, condition or ansatz is.
indirect enum Formula: Sendable {
  case input(Int)
  case constant(Double)
  case sum(Formula, Formula)
  case difference(Formula, Formula)
  case product(Formula, Formula)
  case quotient(Formula, Formula)
  case negative(Formula)
  case scaled(Formula, Double)
  case divided(Formula, Double)
  /// a + b·c in one operation.
  case added(Formula, Formula, Formula)
  case call(Elementary, Formula)

  /// By a number type's own operations.
  func callAsFunction<S: Scalar>(_ x: [S]) -> S {
    switch self {
    case .input(let i): return x[i]
    case .constant(let c): return S(c)
    case .sum(let a, let b): return a(x) + b(x)
    case .difference(let a, let b): return a(x) - b(x)
    case .product(let a, let b): return a(x) * b(x)
    case .quotient(let a, let b): return a(x) / b(x)
    case .negative(let a): return -a(x)
    case .scaled(let a, let k): return a(x).scaled(by: k)
    case .divided(let a, let k): return a(x).divided(by: k)
    case .added(let a, let b, let c): return a(x).adding(b(x), times: c(x))
    case .call(let f, let a): return S.apply(f, to: a(x))
    }
  }

  /// By power series, each input one.
  /// - Parameter noise: a relative error of every number on the way.
  func series<T: Real & BinaryFloatingPoint>(
    _ x: [[T]], _ truncation: Truncation, _ noise: inout Noise<T>
  ) -> [T] {
    switch self {
    case .input(let i): return x[i]
    case .constant(let c): return truncation.constant(T(c))
    case .sum(let a, let b):
      let (a, b) = (a.series(x, truncation, &noise), b.series(x, truncation, &noise))
      return noise.of(zip(a, b).map { $0 + $1 })
    case .difference(let a, let b):
      let (a, b) = (a.series(x, truncation, &noise), b.series(x, truncation, &noise))
      return noise.of(zip(a, b).map { $0 - $1 })
    case .product(let a, let b):
      let (a, b) = (a.series(x, truncation, &noise), b.series(x, truncation, &noise))
      return noise.of(truncation.product(a, b))
    case .quotient(let a, let b):
      return Formula.product(a, .call(.reciprocal, b)).series(x, truncation, &noise)
    case .negative(let a): return a.series(x, truncation, &noise).map { -$0 }
    case .scaled(let a, let k): return noise.of(a.series(x, truncation, &noise).map { T(k) * $0 })
    case .divided(let a, let k): return noise.of(a.series(x, truncation, &noise).map { $0 / T(k) })
    case .added(let a, let b, let c): return Formula.sum(a, .product(b, c)).series(x, truncation, &noise)
    case .call(let f, let a):
      let z = a.series(x, truncation, &noise)
      let coefficients = PlainSeries<T>.coefficients(of: f, at: z[0], max(1, truncation.order))
      return noise.of(truncation.composition(noise.of(coefficients).prefix(truncation.order + 1), z))
    }
  }
}
