// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// Values in the order of another axis, or coordinates in each other's place.
struct OrderSearch {
  let investigation: Investigation

  var hypotheses: [Hypothesis] { [transposed, swapped].compactMap { $0 } }

  /// The values of a grid listed column by column, read row by row; and the other way round.
  private var transposed: Hypothesis? {
    guard let grid = investigation.grid, grid.axes.count == 2 else { return nil }
    let (rows, columns) = (grid.lengths[0], grid.lengths[1])
    let orders = [
      (0..<grid.points.count).map { $0 % rows * columns + $0 / rows },
      (0..<grid.points.count).map { $0 % columns * rows + $0 / columns },
    ]
    let names = investigation.readings.coordinates.map(\.description)
    let truth = investigation.truth.values
    var best: (candidate: [[Double]], distance: Double)?
    for order in orders {
      let candidate = truth.map { column in
        var turned = column
        for (node, other) in order.enumerated() { turned[grid.points[node]] = column[grid.points[other]] }
        return investigation.sample.indices.map { turned[$0] }
      }
      let distance = investigation.judge.distances(candidate, 0.9).distance
      if distance < best?.distance ?? .infinity { best = (candidate, distance) }
    }
    return best.map {
      Hypothesis(
        mistake: .transposedGrid,
        text: "the values stand in the order [\(names.reversed().joined(separator: ", "))] where "
          + "[\(names.joined(separator: ", "))] is meant: transpose the field",
        candidate: $0.candidate, subject: names.reversed().joined(separator: ", "))
    }
  }

  private var swapped: Hypothesis? {
    let ranges = investigation.problem.domain.ranges
    guard ranges.count <= 3 else { return nil }
    for order in Permutations.of(ranges.count).dropFirst() {
      func moved(_ part: FieldSubset) -> [[Double]] {
        zip(order.map { part.readings.positions[$0] }, ranges).map { column, range in
          column.map { range.contains($0) ? $0 : .nan }
        }
      }
      guard let candidate = investigation.values(moved) else { continue }
      let names = order.map { investigation.readings.coordinates[$0].description }.joined(separator: ", ")
      return Hypothesis(
        mistake: .transposedGrid, text: "the coordinates are swapped: take them as \(names)",
        candidate: candidate, subject: names)
    }
    return nil
  }
}
