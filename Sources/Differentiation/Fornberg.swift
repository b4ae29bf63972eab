// SPDX-License-Identifier: MIT

/// Weights of finite differences on any nodes.
///
/// B. Fornberg, Generation of finite difference formulas on arbitrarily spaced grids, Math. Comp. 51 (1988)
/// 699.
package enum Fornberg {
  /// The weights with which the values at the nodes give the derivative of the order k at z: that of the
  /// polynomial through all of them.
  /// - Precondition: at least one node, and no two alike.
  package static func weights(at z: Double, _ nodes: [Double], order k: Int) -> [Double] {
    // c[j][d]: weight of node j for the derivative d, for the nodes seen so far.
    var c = nodes.map { _ in [Double](repeating: 0, count: k + 1) }
    c[0][0] = 1
    var c1 = 1.0
    for i in 1..<nodes.count {
      var c2 = 1.0
      for j in 0..<i {
        let c3 = nodes[i] - nodes[j]
        c2 *= c3
        for d in stride(from: min(i, k), through: 0, by: -1) {
          let below = d == 0 ? 0 : Double(d) * c[i - 1][d - 1]
          if j == i - 1 { c[i][d] = c1 / c2 * (below - (nodes[i - 1] - z) * c[i - 1][d]) }
        }
        for d in stride(from: min(i, k), through: 0, by: -1) {
          c[j][d] = ((nodes[i] - z) * c[j][d] - (d == 0 ? 0 : Double(d) * c[j][d - 1])) / c3
        }
      }
      c1 = c2
    }
    return c.map { $0[k] }
  }
}
