// SPDX-License-Identifier: MIT

import BigInt

/// Exact numbers as integers in a common unit: sums and comparisons of thousands of digits without fractions
/// to reduce.
public enum FixedPoint {
  /// Doubles are whole in units of 2⁻¹²⁰⁰, and decimal fractions of 80 places in units of 10⁻⁸⁰.
  public static let (bits, digits) = (1200, 80)

  /// A double in units of 2⁻¹²⁰⁰.
  public static func integer(_ x: Double) -> BigInt {
    precondition(x.isFinite, "\(x) is no number")
    guard x != 0 else { return 0 }
    return BigInt(Double(sign: x.sign, exponent: 52, significand: x.significand))
      << (Int(x.exponent) - 52 + bits)
  }

  /// "-1.25e-3" in units of 10⁻⁸⁰; nil where it is no number.
  public static func decimal(_ text: String) -> BigInt? {
    let parts = text.split(separator: "e")
    let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = BigInt(halves.joined()), let exponent = parts.count == 2 ? Int(parts[1]) : 0 else {
      return nil
    }
    let places = digits + exponent - (halves.count == 2 ? halves[1].count : 0)
    return places < 0 ? nil : whole * BigInt(10).power(places)
  }
}
