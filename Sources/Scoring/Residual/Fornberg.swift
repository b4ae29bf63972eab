// SPDX-License-Identifier: MIT

/// Weights of finite differences on uneven nodes.
///
/// B. Fornberg, Generation of finite difference formulas on arbitrarily spaced grids, Math. Comp. 51 (1988)
/// 699.
enum Fornberg {
  /// The weights with which the values at the nodes give the derivative of an order at z.
  static func weights(at z: Double, _ nodes: [Double], order m: Int) -> [Double] {
    let n = nodes.count
    var c = [[Double]](repeating: [Double](repeating: 0, count: m + 1), count: n)
    var (c1, c4) = (1.0, nodes[0] - z)
    c[0][0] = 1
    for i in 1..<n {
      let mn = min(i, m)
      let c5 = c4
      var c2 = 1.0
      c4 = nodes[i] - z
      for j in 0..<i {
        let c3 = nodes[i] - nodes[j]
        c2 *= c3
        if j == i - 1 {
          for k in stride(from: mn, to: 0, by: -1) {
            c[i][k] = c1 * (Double(k) * c[i - 1][k - 1] - c5 * c[i - 1][k]) / c2
          }
          c[i][0] = -c1 * c5 * c[i - 1][0] / c2
        }
        for k in stride(from: mn, to: 0, by: -1) {
          c[j][k] = (c4 * c[j][k] - Double(k) * c[j][k - 1]) / c3
        }
        c[j][0] = c4 * c[j][0] / c3
      }
      c1 = c2
    }
    return c.map { $0[m] }
  }
}
