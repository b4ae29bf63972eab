// SPDX-License-Identifier: MIT

/// The values of a file that do not lie within the bars of their own points.
///
/// A value of the file is a double, and so is the reference's: each lies up to half a unit of its last place
/// away from what it stands for. That much is allowed beside the bar, and no more, so that a file in single
/// precision is told from the truth.
public struct BeyondBars: Sendable, Equatable, Codable {
  /// How many there are, of how many: points times unknowns.
  public let count, of: Int
  /// The largest |u − truth| in units of its own bar; 0 where every error is 0.
  public let worst: Double
  /// Where that is, in the order of the problem's coordinates.
  public let at: [Double]
  /// The unknown that it is in: u, v or p.
  public let unknown: String

  /// - Parameter errors: `[unknown][point]`, as the truth.
  init(_ errors: [[Double]], _ truth: FieldTruth, _ readings: FieldSamples) {
    var (count, worst, place) = (0, -1.0, (0, 0))
    for (u, column) in errors.enumerated() {
      for (i, error) in column.enumerated() {
        let (size, bar) = (abs(error), truth.bars[u][i])
        if Self.isBeyond(error, bar, readings.values[u][i]) { count += 1 }
        // An error beside a bar of 0 is infinitely many bars.
        let ratio = size == 0 ? 0 : bounded(size / bar)
        if ratio > worst { (worst, place) = (ratio, (u, i)) }
      }
    }
    self.count = count
    of = errors.count * readings.count
    self.worst = max(0, worst)
    at = readings.point(place.1)
    unknown = Names.unknown(place.0)
  }

  static func isBeyond(_ error: Double, _ bar: Double, _ value: Double) -> Bool {
    !(abs(error) <= bar + value.ulp)
  }
}
