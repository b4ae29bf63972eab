// SPDX-License-Identifier: MIT

import Differentiation

/// A mixed derivative as a sum of pure ones along combined directions,
///
///     ∂₁…∂ₖ u = 1/(2ᵏ⁻¹ k!) Σ_{ε ∈ {±1}ᵏ⁻¹} ε₁⋯ε_{k−1} Dᵏ[e₁ + Σ ε_m e_{m+1}] u.
@usableFromInline package struct Polarisation: Sendable {
  /// The directions that are not zero, each with the sign ε₁⋯ε_{k−1} of its derivative.
  @usableFromInline package let terms: [(direction: [Coordinate: Double], sign: Double)]
  /// 2ᵏ⁻¹ k!
  @usableFromInline package let divisor: Double

  /// - Parameter index: of the order k ≥ 1.
  @usableFromInline package init(_ index: MultiIndex) {
    let c = index.coordinates
    let k = c.count
    terms = (0..<1 << (k - 1)).compactMap { signs in
      var direction = [c[0]: 1.0]
      var sign = 1.0
      for m in 1..<k {
        let epsilon = signs >> (m - 1) & 1 == 0 ? 1.0 : -1.0
        sign *= epsilon
        direction[c[m], default: 0] += epsilon
      }
      direction = direction.filter { $0.value != 0 }
      return direction.isEmpty ? nil : (direction, sign)
    }
    divisor = (1...k).reduce(Double(1 << (k - 1))) { $0 * Double($1) }
  }
}
