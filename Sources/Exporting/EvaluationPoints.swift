// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// Where a table has its rows: a tensor grid, whose points are made as they are asked for, or scattered
/// points.
public struct EvaluationPoints: Sendable {
  /// The order of a point's values.
  public let coordinates: [Coordinate]
  /// How many rows.
  public let count: Int
  /// Of a grid: how many values each coordinate takes; nil for scattered points.
  public let shape: [Int]?
  private let ranges: [ClosedRange<Double>]
  /// Scattered points, one after the other.
  private let rows: [Double]

  /// The grid that ``Domain/grid(_:)`` makes: ends included, the first coordinate slowest. Where something is
  /// cut out of the domain, the points that are left are scattered ones: no array has such a shape.
  /// - Parameter counts: one a coordinate, each at least 1.
  /// - Throws: ``PointError``; ``ExportError/tooMany(_:)`` where the points cannot be counted.
  public init(grid counts: [Int], in domain: Domain) throws {
    guard counts.count == domain.coordinates.count, counts.allSatisfy({ $0 >= 1 }) else {
      throw PointError.grid(counts, expected: domain.coordinates)
    }
    var product = 1
    for n in counts {
      let (next, overflow) = product.multipliedReportingOverflow(by: n)
      // Bytes must be countable too, of some hundred columns.
      guard !overflow, next <= Int.max >> 16 else { throw ExportError.tooMany(counts) }
      product = next
    }
    if domain.cut != nil {
      try self.init(points: domain.grid(counts).flatMap(\.values), in: domain)
    } else {
      self.init(domain.coordinates, product, counts, domain.ranges, [])
    }
  }

  /// Points one by one.
  /// - Parameter rows: their values one after the other, each point's in the order of the coordinates.
  /// - Throws: ``PointError`` for a point outside the domain, or values left over.
  public init(points rows: [Double], in domain: Domain) throws {
    let d = domain.coordinates.count
    guard rows.count % d == 0 else {
      throw PointError.count(rows.count % d, expected: domain.coordinates)
    }
    for (k, value) in rows.enumerated() where !domain.ranges[k % d].contains(value) {
      throw PointError.outside(domain.coordinates[k % d], value, domain.ranges[k % d])
    }
    if let cut = domain.cut {
      for start in stride(from: 0, to: rows.count, by: d) {
        let values = Array(rows[start..<start + d])
        if domain.isCut(values) { throw PointError.cut(domain.coordinates, values, cut) }
      }
    }
    self.init(domain.coordinates, rows.count / d, nil, domain.ranges, rows)
  }

  private init(
    _ coordinates: [Coordinate], _ count: Int, _ shape: [Int]?, _ ranges: [ClosedRange<Double>],
    _ rows: [Double]
  ) {
    self.coordinates = coordinates
    self.count = count
    self.shape = shape
    self.ranges = ranges
    self.rows = rows
  }

  /// A point's values; `number` from 0, below `count`.
  func values(_ number: Int) -> [Double] {
    let d = coordinates.count
    guard let shape else { return Array(rows[number * d..<(number + 1) * d]) }
    var values = [Double](repeating: 0, count: d)
    var rest = number
    for k in (0..<d).reversed() {
      values[k] = value(rest % shape[k], of: shape[k], along: k)
      rest /= shape[k]
    }
    return values
  }

  /// The points of some rows.
  func points(_ rows: Range<Int>) -> Points {
    let d = coordinates.count
    guard let shape else {
      return Points(coordinates, Array(self.rows[rows.lowerBound * d..<rows.upperBound * d]))
    }
    var values = [Double](repeating: 0, count: rows.count * d)
    // How many rows follow each other with the same value.
    var stride = 1
    for k in (0..<d).reversed() {
      let axis = (0..<shape[k]).map { value($0, of: shape[k], along: k) }
      for (i, row) in rows.enumerated() { values[i * d + k] = axis[row / stride % shape[k]] }
      stride *= shape[k]
    }
    return Points(coordinates, values)
  }

  /// The lengths of the coordinates' arrays: a grid's axes, or one value a point.
  var lengths: [Int] { shape ?? coordinates.map { _ in count } }

  /// Value number `i` in the array of coordinate number `k`.
  func value(_ i: Int, along k: Int) -> Double {
    if let shape { value(i, of: shape[k], along: k) } else { rows[i * coordinates.count + k] }
  }

  /// As ``Domain/grid(_:)`` has it: the upper end exactly, whatever the rounding of the steps.
  private func value(_ i: Int, of n: Int, along k: Int) -> Double {
    let fraction = n == 1 ? 0 : Double(i) / Double(n - 1)
    return ranges[k].lowerBound * (1 - fraction) + ranges[k].upperBound * fraction
  }
}
