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
    spread(index, at: node, times: factor) { row[$0] += $1 }
  }

  /// A derivative, at a node, of what has these values at the nodes.
  func derivative(_ index: MultiIndex, at node: Int, of values: [Double]) -> Double {
    var sum = 0.0
    spread(index, at: node, times: 1) { sum += $1 * values[$0] }
    return sum
  }

  /// Hands out every node whose value a derivative at a node reads, with `factor` times its weight.
  private func spread(
    _ index: MultiIndex, at node: Int, times factor: Double, to body: (_ node: Int, _ weight: Double) -> Void
  ) {
    if index == .laplacian {
      for c in coordinates where c.isSpatial { spread([c, c], at: node, times: factor, to: body) }
      return
    }
    let rows = zip(axes.indices, places(node)).map { derivatives[$0][index.order(in: coordinates[$0])][$1] }
    spread(rows[...], 0, factor, to: body)
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

  /// The tensor product of one row per axis, its zeros skipped.
  private func spread(
    _ rows: ArraySlice<[Double]>, _ start: Int, _ weight: Double,
    to body: (_ node: Int, _ weight: Double) -> Void
  ) {
    guard let row = rows.first else { return body(start, weight) }
    for (i, w) in row.enumerated() where w != 0 {
      spread(rows.dropFirst(), start * row.count + i, weight * w, to: body)
    }
  }
}
