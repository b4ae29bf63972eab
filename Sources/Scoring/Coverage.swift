// SPDX-License-Identifier: MIT

import Differentiation

/// How much of a coordinate's interval the points of a file span.
public struct Coverage: Sendable, Equatable, Codable {
  /// The coordinate's name.
  public let coordinate: String
  /// The smallest and the largest value in the file.
  public let from, to: Double
  /// to − from, divided by the interval's length.
  public let fraction: Double
  /// Whether an end of the interval is farther from the points than two of their usual steps and 2 % of its
  /// length, or they leave a gap of a quarter of it: the score says nothing of that part.
  public let isPartial: Bool

  enum CodingKeys: String, CodingKey {
    case coordinate, from, to, fraction
    case isPartial = "is_partial"
  }

  /// - Parameter values: not empty.
  init(_ c: Coordinate, _ values: [Double], of range: ClosedRange<Double>) {
    var nodes: [Double] = []
    for value in values.sorted() where nodes.last != value { nodes.append(value) }
    let width = range.upperBound - range.lowerBound
    let gaps = zip(nodes, nodes.dropFirst()).map { $1 - $0 }.sorted()
    let step = gaps.isEmpty ? 0 : gaps[gaps.count / 2]
    let slack = max(2 * step, 0.02 * width)
    coordinate = c.description
    from = nodes.first ?? .nan
    to = nodes.last ?? .nan
    fraction = width > 0 ? (to - from) / width : 1
    let hole = max(3 * step, 0.25 * width)
    isPartial =
      from - range.lowerBound > slack || range.upperBound - to > slack || (gaps.last ?? 0) > hole
  }
}
