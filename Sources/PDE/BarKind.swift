// SPDX-License-Identifier: MIT

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
