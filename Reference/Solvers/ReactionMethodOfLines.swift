// SPDX-License-Identifier: MIT

import GSL
import Differentiation
import PDE
import RealModule

/// u_t = D u_xx + f(u) on [0, 1] with u_x = 0 at both ends, by the method of lines: second-order differences
/// on n, 2n and 4n intervals, Prince and Dormand's steps of order 8 (GSL's rk8pd), Richardson's extrapolation
/// in space.
///
/// A periodic solution that is even about 0 and about 1 is one of these, and so checked by a method that
/// knows nothing of Fourier sums.
struct ReactionMethodOfLines: Sendable {
  let diffusivity: Double
  /// n.
  let intervals: Int
  let reaction: @Sendable (Double) -> Double
  let initial: @Sendable (_ x: Double) -> Double

  var method: String {
    "method of lines on \(intervals), \(2 * intervals) and \(4 * intervals) intervals (GSL rk8pd), Richardson"
  }

  /// u at x = j/n, j = 0 … n, at each time: `[time][j]`, with the bar of ``Richardson``.
  func values(at times: [Double]) throws -> [[Measured]] {
    let grids = try [1, 2, 4].map { try run($0 * intervals, times) }
    return times.indices.map { i in
      let columns = [1, 2, 4].enumerated().map { level, every in
        (0...intervals).map { grids[level][i][every * $0] }
      }
      return Richardson(columns, rounding: 1e-11).measured()
    }
  }

  private func run(_ n: Int, _ times: [Double]) throws -> [[Double]] {
    let rate = diffusivity * Double(n) * Double(n)
    let reaction = reaction
    let system = GSLSystem(count: n + 1) { _, u, out in
      // Beyond an end the solution is its mirror image.
      out[0] = 2 * rate * (u[1] - u[0]) + reaction(u[0])
      for i in 1..<n { out[i] = rate * (u[i - 1] - 2 * u[i] + u[i + 1]) + reaction(u[i]) }
      out[n] = 2 * rate * (u[n - 1] - u[n]) + reaction(u[n])
      return out[0].isFinite && out[n / 2].isFinite
    }
    return try system.values(
      at: times, (0...n).map { initial(Double($0) / Double(n)) }, step: 1 / rate, absolute: 1e-12,
      relative: 1e-12, "\(n) lines")
  }
}

extension PeriodicReference {
  /// Compares Raissi's Allen–Cahn problem with differences on [0, 1].
  func comparedWithDifferences(_ diffusivity: Double) throws -> Agreement {
    let lines = ReactionMethodOfLines(
      diffusivity: diffusivity, intervals: 400, reaction: { 5 * $0 - 5 * $0 * $0 * $0 }
    ) { x in
      x * x * Double.cos(.pi * x)
    }
    let times = [0.1, 0.5, 1]
    var pairs: [(Measured, Measured)] = []
    for (time, row) in zip(times, try lines.values(at: times)) {
      for j in stride(from: 0, through: 400, by: 8) {
        pairs.append((try value(at: Point([.x, .t], [Double(j) / 400, time])), row[j]))
      }
    }
    // What the equation leaves of a kink: u_x = 0 at once.
    var slopes: [(Measured, Measured)] = []
    for t in [1e-9, 1e-4, 0.01, 0.5, 1] {
      let slope = try evaluate([[.x]], at: Point([.x, .t], [1, t]))[0][0]
      slopes.append((slope, Measured(0, bar: 0)))
    }
    let scale = diffusivity.squareRoot()
    return try withDerivatives(
      Agreement(method: lines.method, pairs).including(derivatives: slopes),
      over: Domain(x: -1...1, t: 0...1), scale: scale)
  }
}
