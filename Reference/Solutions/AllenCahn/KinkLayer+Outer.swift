// SPDX-License-Identifier: MIT

import RealModule

extension KinkLayer {
  /// U = Σ U_b(y) t^b, U_0 = −(1 − y)² cos πy, and u_y, u_yy, u_yyy, each through its values at Chebyshev
  /// nodes in y. These come from a Taylor series in y and t about each node, so that nothing is
  /// differentiated by differences.
  struct Outer: Sendable {
    private let grid: ChebyshevGrid
    /// `[derivative][power of t][node]`
    private let values: [[[Double]]]

    init(_ diffusivity: Double, _ resolution: Resolution) {
      grid = ChebyshevGrid(0...1, degree: resolution.degree)
      let series = grid.nodes.map { y in
        Self.series(about: y, degree: 2 * resolution.times + 4, times: resolution.times, diffusivity)
      }
      values = zip(0...3, [1.0, 1, 2, 6]).map { k, factorial in
        (0...resolution.times).map { b in series.map { factorial * $0[b][k] } }
      }
    }

    /// U, U_y, U_yy, U_yyy.
    func derivatives(y: Double, t: Double) -> [Double] {
      let weights = grid.interpolation(at: y)
      return values.map { powers in
        var sum = 0.0
        for row in powers.reversed() {
          var value = 0.0
          for (w, v) in zip(weights, row) { value += w * v }
          sum = sum * t + value
        }
        return sum
      }
    }

    /// The coefficients of (y − node)^a t^b: `[b][a]`, a ≤ `degree` − 2b.
    static func series(about node: Double, degree: Int, times: Int, _ diffusivity: Double) -> [[Double]] {
      let (sine, cosine) = Double.sineAndCosine(ofPiTimes: node)
      // cos π(node + s) and −(1 − node − s)²
      var waves: [Double] = []
      var factor = 1.0
      for a in 0...degree {
        if a > 0 { factor *= .pi / Double(a) }
        waves.append(factor * [cosine, -sine, -cosine, sine][a % 4])
      }
      let rest = 1 - node
      let start = (0...degree).map { a in
        -rest * rest * waves[a] + (a > 0 ? 2 * rest * waves[a - 1] : 0) - (a > 1 ? waves[a - 2] : 0)
      }
      var (u, squares) = ([start], [[Double]]())
      for b in 0..<times {
        let last = degree - 2 * b
        func product(_ f: [[Double]], _ g: [[Double]]) -> [Double] {
          var sums = [Double](repeating: 0, count: last + 1)
          for m in 0...b {
            let (left, right) = (f[m], g[b - m])
            for i in 0...last { for j in 0...last - i { sums[i + j] += left[i] * right[j] } }
          }
          return sums
        }
        squares.append(product(u, u))
        let cubes = product(squares, u)
        u.append(
          (0...last - 2).map { a in
            let curvature = Double((a + 2) * (a + 1)) * u[b][a + 2]
            return (diffusivity * curvature + 5 * u[b][a] - 5 * cubes[a]) / Double(b + 1)
          })
      }
      return u
    }
  }
}
