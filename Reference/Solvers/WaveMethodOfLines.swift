// SPDX-License-Identifier: MIT

import Differentiation
import GSL
import PDE
import RealModule

/// i h_t + ½ h_xx + σ |h|² h = 0 on [0, length] with h_x = 0 at both ends, by the method of lines:
/// second-order differences on n, 2n and 4n intervals, Prince and Dormand's steps of order 8 (GSL's rk8pd),
/// Richardson's extrapolation in space.
///
/// A solution on a ring of twice the length that is even is one of these, and so checked by a method that
/// knows nothing of Fourier sums.
struct WaveMethodOfLines: Sendable {
  let length: Double
  /// n.
  let intervals: Int
  let sign: Double
  /// h at the start, which is real.
  let initial: @Sendable (_ x: Double) -> Double

  var method: String {
    "method of lines on \(intervals), \(2 * intervals) and \(4 * intervals) intervals (GSL rk8pd), Richardson"
  }

  /// Real and imaginary part at x = j length/n, j = 0 … n, at each time: `[time][part][j]`, with the bar of
  /// ``Richardson``.
  func values(at times: [Double]) throws -> [[[Measured]]] {
    let grids = try [1, 2, 4].map { try run($0 * intervals, times) }
    return times.indices.map { i in
      [0, 1].map { part in
        let columns = [1, 2, 4].enumerated().map { level, every in
          (0...intervals).map { grids[level][i][2 * every * $0 + part] }
        }
        return Richardson(columns, rounding: 1e-10).measured()
      }
    }
  }

  /// `[time][2 j + part]`
  private func run(_ n: Int, _ times: [Double]) throws -> [[Double]] {
    let step = length / Double(n)
    let rate = 1 / (2 * step * step)
    let sign = sign
    let system = GSLSystem(count: 2 * (n + 1)) { _, h, out in
      for i in 0...n {
        // Beyond an end the solution is its mirror image.
        let (below, above) = (i == 0 ? 1 : i - 1, i == n ? n - 1 : i + 1)
        let (re, im) = (h[2 * i], h[2 * i + 1])
        let density = sign * (re * re + im * im)
        out[2 * i] = -rate * (h[2 * below + 1] - 2 * im + h[2 * above + 1]) - density * im
        out[2 * i + 1] = rate * (h[2 * below] - 2 * re + h[2 * above]) + density * re
      }
      return out[0].isFinite && out[n].isFinite
    }
    return try system.values(
      at: times, (0...n).flatMap { i -> [Double] in [initial(Double(i) * step), 0] }, step: 1 / rate,
      absolute: 1e-13, relative: 0, "\(n) lines")
  }
}

extension PeriodicReference {
  /// i h_t + ½ h_xx + σ |h|² h = 0 on a ring, `range` about 0, from Σ `amplitude` · sech(x + n period).
  /// - Parameter sign: σ, 1 where waves attract themselves.
  package static func sech(
    _ amplitude: Double, on range: ClosedRange<Double>, sign: Double = 1, until end: Double
  ) -> PeriodicReference {
    let period = range.upperBound - range.lowerBound
    let lines = WaveMethodOfLines(length: period / 2, intervals: 250, sign: sign) { x in
      (-4...4).reduce(0) { $0 + amplitude / .cosh(x + Double($1) * period) }
    }
    return .sech(
      amplitude, on: range, sign: sign, until: end,
      FourierResolution(modes: 512, used: 180, step: 1.5e-3, degree: 18)
    ) { own in
      let times = [0.25, 0.5, 0.75, 1].map { $0 * end }
      var pairs: [(Measured, Measured)] = []
      for (time, parts) in zip(times, try lines.values(at: times)) {
        for j in stride(from: 0, through: lines.intervals, by: 5) {
          let x = lines.length * Double(j) / Double(lines.intervals)
          for (a, b) in zip(try own.evaluate([.value], at: Point([.x, .t], [x, time])), parts) {
            pairs.append((a[0], b[j]))
          }
        }
      }
      return try own.withDerivatives(
        Agreement(method: lines.method, pairs), over: Domain(x: range, t: 0...end), scale: 0.25)
    }
  }
}
