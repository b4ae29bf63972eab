// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule
import Threads

/// The reference's values without bars, for searches.
struct FieldSampler: Sendable {
  let reference: any ReferenceSolution
  let unknowns: Int
  init(_ reference: any ReferenceSolution, _ unknowns: Int) {
    self.reference = reference
    self.unknowns = unknowns
  }

  /// `[unknown][point]`; NaN where the reference has no value.
  func values(at readings: FieldSamples) -> [[Double]] {
    values(readings.coordinates, readings.positions)
  }

  /// - Parameter positions: `[coordinate][point]`, NaN in a coordinate where nothing is asked.
  func values(_ coordinates: [Coordinate], _ positions: [[Double]]) -> [[Double]] {
    let count = positions[0].count
    let asked = (0..<count).filter { i in positions.allSatisfy { $0[i].isFinite } }
    var values = [[Double]](repeating: [Double](repeating: .nan, count: count), count: unknowns)
    let points = Points(coordinates, asked.flatMap { i in positions.map { $0[i] } })
    for (k, m) in known(at: points).values.enumerated() {
      values[k % unknowns][asked[k / unknowns]] = m.value
    }
    return values
  }

  /// `[point][unknown]` in one piece, NaN where there is no value, and why the first has none. Of a cancelled
  /// job nothing is known, so that its search finds nothing and ends.
  func known(at points: Points) -> (values: [Measured], reason: String?) {
    if Job.isCancelled {
      return ([Measured](repeating: Measured(.nan, bar: .nan), count: points.count * unknowns), nil)
    }
    return reference.valuesWhereKnown(unknowns: unknowns, at: points)
  }
}

/// A part of the points that stands for all of them.
enum Sample {
  /// At most about `limit` points: of a grid a coarser grid with the same ends, otherwise evenly through the
  /// file.
  static func indices(_ readings: FieldSamples, _ limit: Int) -> [Int] {
    let count = readings.count
    guard count > limit else { return Array(0..<count) }
    guard let grid = TensorGrid(readings.positions) else {
      // Steps of the golden ratio follow no pattern of the file's.
      let golden = 0.6180339887498949
      let picked = Set(
        (0..<limit).map { Int((golden * Double($0)).truncatingRemainder(dividingBy: 1) * Double(count)) })
      return picked.sorted()
    }
    let most = Int(Double.pow(Double(limit), 1 / Double(grid.axes.count)))
    let rows = grid.lengths.map { n in
      n <= most ? Array(0..<n) : (0..<most).map { $0 * (n - 1) / max(1, most - 1) }
    }
    var nodes = [0]
    for (row, n) in zip(rows, grid.lengths) { nodes = nodes.flatMap { node in row.map { node * n + $0 } } }
    return nodes.map { grid.points[$0] }
  }
}
