// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// A tensor product of ``ChebyshevGrid``s on a box, and the weights by which a derivative anywhere follows
/// from the values at its nodes.
struct CollocationGrid: Sendable {
  let coordinates: [Coordinate]
  let axes: [ChebyshevGrid]
  /// `[axis][order][node][node]`
  private let derivatives: [[[[Double]]]]
  /// How many nodes.
  let count: Int

  /// - Parameter order: the highest derivative by one coordinate.
  init(_ box: Domain, degrees: [Int], order: Int) {
    coordinates = box.coordinates
    axes = zip(box.ranges, degrees).map { ChebyshevGrid($0, degree: $1) }
    derivatives = axes.map { $0.derivatives(upTo: order) }
    count = axes.reduce(1) { $0 * $1.count }
  }

  /// The node's places on the axes; the last coordinate runs fastest.
  func places(_ node: Int) -> [Int] {
    var rest = node
    return axes.indices.reversed().map { a in
      defer { rest /= axes[a].count }
      return rest % axes[a].count
    }.reversed()
  }
  func point(_ node: Int) -> Point<Double> {
    Point(coordinates, zip(axes, places(node)).map { $0.nodes[$1] })
  }
  /// The nodes on an end of an axis.
  func face(_ coordinate: Coordinate, isUpper: Bool) -> [Int] {
    guard let a = coordinates.firstIndex(of: coordinate) else { return [] }
    return (0..<count).filter { places($0)[a] == (isUpper ? axes[a].count - 1 : 0) }
  }

  /// The nodes at the ends of every axis.
  var corners: [Int] {
    (0..<count).filter { zip(places($0), axes).allSatisfy { $0 == 0 || $0 == $1.count - 1 } }
  }

  /// The largest sum of a derivative's weights at a node.
  func amplification(of index: MultiIndex) -> Double {
    axes.indices.reduce(1) { product, a in
      let rows = derivatives[a][index.order(in: coordinates[a])]
      let sums = rows.map { row in row.reduce(0) { $0 + abs($1) } }
      return product * (sums.max() ?? 0)
    }
  }

  /// Adds `factor` times the weights of a derivative at a node to a row over all nodes.
  func add(
    _ index: MultiIndex, at node: Int, times factor: Double, to row: UnsafeMutablePointer<Double>
  ) {
    if index == .laplacian {
      for c in coordinates where c.isSpatial { add([c, c], at: node, times: factor, to: row) }
      return
    }
    let places = places(node)
    spread(0, 0, factor, to: row) { a in derivatives[a][index.order(in: coordinates[a])][places[a]] }
  }

  /// The weights of the values on each axis in the interpolant's derivatives at a point:
  /// `[axis][order][node]`.
  func weights(at p: Point<Double>) -> [[[Double]]] {
    zip(zip(axes, derivatives), p.values).map { axis, x in
      let interpolation = axis.0.interpolation(at: x)
      return axis.1.map { matrix in
        var sums = [Double](repeating: 0, count: interpolation.count)
        for (w, row) in zip(interpolation, matrix) where w != 0 {
          for j in sums.indices { sums[j] += w * row[j] }
        }
        return sums
      }
    }
  }

  /// A derivative of what has these values at the nodes, by the weights of its point.
  func derivative(_ index: MultiIndex, _ weights: [[[Double]]], of values: [Double]) -> Double {
    var (rest, length) = (values, 1)
    // The last coordinate runs fastest.
    for a in axes.indices.reversed() {
      let row = weights[a][index.order(in: coordinates[a])]
      length = rest.count / row.count
      rest = (0..<length).map { i in
        var sum = 0.0
        for j in row.indices { sum += row[j] * rest[i * row.count + j] }
        return sum
      }
    }
    return rest[0]
  }

  /// The tensor product of one row an axis, its zeros skipped.
  private func spread(
    _ axis: Int, _ start: Int, _ factor: Double, to row: UnsafeMutablePointer<Double>,
    _ weights: (_ axis: Int) -> [Double]
  ) {
    if axis == axes.count {
      row[start] += factor
      return
    }
    for (i, w) in weights(axis).enumerated() where w != 0 {
      spread(axis + 1, start * axes[axis].count + i, factor * w, to: row, weights)
    }
  }
}
