// SPDX-License-Identifier: MIT

/// Whether errors at neighbouring points have anything to do with one another.
struct Whiteness {
  /// Correlation of neighbours along each coordinate of a grid, or of nearest neighbours: 0 for noise, near 1
  /// for what is smooth, near −1 for what oscillates from node to node.
  let correlations: [Double]
  /// The pairs for each of them.
  let pairs: Int

  /// - Parameter errors: by point; NaN is left out.
  init(_ errors: [Double], _ readings: FieldSamples) {
    let known = errors.indices.filter { errors[$0].isFinite }
    let mean = known.reduce(0) { $0 + errors[$1] } / Double(max(1, known.count))
    let square =
      known.reduce(0) { $0 + (errors[$1] - mean) * (errors[$1] - mean) } / Double(max(1, known.count))
    func correlation(_ pairs: [(Int, Int)]) -> Double {
      let all = pairs.filter { errors[$0.0].isFinite && errors[$0.1].isFinite }
      guard square > 0, !all.isEmpty else { return 1 }
      return all.reduce(0) { $0 + (errors[$1.0] - mean) * (errors[$1.1] - mean) } / Double(all.count) / square
    }
    if let grid = TensorGrid(readings.positions) {
      let axes = grid.axes.indices.filter { grid.lengths[$0] >= 6 }
      let each = axes.map { k in grid.lines(along: k).flatMap { Array(zip($0, $0.dropFirst())) } }
      pairs = each.map(\.count).min() ?? 0
      correlations = each.map(correlation)
    } else {
      let near = Self.nearest(readings)
      pairs = near.count
      correlations = [correlation(near)]
    }
  }

  /// Some mean and deviation that are their own: two of a hundred such pairs reach 0.25 by chance.
  var isWhite: Bool {
    pairs >= 30 && !correlations.isEmpty
      && correlations.allSatisfy { abs($0) < 0.12 + 1.5 / Double(pairs).squareRoot() }
  }

  /// Each of some points with its nearest neighbour.
  private static func nearest(_ readings: FieldSamples) -> [(Int, Int)] {
    let widths = readings.positions.map { max(($0.max() ?? 0) - ($0.min() ?? 0), .leastNormalMagnitude) }
    let step = max(1, readings.count / 300)
    return stride(from: 0, to: readings.count, by: step).compactMap { i in
      var best: (Int, Double)?
      for j in 0..<readings.count where j != i {
        var distance = 0.0
        for (k, column) in readings.positions.enumerated() {
          let d = (column[i] - column[j]) / widths[k]
          distance += d * d
        }
        if distance < best?.1 ?? .infinity { best = (j, distance) }
      }
      return best.map { (i, $0.0) }
    }
  }
}
