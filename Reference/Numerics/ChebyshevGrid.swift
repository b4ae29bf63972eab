// SPDX-License-Identifier: MIT

import RealModule

/// The n + 1 extrema of the Chebyshev polynomial Tₙ on an interval, ascending, ends included: the polynomial
/// through values there is as good as the best one but for a factor that grows like log n, and so are its
/// derivatives.
///
/// Trefethen, Spectral Methods in MATLAB (2000); Berrut and Trefethen, SIAM Review 46 (2004) 501.
struct ChebyshevGrid: Sendable {
  let range: ClosedRange<Double>
  let nodes: [Double]
  /// θ of −cos θ, for differences of nodes without cancellation.
  private let angles: [Double]
  /// Of the barycentric formula: alternating, the first and the last halved.
  private let weights: [Double]
  var count: Int { nodes.count }

  /// - Parameter n: the polynomials' degree, at least 1.
  init(_ range: ClosedRange<Double>, degree n: Int) {
    self.range = range
    angles = (0...n).map { .pi * Double($0) / Double(n) }
    let (middle, half) = (
      (range.lowerBound + range.upperBound) / 2, (range.upperBound - range.lowerBound) / 2
    )
    nodes = (0...n).map { i in
      i == 0
        ? range.lowerBound
        : i == n ? range.upperBound : middle - half * Double.cos(.pi * Double(i) / Double(n))
    }
    weights = (0...n).map { i in (i % 2 == 0 ? 1 : -1) * (i == 0 || i == n ? 0.5 : 1) }
  }

  /// xᵢ − xⱼ
  private func difference(_ i: Int, _ j: Int) -> Double {
    let half = (range.upperBound - range.lowerBound) / 2
    return 2 * half * Double.sin((angles[i] + angles[j]) / 2) * Double.sin((angles[i] - angles[j]) / 2)
  }

  /// The matrices D⁰ … D^order: row i gives that derivative at node i from the values at all nodes.
  ///
  /// By Welfert's recurrence, D^(k)ᵢⱼ = k/(xᵢ − xⱼ) (wⱼ/wᵢ D^(k−1)ᵢᵢ − D^(k−1)ᵢⱼ), which rounds far less than
  /// powers of D; the diagonal makes every row's sum zero, so that constants have no derivative.
  func derivatives(upTo order: Int) -> [[[Double]]] {
    var all = [nodes.indices.map { i in nodes.indices.map { $0 == i ? 1.0 : 0 } }]
    for k in stride(from: 1, through: order, by: 1) {
      let last = all[k - 1]
      all.append(
        nodes.indices.map { i in
          var row = nodes.indices.map { j in
            i == j
              ? 0 : Double(k) / difference(i, j) * (weights[j] / weights[i] * last[i][i] - last[i][j])
          }
          row[i] = -row.reduce(0, +)
          return row
        })
    }
    return all
  }

  /// The weights of the values at the nodes in the interpolant at x.
  func interpolation(at x: Double) -> [Double] {
    if let i = nodes.firstIndex(of: x) { return nodes.indices.map { $0 == i ? 1 : 0 } }
    let terms = zip(nodes, weights).map { $1 / (x - $0) }
    let sum = terms.reduce(0, +)
    return terms.map { $0 / sum }
  }
}
