// SPDX-License-Identifier: MIT

import GSL

/// The error split by wavelength along the first coordinate: lines of the grid at each time (or each value of
/// the other coordinates), transformed, their frequencies in three equal parts.
///
/// Each part is a relative L2 error, and low² + mid² + high² is the square of the whole. What a network has
/// not learned yet is high; a wrong coefficient or condition is low.
public struct BandErrors: Sendable, Equatable, Codable {
  public let low, mid, high: Double

  /// - Parameters:
  ///   - errors: u − truth of each unknown by point.
  ///   - norm: ‖truth‖₂ over all.
  /// - Returns: nil where the first axis has fewer than 6 nodes or is uneven, or its length, with a large
  ///   prime factor, would make the transforms slow.
  init?(_ grid: TensorGrid, _ errors: [[Double]], norm: Double) throws(GSLError) {
    let axis = grid.axes[0]
    let n = axis.count
    guard n >= 6, norm > 0, Self.isEven(axis),
      Double(Self.largestFactor(n)) * Double(grid.points.count) * Double(errors.count) <= 2e9
    else { return nil }
    let table = try GSL.require(gsl_fft_real_wavetable_alloc(n), "transform of length \(n)")
    defer { gsl_fft_real_wavetable_free(table) }
    let space = try GSL.require(gsl_fft_real_workspace_alloc(n), "transform of length \(n)")
    defer { gsl_fft_real_workspace_free(space) }
    var energy = [0.0, 0.0, 0.0]
    for column in errors {
      for line in grid.lines(along: 0) {
        var data = line.map { column[$0] }
        try GSL.check(gsl_fft_real_transform(&data, 1, n, table, space), "transform of length \(n)")
        for (i, value) in data.enumerated() {
          // Half-complex order: the mean, then real and imaginary parts, and for even lengths the last mode
          // alone.
          let frequency = (i + 1) / 2
          let isAlone = i == 0 || n % 2 == 0 && i == n - 1
          energy[min(2, 6 * frequency / (n + 1))] += (isAlone ? 1 : 2) * value * value / Double(n)
        }
      }
    }
    low = bounded(energy[0].squareRoot() / norm)
    mid = bounded(energy[1].squareRoot() / norm)
    high = bounded(energy[2].squareRoot() / norm)
  }

  private static func isEven(_ axis: [Double]) -> Bool {
    let step = (axis[axis.count - 1] - axis[0]) / Double(axis.count - 1)
    // Single precision still counts as even.
    return axis.indices.allSatisfy { abs(axis[$0] - axis[0] - step * Double($0)) <= 1e-3 * step }
  }

  private static func largestFactor(_ n: Int) -> Int {
    var (rest, factor) = (n, 2)
    while factor * factor <= rest {
      if rest % factor == 0 { rest /= factor } else { factor += 1 }
    }
    return rest
  }
}
