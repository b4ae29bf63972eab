// SPDX-License-Identifier: MIT

import RealModule

extension KinkLayer {
  /// c = √(Dt) Σ t^((n−1)/2) C_n(η), C_n = c_n/√D, n = 1 …: each from a linear boundary-value problem by
  /// collocation at Chebyshev nodes in η.
  struct Inner: Sendable {
    private let grid: ChebyshevGrid
    /// C_n and three derivatives by η: `[derivative][n − 1][node]`
    private let values: [[[Double]]]

    init(_ diffusivity: Double, _ resolution: Resolution) throws {
      let (root, terms) = (diffusivity.squareRoot(), resolution.terms)
      grid = ChebyshevGrid(0...Resolution.reach, degree: resolution.innerDegree)
      let (nodes, last) = (grid.nodes, grid.count - 1)
      let matrices = grid.derivatives(upTo: 2)
      let series = Outer.series(about: 0, degree: terms + 4, times: terms / 2 + 1, diffusivity)
      // U and U + c in powers of √t at each node.
      let u = (0...terms).map { n in
        nodes.map { eta -> Double in
          let y = root * eta
          return (0...n / 2).reduce(0.0) { sum, b in sum + series[b][n - 2 * b] * Double.pow(y, n - 2 * b) }
        }
      }
      var c = [[Double](repeating: 0, count: nodes.count)]
      var (slopes, curvatures) = (c, c)
      var squares: [(change: [Double], own: [Double])] = []
      for n in 1...terms {
        var source = [Double](repeating: 0, count: nodes.count)
        if n >= 2 {
          source = Self.reaction(u, c, &squares, n - 2)
        }
        let half = Double(n) / 2
        var matrix = [Double](repeating: 0, count: nodes.count * nodes.count)
        for i in nodes.indices {
          for j in nodes.indices {
            matrix[i * nodes.count + j] =
              switch i {
              case 0: matrices[1][0][j]
              case last: j == last ? 1 : 0
              default:
                matrices[2][i][j] + nodes[i] / 2 * matrices[1][i][j] - (i == j ? half : 0)
              }
          }
        }
        var right = source.map { -$0 }
        // u_y = 0 at y = 0.
        right[0] = n % 2 == 1 ? -root * series[(n - 1) / 2][1] : 0
        right[last] = 0
        let solved = try LeastSquares.solve(matrix, columns: nodes.count, right)
        let slope = matrices[1].map { row in zip(row, solved).reduce(0) { $0 + $1.0 * $1.1 } }
        c.append(solved)
        slopes.append(slope)
        // As the equation has it, which rounds less than differences do.
        curvatures.append(
          nodes.indices.map { i in half * solved[i] - nodes[i] / 2 * slope[i] - source[i] })
      }
      let thirds = curvatures.map { row in
        matrices[1].map { zip($0, row).reduce(0) { $0 + $1.0 * $1.1 } }
      }
      values = [c, slopes, curvatures, thirds].map { $0.dropFirst().map { $0.map { $0 / root } } }
    }

    /// The power m of 5c − 5(U + c)³ + 5U³ = 5c − 5c(3U² + 3Uc + c²).
    private static func reaction(
      _ u: [[Double]], _ c: [[Double]], _ squares: inout [(change: [Double], own: [Double])], _ m: Int
    ) -> [Double] {
      let nodes = u[0].indices
      // (U + c)² − U² = c (2U + c), and U².
      var (change, own) = (u[0].map { _ in 0.0 }, u[0].map { _ in 0.0 })
      for j in 0...m {
        for i in nodes {
          change[i] += c[j][i] * (2 * u[m - j][i] + c[m - j][i])
          own[i] += u[j][i] * u[m - j][i]
        }
      }
      squares.append((change, own))
      let known = squares
      return nodes.map { i -> Double in
        var cube = 0.0
        for j in 0...m {
          let whole = u[m - j][i] + c[m - j][i]
          cube += known[j].change[i] * whole + known[j].own[i] * c[m - j][i]
        }
        return 5 * c[m][i] - 5 * cube
      }
    }

    /// c/√(Dt) and its derivatives by η.
    func derivatives(eta: Double, t: Double) -> [Double] {
      let (weights, root) = (grid.interpolation(at: eta), t.squareRoot())
      return values.map { powers in
        var sum = 0.0
        for row in powers.reversed() {
          var value = 0.0
          for (w, v) in zip(weights, row) { value += w * v }
          sum = sum * root + value
        }
        return sum
      }
    }
  }
}
