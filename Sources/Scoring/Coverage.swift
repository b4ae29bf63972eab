// SPDX-License-Identifier: MIT

import Assessment
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

/// A part of the field that holds one number, or what it held before, while the rest is right.
struct Unfilled {
  let diagnosis: Diagnosis?

  init(_ investigation: Investigation) {
    diagnosis = Self.constant(investigation) ?? Self.frozen(investigation)
  }

  /// Whether errors over these points are far below those of the others: what is left, in units of the
  /// unknowns' size.
  private static func rest(_ i: Investigation, _ isPart: (Int) -> Bool) -> Double? {
    var (inside, outside, n, m) = (0.0, 0.0, 0, 0)
    for (u, column) in i.errors.enumerated() {
      for k in column.indices {
        let e = column[k] / i.judge.scales[u]
        if isPart(k) {
          (inside, n) = (inside + e * e, n + 1)
        } else {
          (outside, m) = (outside + e * e, m + 1)
        }
      }
    }
    guard n > 0, m > 0 else { return nil }
    let (a, b) = ((inside / Double(n)).squareRoot(), (outside / Double(m)).squareRoot())
    return b <= a / 30 ? b : nil
  }

  /// The same number at a part of the points, where the truth is not one number.
  private static func constant(_ i: Investigation) -> Diagnosis? {
    let u = i.errors.indices.max { norm([i.errors[$0]]) < norm([i.errors[$1]]) } ?? 0
    let (file, errors) = (i.readings.values[u], i.errors[u])
    let floor = 1e-3 * i.judge.scales[u]
    var counts: [Double: Int] = [:]
    for k in file.indices where abs(errors[k]) > floor { counts[file[k], default: 0] += 1 }
    guard let (value, count) = counts.max(by: { $0.value < $1.value }), count >= 3,
      count * 200 >= file.count, let left = rest(i, { file[$0] == value })
    else { return nil }
    let all = file.count { $0 == value }
    let places = file.indices.filter { file[$0] == value && abs(errors[$0]) > floor }
    let extent = zip(i.readings.coordinates, i.readings.positions).map { c, column in
      "\(c) in [\(estimate(places.map { column[$0] }.min() ?? 0)), \(estimate(places.map { column[$0] }.max() ?? 0))]"
    }
    let part = 100 * Double(all) / Double(file.count)
    let name = Names.unknown(u)
    let (low, high) = (file.min() ?? value, file.max() ?? value)
    if value == low || value == high, places.allSatisfy({ (i.truth.values[u][$0] < value) == (value == low) })
    {
      let (side, beyond) = value == low ? ("below", "less") : ("above", "more")
      return Diagnosis(
        .transformed, .stated,
        "\(name) is clipped: no value is \(side) \(estimate(value)), which \(all) points hold (\(estimate(part.rounded())) %), "
          + "\(extent.joined(separator: ", ")), where the truth is \(beyond); the rest is right to \(short(left)) of its size; "
          + "save the field as it is", subject: name, value: value, leaves: left)
    }
    return Diagnosis(
      .unfilled, .stated,
      "\(name) is \(estimate(value)) at \(all) points (\(estimate(part.rounded())) %), \(extent.joined(separator: ", ")), "
        + "where the truth is not: that part was never filled; the rest is right to \(short(left)) of its size",
      subject: name, value: value, leaves: left)
  }

  /// From one time on the field stays as it was.
  private static func frozen(_ i: Investigation) -> Diagnosis? {
    guard let grid = i.grid, let k = i.readings.coordinates.firstIndex(of: .t), grid.lengths[k] >= 4 else {
      return nil
    }
    let (n, stride) = (grid.lengths[k], grid.stride(along: k))
    // The nodes at one time.
    func slice(_ j: Int) -> [Int] {
      grid.points.indices.filter { $0 / stride % n == j }.map { grid.points[$0] }
    }
    let last = slice(n - 1)
    var start = n - 1
    while start > 0 {
      let before = slice(start - 1)
      let isSame = i.readings.values.allSatisfy { column in
        zip(before, last).allSatisfy { column[$0] == column[$1] }
      }
      if !isSame { break }
      start -= 1
    }
    let time = grid.axes[k][start]
    guard start < n - 1, let left = rest(i, { i.readings.positions[k][$0] > time }) else { return nil }
    if start == 0 {
      return Diagnosis(
        .unfilled, .stated,
        "the field is the same at all times, the one it starts from (right to \(short(left)) of its size): no step was made, or "
          + "one state was saved for all", subject: "t", value: time, leaves: left)
    }
    return Diagnosis(
      .unfilled, .stated,
      "from t = \(estimate(time)) on the field does not change: the run stopped there, or the rest was never saved; "
        + "before, it is right to \(short(left)) of its size", subject: "t", value: time, leaves: left)
  }
}
