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
