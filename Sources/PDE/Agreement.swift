// SPDX-License-Identifier: MIT

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
