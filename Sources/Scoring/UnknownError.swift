// SPDX-License-Identifier: MIT

import Assessment

/// The error of one of the unknowns.
public struct UnknownError: Sendable, Equatable, Codable {
  /// u, v or p.
  public let name: String
  /// ‖u − truth‖₂/‖truth‖₂ of this unknown alone; nil where its truth is zero at all points.
  public let relativeL2: Double?
  /// Root mean square of u − truth, in the units of u.
  public let rmse: Double
  /// The largest |u − truth|, in the units of u.
  public let maxError: Double
  /// How many of its values do not lie within their own bars.
  public let beyond: Int

  enum CodingKeys: String, CodingKey {
    case name, rmse, beyond
    case relativeL2 = "relative_l2"
    case maxError = "max_error"
  }

  /// - Parameter number: of the unknown, from 0.
  init(_ number: Int, _ errors: [Double], _ truth: FieldTruth, _ readings: FieldSamples) {
    name = Names.unknown(number)
    let (size, distance) = (norm([truth.values[number]]), norm([errors]))
    relativeL2 = size > 0 ? bounded(distance / size) : nil
    rmse = bounded(distance / Double(max(1, errors.count)).squareRoot())
    maxError = bounded(errors.reduce(0) { max($0, abs($1)) })
    let file = readings.values[number]
    beyond = errors.indices.count { BeyondBars.isBeyond(errors[$0], truth.bars[number][$0], file[$0]) }
  }

  public func encode(to encoder: any Encoder) throws {
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(name, forKey: .name)
    try c.encode(relativeL2, forKey: .relativeL2)
    try c.encode(rmse, forKey: .rmse)
    try c.encode(maxError, forKey: .maxError)
    try c.encode(beyond, forKey: .beyond)
  }
}

extension Names {
  /// What the unknown of that number is called in a score: u, v and p.
  static func unknown(_ number: Int) -> String { number < 3 ? ["u", "v", "p"][number] : "u\(number + 1)" }
}

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
