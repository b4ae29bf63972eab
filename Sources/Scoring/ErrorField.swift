// SPDX-License-Identifier: MIT

import Differentiation

/// A scored file on an even grid, as a picture shows it: each square has the point of the largest error in
/// it, so that none is hidden between others. NaN where no point lies.
package struct ErrorField: Sendable {
  /// One unknown, in C order.
  package struct Unknown: Sendable {
    package let name: String
    package let u: [Double]
    package let truth: [Double]
    package let bar: [Double]
  }
  /// The first coordinate, or the first two.
  package let coordinates: [Coordinate]
  /// The middles of the squares.
  package let axes: [[Double]]
  package let unknowns: [Unknown]
  /// Coordinates that are not drawn: a square has the points of all their values.
  package let others: [Coordinate]
  /// How many points there are.
  package let points: Int

  private static let most = 64

  init(_ scoring: Scoring) {
    let readings = scoring.readings
    let d = min(2, readings.coordinates.count)
    coordinates = Array(readings.coordinates.prefix(d))
    others = Array(readings.coordinates.dropFirst(d))
    points = readings.count
    // Points that fill no grid fill squares by chance: four to each on the average.
    let chance = max(8, Int((Double(readings.count) / 4).squareRoot()))
    let axes = (0..<d).map { k in
      Self.axis(
        readings.positions[k],
        most: scoring.grid == nil && d > 1 ? min(Self.most, chance) : d == 1 ? 512 : Self.most)
    }
    self.axes = axes
    let shape = axes.map(\.count)
    let square = (0..<readings.count).map { i in
      (0..<d).reduce(0) { $0 * shape[$1] + Self.number(of: readings.positions[$1][i], in: axes[$1]) }
    }
    let count = shape.reduce(1, *)
    unknowns = readings.values.indices.map { k in
      var worst = [Int](repeating: -1, count: count)
      let errors = scoring.errors[k]
      for (i, s) in square.enumerated() where worst[s] < 0 || abs(errors[i]) > abs(errors[worst[s]]) {
        worst[s] = i
      }
      func field(_ values: [Double]) -> [Double] { worst.map { $0 < 0 ? .nan : values[$0] } }
      return Unknown(
        name: scoring.scorer.problem.unknownNames[k], u: field(readings.values[k]),
        truth: field(scoring.truth.values[k]),
        bar: field(scoring.truth.bars[k]))
    }
  }

  /// Even places from end to end, so far apart that none falls into a gap between the file's own.
  private static func axis(_ column: [Double], most: Int) -> [Double] {
    var nodes: [Double] = []
    for value in column.sorted() where nodes.last != value { nodes.append(value) }
    guard let first = nodes.first, let last = nodes.last, first < last else { return [nodes.first ?? 0] }
    let gap = zip(nodes, nodes.dropFirst()).map { $1 - $0 }.max() ?? last - first
    // Even nodes differ by rounding.
    let count = min(most, max(2, Int(((last - first) / gap + 1e-6).rounded(.down)) + 1))
    return (0..<count).map { first + (last - first) * Double($0) / Double(count - 1) }
  }

  private static func number(of x: Double, in axis: [Double]) -> Int {
    guard axis.count > 1 else { return 0 }
    let share = (x - axis[0]) / (axis[axis.count - 1] - axis[0])
    return min(axis.count - 1, max(0, Int((share * Double(axis.count - 1)).rounded())))
  }
}
