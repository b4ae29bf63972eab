// SPDX-License-Identifier: MIT

import RealModule

/// The normal distribution, and Student's by an expansion around it.
enum NormalDistribution {
  /// Φ(z)
  static func probability(below z: Double) -> Double { 0.5 * Double.erfc(-z / 2.0.squareRoot()) }

  /// Φ⁻¹(p), by bisection; infinite at 0 and 1.
  static func quantile(_ p: Double) -> Double {
    if p <= 0 { return -.infinity }
    if p >= 1 { return .infinity }
    var (low, high) = (-40.0, 40.0)
    while true {
      let middle = 0.5 * (low + high)
      if middle <= low || middle >= high { return middle }
      if probability(below: middle) < p { low = middle } else { high = middle }
    }
  }

  /// The quantile of Student's distribution that is z of the normal one: the expansion in 1/ν, good to 1 % of
  /// z from four degrees of freedom on (Abramowitz and Stegun 26.7.5).
  static func student(_ z: Double, degrees nu: Double) -> Double {
    let square = z * z
    let first = z * (square + 1) / 4
    let second = z * ((5 * square + 16) * square + 3) / 96
    let third = z * (((3 * square + 19) * square + 17) * square - 15) / 384
    return z + (first + (second + third / nu) / nu) / nu
  }
}
