// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule

/// Δu = 0 in a polygon with u known on its sides, by least squares on the boundary: the lightning method.
///
///     u = Re( Σ c_k (z/R)ᵏ + Σ a_j δ_j/(z − z₀ − δ_j ω) ),   δ_j = D e^(−4(√n − √j)),   k = 0 … K,  j = 1 … n
///
/// Poles that crowd together outside a re-entrant corner z₀, on its bisector ω, stand for whatever
/// singularity u has there: its exponent is not known to the method. The error falls like e^(−c√n). A
/// harmonic function is largest on the boundary: by how much the sum misses u on points there, between those
/// that it was fitted at, bounds its error everywhere inside.
///
/// Gopal and Trefethen, SIAM J. Numer. Anal. 57 (2019) 2074.
struct Lightning: Sendable {
  /// The polygon's corners in order, the re-entrant one first.
  let corners: [(x: Double, y: Double)]
  /// D e^(i arg ω): from the first corner outwards to the farthest pole.
  let reach: (x: Double, y: Double)
  /// u on the sides.
  let boundary: @Sendable (_ x: Double, _ y: Double) -> Double
  var poles = 100
  var degree = 40
  /// Along each side: as many crowd towards its ends.
  var points = 160

  var method: String {
    "the lightning method: \(poles) poles at the re-entrant corner and a polynomial, least squares (GSL QR)"
  }

  /// The sum's coefficients, and the largest miss found on the boundary.
  func solve() throws -> (solution: @Sendable (_ x: Double, _ y: Double) -> Double, miss: Double) {
    let fitted = places(points, shift: 0.5)
    let right = fitted.map(boundary)
    let matrix = fitted.flatMap(functions)
    let c = try LeastSquares.solve(matrix, columns: matrix.count / fitted.count, right)
    let solution = { @Sendable (x: Double, y: Double) in
      zip(c, functions(x, y)).reduce(0) { $0 + $1.0 * $1.1 }
    }
    // Three to each of those, none of them the same.
    let miss = places(3 * points, shift: 0.3).map { abs(solution($0, $1) - boundary($0, $1)) }
    return (solution, miss.reduce(0) { $0.isNaN || $1.isNaN ? .nan : max($0, $1) })
  }

  /// Points along the sides: Chebyshev's, and where a side ends in the first corner others at distances from
  /// it that fall by equal factors to the rounding.
  private func places(_ count: Int, shift: Double) -> [(x: Double, y: Double)] {
    corners.indices.flatMap { i in
      let (a, b) = (corners[i], corners[(i + 1) % corners.count])
      func along(_ s: Double) -> (x: Double, y: Double) { (a.x + (b.x - a.x) * s, a.y + (b.y - a.y) * s) }
      func back(_ s: Double) -> (x: Double, y: Double) { (b.x + (a.x - b.x) * s, b.y + (a.y - b.y) * s) }
      return (0..<count).flatMap { k in
        let t = (Double(k) + shift) / Double(count)
        let near = Double.exp(-37 * t)
        return [along(0.5 - 0.5 * Double.cos(.pi * t))] + (i == 0 ? [along(near)] : [])
          + (i == corners.count - 1 ? [back(near)] : [])
      }
    }
  }

  /// Real and imaginary part of each term at a point.
  private func functions(_ x: Double, _ y: Double) -> [Double] {
    let radius = corners.map { Double.hypot($0.x, $0.y) }.max() ?? 1
    var values: [Double] = []
    var power = (re: 1.0, im: 0.0)
    for k in 0...degree {
      values.append(power.re)
      if k > 0 { values.append(power.im) }
      power = ((power.re * x - power.im * y) / radius, (power.re * y + power.im * x) / radius)
    }
    let length = Double.hypot(reach.x, reach.y)
    for j in 1...poles {
      let scale = Double.exp(-4 * (Double(poles).squareRoot() - Double(j).squareRoot()))
      let (dx, dy) = (x - corners[0].x - scale * reach.x, y - corners[0].y - scale * reach.y)
      let factor = scale * length / (dx * dx + dy * dy)
      values += [dx * factor, -dy * factor]
    }
    return values
  }
}
