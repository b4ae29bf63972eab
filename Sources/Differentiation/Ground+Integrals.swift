// SPDX-License-Identifier: MIT

import RealModule

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
