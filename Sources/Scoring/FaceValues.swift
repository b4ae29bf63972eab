// SPDX-License-Identifier: MIT

import Assessment
import Differentiation
import PDE

/// A file's and the truth's values and slopes on a face of the domain.
struct FaceValues {
  /// The unknown that is farthest off there.
  let unknown: String
  /// Root mean square of its error there; the same in units of its size.
  let error, relative: Double
  /// Whether the file's slope across the face vanishes there, and the truth's does not.
  let isFlat: Bool

  /// - Parameters:
  ///   - k: the coordinate that is constant on the face.
  ///   - value: which it has there.
  /// - Returns: nil where the grid has fewer than five nodes along it, or ends more than one and a half steps
  ///   away.
  init?(_ i: Investigation, _ grid: TensorGrid, along k: Int, at value: Double, isUpper: Bool) {
    let axis = grid.axes[k]
    guard axis.count >= 5 else { return nil }
    let nodes = isUpper ? Array(axis.suffix(5)) : Array(axis.prefix(5))
    let (last, next) = isUpper ? (nodes[4], nodes[3]) : (nodes[0], nodes[1])
    guard abs(value - last) <= 1.5 * abs(last - next) else { return nil }
    let own = Fornberg.weights(at: value, nodes, order: 0)
    let slope = Fornberg.weights(at: value, nodes, order: 1)
    let ends = grid.lines(along: k).map { isUpper ? Array($0.suffix(5)) : Array($0.prefix(5)) }
    func sums(_ weights: [Double], _ column: [Double]) -> [Double] {
      ends.map { line in zip(weights, line).reduce(0) { $0 + $1.0 * column[$1.1] } }
    }
    let errors = i.errors.map { norm([sums(own, $0)]) / Double(ends.count).squareRoot() }
    let sizes = zip(errors, i.judge.scales).map { $0 / $1 }
    guard let worst = sizes.indices.max(by: { sizes[$0] < sizes[$1] }) else { return nil }
    unknown = Names.unknown(worst)
    (error, relative) = (errors[worst], sizes[worst])
    // At a corner the slope may be another one: half of the places must have it.
    func median(_ column: [Double]) -> Double {
      let slopes = sums(slope, column).map { abs($0) }.sorted()
      return slopes[slopes.count / 2]
    }
    let difference = GridDerivatives(grid: grid, coordinates: i.readings.coordinates, extra: 3)
    let c = i.readings.coordinates[k]
    guard difference.has([c]) else {
      isFlat = false
      return
    }
    func typical(_ column: [Double]) -> Double {
      let all = difference([c], of: grid.points.map { column[$0] })
      return norm([all]) / Double(all.count).squareRoot()
    }
    let (file, truth) = (i.readings.values[worst], i.truth.values[worst])
    isFlat = median(file) < 0.03 * typical(file) && median(truth) > 0.1 * typical(truth)
  }
}
