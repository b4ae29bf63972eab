// SPDX-License-Identifier: MIT

import Differentiation
import GSL
import PDE

/// −Δu = f on the rectangle [0, a] × [0, b] with u given on its sides, by second-order differences: the
/// five-point formula on n, 2n and 4n intervals each way, solved directly (sine transforms in x, elimination
/// in y), and Richardson's extrapolation.
///
///     FivePoint { x, y in 1 }                                      // −Δu = 1, u = 0 on the sides
///     FivePoint(boundary: { x, y in y * sin(x) }) { _, _ in 0 }
///
/// It knows nothing of the solution but the equation. The data must be continuous: beside a jump the
/// differences do not converge, and the bar says so.
package struct FivePoint: Sendable {
  package let width, height: Double
  /// n.
  package let intervals: Int
  let boundary: @Sendable (Double, Double) -> Double
  let source: @Sendable (Double, Double) -> Double

  /// - Parameters:
  ///   - intervals: of the coarsest grid, each way: a power of 2 from 8 to 512.
  ///   - boundary: u(x, y) on the four sides.
  ///   - source: f(x, y).
  package init(
    width: Double = 1, height: Double = 1, intervals: Int = 64,
    boundary: @escaping @Sendable (_ x: Double, _ y: Double) -> Double = { _, _ in 0 },
    source: @escaping @Sendable (_ x: Double, _ y: Double) -> Double
  ) {
    self.width = width
    self.height = height
    self.intervals = intervals
    self.boundary = boundary
    self.source = source
  }

  package var method: String {
    "five-point differences on \(intervals), \(2 * intervals) and \(4 * intervals) intervals (GSL fft), Richardson"
  }

  /// u at the inner points (i a/n, j b/n), i, j = 1 … n − 1: `[i − 1][j − 1]`. The bar is that of
  /// ``Richardson``.
  /// - Throws: ``FivePointError``; ``GSLError``.
  package func values() throws -> [[Measured]] {
    guard intervals >= 8, intervals <= 512, intervals & (intervals - 1) == 0 else {
      throw FivePointError.intervals(intervals)
    }
    guard width > 0, height > 0, width.isFinite, height.isFinite else {
      throw FivePointError.rectangle(width, height)
    }
    let n = intervals
    let grids = try [1, 2, 4].map { refinement in
      let fine = try solve(refinement * n)
      return (1..<n).flatMap { i in
        (1..<n).map { j in fine[(refinement * j - 1) * (refinement * n - 1) + refinement * i - 1] }
      }
    }
    // Low modes are nearly lost in the 2 of the elimination's diagonal: their rounding grows by (4n/π)².
    let largest = grids[2].reduce(0) { max($0, abs($1)) }
    let rounding = 0x1p-53 * largest * (64 + 8 * Double(n * n))
    let bars = Richardson(grids, rounding: rounding).measured(side: n - 1)
    return (0..<n - 1).map { Array(bars[$0 * (n - 1)..<($0 + 1) * (n - 1)]) }
  }

  /// u on the inner points of a grid of n intervals, rows of equal y.
  private func solve(_ n: Int) throws -> [Double] {
    let (inner, h, k) = (n - 1, width / Double(n), height / Double(n))
    let place = { (i: Int, side: Double) in side * (Double(i) / Double(n)) }
    var u = [Double](repeating: 0, count: inner * inner)
    for j in 1...inner {
      for i in 1...inner {
        var right = source(place(i, width), place(j, height))
        if i == 1 { right += boundary(0, place(j, height)) / (h * h) }
        if i == inner { right += boundary(width, place(j, height)) / (h * h) }
        if j == 1 { right += boundary(place(i, width), 0) / (k * k) }
        if j == inner { right += boundary(place(i, width), height) / (k * k) }
        guard right.isFinite else { throw FivePointError.data(place(i, width), place(j, height)) }
        u[(j - 1) * inner + i - 1] = right
      }
    }
    let transform = SineTransform(n)
    try u.withUnsafeMutableBufferPointer { u in
      guard let base = u.baseAddress else { return }
      for j in 0..<inner { try transform.apply(base + j * inner) }
      // Mode m: −(v_(j−1) − 2v_j + v_(j+1))/k² + λ v_j = its right side.
      var ratio = [Double](repeating: 0, count: inner)
      for m in 1...inner {
        let s = Double.sineAndCosine(ofPiTimes: Double(m) / Double(2 * n)).sine
        let diagonal = 2 + 4 * s * s * (k / h) * (k / h)
        for j in 0..<inner {
          let (at, before) = (j * inner + m - 1, (j - 1) * inner + m - 1)
          let pivot = j == 0 ? diagonal : diagonal - ratio[j - 1]
          ratio[j] = 1 / pivot
          u[at] = (u[at] * k * k + (j == 0 ? 0 : u[before])) / pivot
        }
        for j in (0..<inner - 1).reversed() {
          u[j * inner + m - 1] += ratio[j] * u[(j + 1) * inner + m - 1]
        }
      }
      for j in 0..<inner { try transform.apply(base + j * inner) }
    }
    return u.map { $0 * 2 / Double(n) }
  }
}

package enum FivePointError: Error, Equatable, CustomStringConvertible {
  case intervals(Int)
  case rectangle(Double, Double)
  case data(Double, Double)

  package var description: String {
    switch self {
    case .intervals(let n): "\(n) intervals: give a power of 2 from 8 to 512"
    case .rectangle(let a, let b): "a rectangle of \(a) by \(b): both sides must be positive and finite"
    case .data(let x, let y): "the source or the boundary value is not finite at (\(x), \(y))"
    }
  }
}

extension ClosedForm {
  /// A formula of x and y, checked against differences for the boundary-value problem that defines it, at 225
  /// points; its derivatives integrated, against its values.
  ///
  ///     ClosedForm("xy", Product(), of: [.x, .y], solvedBy: FivePoint(boundary: { $0 * $1 }) { _, _ in 0 })
  package init(
    _ text: String, _ solution: Solution, of coordinates: [Coordinate], solvedBy differences: FivePoint
  ) {
    self.init(text, solution, of: coordinates) {
      try $0.withDerivatives(
        $0.compared(with: differences),
        over: Domain(x: 0...differences.width, y: 0...differences.height))
    }
  }

  func compared(with differences: FivePoint) throws -> Agreement {
    let values = try differences.values()
    let n = differences.intervals
    let places = (1..<16).map { max(1, $0 * n / 16) }
    var pairs: [(Measured, Measured)] = []
    for i in places {
      for j in places {
        let (x, y) = (
          differences.width * (Double(i) / Double(n)), differences.height * (Double(j) / Double(n))
        )
        pairs.append((try value(at: Point([.x, .y], [x, y])), values[i - 1][j - 1]))
      }
    }
    return Agreement(method: differences.method, pairs)
  }
}
