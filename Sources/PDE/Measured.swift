// SPDX-License-Identifier: MIT

import Essentials

/// A value with its error bar: the truth lies within `value ± bar`, absolute and pointwise.
public struct Measured: Sendable, Equatable {
  public let value: Double
  public let bar: Double
  public init(_ value: Double, bar: Double) {
    self.value = value
    self.bar = bar
  }
}

extension Measured: CustomStringConvertible {
  /// "0.5 ± 1.24e-15": the value in full, the bar in three digits, rounded outwards.
  public var description: String { "\(value) ± \(Self.text(ofBar: bar))" }

  /// A bar in three digits, never below itself.
  public static func text(ofBar bar: Double) -> String {
    if bar == 0 { return "0" }
    let nearest = String(printf: "%.2e", bar)
    guard let printed = Double(nearest), printed < bar else { return nearest }
    // It was rounded down by less than half a unit of the last digit; half a unit more rounds up.
    let unit = pow(10, log10(bar).rounded(.down) - 2)
    return String(printf: "%.2e", bar + 0.5 * unit)
  }
}

/// What stands behind the bars of a reference, from the strongest to the weakest.
public enum BarKind: String, Sendable, Codable, CaseIterable {
  /// Proven: the solution is enclosed, with every remainder and every rounding.
  case enclosure
  /// The rounding of a formula or a convergent series, followed through every operation to first order in the
  /// unit of rounding, long sums as errors of independent sign, with a bound of the tail that was cut off.
  case rounding
  /// A multiple of the difference between two computations, or between two steps of one: no theorem stands
  /// behind it.
  case estimate

  /// What ± means, in a few words.
  public var summary: String {
    switch self {
    case .enclosure: "proven, remainders and rounding enclosed"
    case .rounding: "the formula's rounding to first order, and a bound of what was cut off"
    case .estimate: "from the difference of two computations, not proven"
    }
  }
}

/// How two independent methods compare.
public struct Agreement: Sendable {
  /// The second method.
  public let method: String
  /// How many values were compared.
  public let points: Int
  /// The largest difference, absolute.
  public let difference: Double
  /// The largest difference in units of both bars together: agreement is at most 1.
  public let ratio: Double
  /// Whether the methods agree within both bars together. Where nothing was compared, nothing is confirmed.
  public var holds: Bool { points > 0 && ratio <= 1 }

  public init(method: String, points: Int, difference: Double, ratio: Double) {
    self.method = method
    self.points = points
    self.difference = difference
    self.ratio = ratio
  }

  /// Compares pairs of measurements.
  public init(method: String, _ pairs: [(Measured, Measured)]) {
    let differences = pairs.map { abs($0.value - $1.value) }
    // NaN must fail: max(NaN, 0) could drop it. So must a bar that would let anything pass.
    let broken = zip(differences, pairs).contains { !($0 + $1.0.bar + $1.1.bar).isFinite }
    self.init(
      method: method, points: pairs.count, difference: broken ? .infinity : differences.max() ?? 0,
      ratio: broken
        ? .infinity : zip(differences, pairs).map { $0 == 0 ? 0 : $0 / ($1.0.bar + $1.1.bar) }.max() ?? 0)
  }
}
