// SPDX-License-Identifier: MIT

import Differentiation

/// Derivatives of a field on a tensor grid by finite differences.
struct GridDerivatives {
  let grid: TensorGrid
  let coordinates: [Coordinate]
  /// How many nodes a stencil has beyond what its order needs.
  let extra: Int

  /// Whether the grid has enough nodes for the derivative.
  func has(_ index: MultiIndex) -> Bool {
    if index == .laplacian {
      return coordinates.indices.allSatisfy { !coordinates[$0].isSpatial || grid.lengths[$0] > 2 + extra }
    }
    return coordinates.indices.allSatisfy { grid.lengths[$0] > index.order(in: coordinates[$0]) + extra }
      && index.coordinates.allSatisfy(coordinates.contains)
  }

  /// The derivative at every node of values by node, the first coordinate slowest.
  func callAsFunction(_ index: MultiIndex, of nodes: [Double]) -> [Double] {
    if index == .laplacian {
      return coordinates.filter(\.isSpatial).reduce([Double](repeating: 0, count: nodes.count)) { sum, c in
        zip(sum, self([c, c], of: nodes)).map { $0 + $1 }
      }
    }
    return coordinates.indices.reduce(nodes) { values, k in
      let order = index.order(in: coordinates[k])
      return order == 0 ? values : along(k, order, values)
    }
  }

  private func along(_ k: Int, _ order: Int, _ values: [Double]) -> [Double] {
    let (axis, stride) = (grid.axes[k], grid.stride(along: k))
    let (n, width) = (axis.count, min(axis.count, order + extra + 1 - (order + extra) % 2))
    let firsts = (0..<n).map { min(max(0, $0 - width / 2), n - width) }
    let weights = (0..<n).map { i in
      Fornberg.weights(at: axis[i], Array(axis[firsts[i]..<firsts[i] + width]), order: order)
    }
    var result = values
    for place in values.indices {
      let i = place / stride % n
      let start = place + (firsts[i] - i) * stride
      var sum = 0.0
      for (j, w) in weights[i].enumerated() { sum += w * values[start + j * stride] }
      result[place] = sum
    }
    return result
  }
}
