// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE

/// The truth on the grid of a picture.
package struct GridTruth: Sendable {
  package let grid: FieldGrid
  /// The nodes that lie in the domain, by their number in the grid; others in what is cut out of it.
  package let inside: [Int]
  /// Those nodes.
  package let points: [Point<Double>]
  /// `[unknown][node inside]`; NaN where the reference has no value.
  package let values: [[Measured]]

  package init(_ problem: any Benchmark) {
    grid = FieldGrid(problem.domain)
    let all = grid.points
    inside = all.indices.filter { problem.domain.contains(all[$0].values) }
    let points = inside.map { all[$0] }
    let count = problem.unknowns
    let (flat, _) = problem.reference.valuesWhereKnown(
      unknowns: count, at: Points(problem.domain.coordinates, points.flatMap(\.values)))
    values = (0..<count).map { k in points.indices.map { flat[$0 * count + k] } }
    self.points = points
  }

  /// The values at the nodes inside as a field over the whole grid, NaN elsewhere.
  package func spread(_ values: [Double]) -> [Double] {
    var field = [Double](repeating: .nan, count: grid.count)
    for (place, value) in zip(inside, values) { field[place] = value }
    return field
  }
}
