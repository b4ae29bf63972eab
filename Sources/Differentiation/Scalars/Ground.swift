// SPDX-License-Identifier: MIT

import RealModule

// The numbers at the bottom of every tower: the machine's floating-point types.

extension Double: Scalar {
  public typealias Weight = Double
  @inlinable public func scaled(by k: Double) -> Double { self * k }
  @inlinable public func divided(by k: Double) -> Double { self / k }
}

extension Float: Scalar {
  public typealias Weight = Float
  @inlinable public func scaled(by k: Double) -> Float { self * Float(k) }
  @inlinable public func divided(by k: Double) -> Float { self / Float(k) }
}

#if arch(x86_64) && !os(Windows) && !os(Android)
  extension Float80: Scalar {
    public typealias Weight = Float80
    @inlinable public func scaled(by k: Double) -> Float80 { self * Float80(k) }
    @inlinable public func divided(by k: Double) -> Float80 { self / Float80(k) }
    // x87 has no fused instruction, and a library call in its stead costs a hundred additions.
    @inlinable public func adding(_ a: Self, times b: Self) -> Self { self + a * b }
  }
#endif

extension Scalar where Self: Real & BinaryFloatingPoint {
  @inlinable public var fixedValue: Double? { Double(exactly: self) }

  @inlinable public func adding(_ a: Self, times b: Self) -> Self {
    Processor.hasFusedProduct ? addingProduct(a, b) : self + a * b
  }

  @inlinable public static func apply(_ f: Elementary, to x: Self) -> Self {
    switch f {
    case .exp: return exp(x)
    case .expMinusOne: return expMinusOne(x)
    case .log: return log(x)
    case .logOnePlus: return log(onePlus: x)
    case .sin: return sin(x)
    case .cos: return cos(x)
    case .tan: return tan(x)
    case .asin: return asin(x)
    case .acos: return acos(x)
    case .atan: return atan(x)
    case .sinh: return sinh(x)
    case .cosh: return cosh(x)
    case .tanh: return tanh(x)
    case .asinh: return asinh(x)
    case .acosh: return acosh(x)
    case .atanh: return atanh(x)
    case .sqrt: return sqrt(x)
    case .reciprocal: return 1 / x
    case .sigmoid:
      let e = exp(-x.magnitude)  // never overflows
      return x < 0 ? e / (1 + e) : 1 / (1 + e)
    case .softplus: return (x > 0 ? x : 0) + log(onePlus: exp(-x.magnitude))
    case .erf: return erf(x)
    case .erfc: return erfc(x)
    case .sincDerivative(let n): return sincDerivative(Int(n), x)
    case .expm1OverXDerivative(let n): return expm1OverXDerivative(Int(n), x)
    case .power(let n): return pow(x, Int(n))
    case .realPower(let c): return pow(x, Self(c))
    case .root(let n): return root(x, Int(n))
    case .abs: return x.magnitude
    case .sign: return x > 0 ? 1 : x < 0 ? -1 : x
    // What is no number fails every comparison, and stays.
    case .leakyRelu(let a): return x <= 0 ? Self(a) * x : x
    case .leakySlope(let a): return x <= 0 ? Self(a) : x > 0 ? 1 : x
    case .eluDerivative(let n):
      if x > 0 { return n == 0 ? x : n == 1 ? 1 : 0 }
      return n == 0 ? expMinusOne(x) : exp(x)
    case .binade:
      return x.magnitude >= leastNormalMagnitude ? x.binade.magnitude : x.isNaN ? x : leastNormalMagnitude
    case .nonNegative: return x >= 0 ? 1 : .nan
    case .detached: return x
    }
  }

  @inlinable public static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    if y.magnitude < 0.5 { return 1 - y * y }
    let e = exp(-2 * x.magnitude)
    return 4 * e / ((1 + e) * (1 + e))
  }
}

// Functions whose formula is a quotient with a removable singularity, as the integrals that they are: every
// derivative keeps its digits at and beside 0.
extension Real where Self: BinaryFloatingPoint {
  /// The nth derivative of sin x/x, ∫₀¹ tⁿ cos(xt + nπ/2) dt.
  @usableFromInline static func sincDerivative(_ n: Int, _ x: Self) -> Self {
    // The recurrence multiplies what single precision rounds.
    if Self.self == Float.self { return Self(Double.sincDerivative(n, Double(x))) }
    if x.magnitude <= max(1.2, 0.7 * Self(n)) {
      // Σ ±xᵖ/(p! (p + n + 1)) over p ≥ 0 with n + p even.
      var p = n % 2
      var power: Self = (n + p) / 2 % 2 == 0 ? 1 : -1
      if p == 1 { power *= x }
      var sum: Self = 0
      while true {
        let next = sum + power / Self(p + n + 1)
        if next == sum { return sum }
        sum = next
        power *= -x * x / Self((p + 1) * (p + 2))
        p += 2
      }
    }
    // x·s⁽ʲ⁾ + j·s⁽ʲ⁻¹⁾ = sin⁽ʲ⁾ x, from s = sin x/x.
    let (sine, cosine) = (sin(x), cos(x))
    return (0...n).reduce(0) { below, j in
      ([sine, cosine, -sine, -cosine][j % 4] - Self(j) * below) / x
    }
  }

  /// The nth derivative of (eˣ − 1)/x, ∫₀¹ tⁿ eˣᵗ dt.
  @usableFromInline static func expm1OverXDerivative(_ n: Int, _ x: Self) -> Self {
    if x.magnitude <= Self(2 * n + 2) {
      // Σ xᵏ/(k! (k + n + 1)), or eˣ Σ (−x)ᵏ/((n + 1)…(n + 1 + k)): no term is negative.
      var k = 0
      var power: Self = x < 0 ? 1 / Self(n + 1) : 1
      var sum: Self = 0
      while true {
        let next = sum + (x < 0 ? power : power / Self(k + n + 1))
        if next == sum { return x < 0 ? exp(x) * sum : sum }
        sum = next
        k += 1
        power *= x < 0 ? -x / Self(n + 1 + k) : x / Self(k)
      }
    }
    // x·e⁽ʲ⁾ + j·e⁽ʲ⁻¹⁾ = eˣ, from e = (eˣ − 1)/x.
    let top = exp(x)
    return (0..<n).reduce(expMinusOne(x) / x) { (top - Self($1 + 1) * $0) / x }
  }
}
