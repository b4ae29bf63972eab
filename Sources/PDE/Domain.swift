// SPDX-License-Identifier: MIT

import Differentiation

/// A box: each coordinate with its interval, in the order in which points list them. A smaller box may be cut
/// out of it, as from the square whose rest is an L.
public struct Domain: Sendable {
  /// The order of a point's values.
  public let coordinates: [Coordinate]
  /// One interval a coordinate.
  public let ranges: [ClosedRange<Double>]
  /// What is cut out, one interval a coordinate; nil where nothing is. Its faces inside the box belong to the
  /// domain.
  public private(set) var cut: [ClosedRange<Double>]?

  public init(
    x: ClosedRange<Double>? = nil, y: ClosedRange<Double>? = nil, z: ClosedRange<Double>? = nil,
    t: ClosedRange<Double>? = nil
  ) {
    let axes = [(Coordinate.x, x), (.y, y), (.z, z), (.t, t)].compactMap { c, r in r.map { (c, $0) } }
    coordinates = axes.map(\.0)
    ranges = axes.map(\.1)
  }

  /// The same interval in x₁ … x_d, d from 1 to 249.
  public init(cube range: ClosedRange<Double>, dimensions d: Int) {
    coordinates = (1...d).map { .x($0) }
    ranges = [ClosedRange<Double>](repeating: range, count: d)
  }

  /// The domain less a smaller box, at a corner, along an edge or inside. It has one cut: the last.
  ///
  ///     Domain(x: -1...1, y: -1...1).without([.x: 0...1, .y: -1...0])      // an L
  /// - Parameter box: an interval for each coordinate that is not cut over all its length.
  /// - Precondition: the domain has these coordinates, and in two or more of them the box is the shorter:
  ///   what else is left is a box itself, or two of them.
  public func without(_ box: [Coordinate: ClosedRange<Double>]) -> Domain {
    precondition(box.keys.allSatisfy(coordinates.contains), "the domain has only \(coordinates)")
    var rest = self
    let cut = zip(coordinates, ranges).map { box[$0]?.clamped(to: $1) ?? $1 }
    precondition(zip(cut, ranges).count { $0 != $1 } >= 2, "cut \(box) leaves no face of the domain whole")
    rest.cut = cut
    return rest
  }

  /// The interval of a coordinate; nil where the domain does not have it.
  public subscript(c: Coordinate) -> ClosedRange<Double>? {
    coordinates.firstIndex(of: c).map { ranges[$0] }
  }

  /// "x in [-1.0, 1.0]", one for each coordinate; of more than three, those with the same interval together.
  public var intervals: [String] {
    if coordinates.count > 3, let range = ranges.first, ranges.allSatisfy({ $0 == range }) {
      return ["\(coordinates[0]) … \(coordinates.last!) in [\(range.lowerBound), \(range.upperBound)]"]
    }
    return PointError.intervals(coordinates, ranges)
      + (cut.map { ["less " + PointError.intervals(coordinates, $0).joined(separator: " and ")] } ?? [])
  }

  /// Whether the point with these values, one a coordinate, lies in the domain.
  public func contains(_ values: [Double]) -> Bool {
    zip(ranges, values).allSatisfy { $0.contains($1) } && !isCut(values)
  }

  /// Whether a point of the box lies in what is cut out.
  public func isCut(_ values: [Double]) -> Bool {
    guard let cut else { return false }
    return values.indices.allSatisfy { i in
      (values[i] > cut[i].lowerBound || cut[i].lowerBound == ranges[i].lowerBound)
        && (values[i] < cut[i].upperBound || cut[i].upperBound == ranges[i].upperBound)
    }
  }

  /// The point with these values.
  /// - Throws: ``PointError`` where the count is wrong, a value is not finite, or the point lies outside.
  public func point(_ values: [Double]) throws -> Point<Double> {
    guard values.count == coordinates.count else {
      throw PointError.count(values.count, expected: coordinates)
    }
    for (i, value) in values.enumerated() where !ranges[i].contains(value) {
      throw PointError.outside(coordinates[i], value, ranges[i])
    }
    if let cut, isCut(values) { throw PointError.cut(coordinates, values, cut) }
    return Point(coordinates, values)
  }

  /// A tensor grid, ends included, the first coordinate slowest, without the points that are cut out; a count
  /// of 1 takes the lower end.
  /// - Parameter counts: one a coordinate, each at least 1.
  public func grid(_ counts: [Int]) throws -> [Point<Double>] {
    guard counts.count == coordinates.count, counts.allSatisfy({ $0 >= 1 }) else {
      throw PointError.grid(counts, expected: coordinates)
    }
    return (0..<counts.reduce(1, *)).compactMap { number in
      var rest = number
      var values: [Double] = []
      for (range, n) in zip(ranges, counts).reversed() {
        let i = rest % n
        rest /= n
        // The upper end exactly, whatever the rounding of the steps.
        let fraction = n == 1 ? 0 : Double(i) / Double(n - 1)
        values.insert(range.lowerBound * (1 - fraction) + range.upperBound * fraction, at: 0)
      }
      return isCut(values) ? nil : Point(coordinates, values)
    }
  }
}

/// A point or grid that does not fit the domain.
public enum PointError: Error, Equatable, CustomStringConvertible {
  case count(Int, expected: [Coordinate])
  case outside(Coordinate, Double, ClosedRange<Double>)
  /// In the box, but in the part that is cut out of it.
  case cut([Coordinate], [Double], [ClosedRange<Double>])
  case grid([Int], expected: [Coordinate])

  public var description: String {
    switch self {
    case .count(let n, let expected):
      "a point here has \(expected.count) coordinates (\(Self.names(expected))), not \(n): give them in that order"
    case .outside(let c, let value, let range):
      "\(c) = \(value) lies outside the domain: \(c) must be in [\(range.lowerBound), \(range.upperBound)]"
    case .cut(let c, let values, let box):
      zip(c, values).map { "\($0) = \($1)" }.joined(separator: ", ") + " lies outside the domain: "
        + Self.intervals(c, box).joined(separator: " and ") + " is cut out of it"
    case .grid(let counts, let expected):
      "the grid \(counts.map(String.init).joined(separator: "x")) does not fit: give \(expected.count) "
        + "counts (\(Self.names(expected))), each at least 1, as in "
        + expected.map { _ in "101" }.joined(separator: "x")
    }
  }
  static func intervals(_ c: [Coordinate], _ ranges: [ClosedRange<Double>]) -> [String] {
    zip(c, ranges).map { "\($0) in [\($1.lowerBound), \($1.upperBound)]" }
  }
  private static func names(_ c: [Coordinate]) -> String { c.map(\.description).joined(separator: ", ") }
}
