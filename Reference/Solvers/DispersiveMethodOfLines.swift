// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule

/// u_t + u u_x + δ u_xxx = 0 with a period, by the method of lines: central differences of order 16 on two
/// grids, classical Runge–Kutta steps of order 4, as long as they are stable.
///
/// It has nothing in common with Fourier sums. The finer grid's values are taken, and three times the largest
/// difference between the two for their bar.
struct DispersiveMethodOfLines: Sendable {
  let dispersion: Double
  let range: ClosedRange<Double>
  let initial: @Sendable (_ x: Double) -> Double

  static let grids = [256, 320]
  /// How many neighbours on each side a difference takes.
  static let width = 8
  /// u, u_x, u_xx, u_xxx, u_t.
  static let indices: [MultiIndex] = [.value, [.x], [.x, .x], [.x, .x, .x], [.t]]

  var method: String {
    "differences of order \(2 * Self.width) on \(Self.grids[0]) and \(Self.grids[1]) points, Runge–Kutta of order 4"
  }

  /// At each of the times and at the places that both grids have: what `indices` lists.
  /// - Parameter times: ascending, from 0 on.
  func values(at times: [Double]) -> [(x: Double, t: Double, values: [Measured])] {
    let (coarse, fine) = (run(Self.grids[0], times), run(Self.grids[1], times))
    // 64 places, every fourth and every fifth point.
    let shared = 64
    let (every, other) = (Self.grids[0] / shared, Self.grids[1] / shared)
    return times.indices.flatMap { time in
      let bars = Self.indices.indices.map { k in
        let differences = (0..<shared).map { abs(coarse[time][k][every * $0] - fine[time][k][other * $0]) }
        let size = fine[time][k].map(abs).reduce(0, larger)
        return 3 * differences.reduce(0, larger) + 0x1p-40 * size
      }
      return (0..<shared).map { j in
        let x = range.lowerBound + (range.upperBound - range.lowerBound) * Double(j) / Double(shared)
        let values = zip(fine[time], bars).map { Measured($0[other * j], bar: $1) }
        return (x, times[time], values)
      }
    }
  }

  /// Compares with a reference, all that `indices` lists.
  func agreement(with reference: some ReferenceSolution, at times: [Double]) throws -> Agreement {
    let all = values(at: times)
    let own = try reference.evaluate(Self.indices, at: Points([.x, .t], all.flatMap { [$0.x, $0.t] }))
    var (values, derivatives): ([(Measured, Measured)], [(Measured, Measured)]) = ([], [])
    for (i, row) in all.enumerated() {
      for (k, second) in row.values.enumerated() {
        let pair = (own[i * Self.indices.count + k], second)
        if k == 0 { values.append(pair) } else { derivatives.append(pair) }
      }
    }
    return Agreement(method: method, values).including(derivatives: derivatives)
  }

  /// `[time][derivative][point]`
  private func run(_ count: Int, _ times: [Double]) -> [[[Double]]] {
    let spacing = (range.upperBound - range.lowerBound) / Double(count)
    let slope = Stencil(order: 1, width: Self.width, spacing: spacing)
    let curvature = Stencil(order: 2, width: Self.width, spacing: spacing)
    let third = Stencil(order: 3, width: Self.width, spacing: spacing)
    // Runge and Kutta's steps are stable to 2.8 on the imaginary axis; |u| stays below 3.
    let fastest = dispersion * third.largestSymbol + 3 * slope.largestSymbol
    var u = (0..<count).map { initial(range.lowerBound + spacing * Double($0)) }
    var t = 0.0
    return times.map { end in
      let steps = max(1, Int(((end - t) * fastest / 2.6).rounded(.up)))
      let h = (end - t) / Double(steps)
      if end > t { for _ in 0..<steps { advance(&u, h, slope, third) } }
      t = end
      return [u, slope.applied(to: u), curvature.applied(to: u), third.applied(to: u), rate(u, slope, third)]
    }
  }

  private func advance(_ u: inout [Double], _ h: Double, _ slope: Stencil, _ third: Stencil) {
    var sum = u
    var rate = rate(u, slope, third)
    for (part, next) in [(h / 6, h / 2), (h / 3, h / 2), (h / 3, h)] {
      for i in u.indices { sum[i] += part * rate[i] }
      rate = self.rate(u.indices.map { u[$0] + next * rate[$0] }, slope, third)
    }
    for i in u.indices { u[i] = sum[i] + h / 6 * rate[i] }
  }

  private func rate(_ u: [Double], _ slope: Stencil, _ third: Stencil) -> [Double] {
    // With its ends repeated, so that no index wraps.
    let (count, width) = (u.count, Self.width)
    let padded = Array(u[(count - width)...]) + u + Array(u[..<width])
    return [Double](unsafeUninitializedCapacity: count) { out, filled in
      padded.withUnsafeBufferPointer { u in
        for i in 0..<count {
          var (first, last) = (0.0, 0.0)
          for k in 1...width {
            let difference = u[i + width + k] - u[i + width - k]
            first += slope.weights[k] * difference
            last += third.weights[k] * difference
          }
          out[i] = -u[i + width] * first - dispersion * last
        }
      }
      filled = count
    }
  }
}

/// Central differences on equidistant points with a period.
private struct Stencil {
  /// Of the point itself and of those k away on the right; on the left the same, of odd orders with the other
  /// sign.
  let weights: [Double]
  let order: Int

  /// The derivative of the polynomial through 2 `width` + 1 points.
  init(order: Int, width: Int, spacing: Double) {
    self.order = order
    let all = Fornberg.weights(at: 0, (-width...width).map(Double.init), order: order)
    weights = all[width...].map { $0 / Double.pow(spacing, order) }
  }

  /// The largest |symbol|, for an odd order: what it makes of waves of all lengths.
  var largestSymbol: Double {
    (1...500).reduce(0.0) { largest, i in
      var symbol = 0.0
      for k in 1..<weights.count {
        let angle = Double.pi * Double(k * i) / 500
        symbol += 2 * weights[k] * Double.sin(angle)
      }
      return max(largest, abs(symbol))
    }
  }

  func applied(to u: [Double]) -> [Double] {
    let n = u.count
    let sign = order % 2 == 0 ? 1.0 : -1.0
    return u.indices.map { i in
      var sum = weights[0] * u[i]
      for k in (1..<weights.count).reversed() {
        let neighbours = u[(i + k) % n] + sign * u[(i + n - k) % n]
        sum += weights[k] * neighbours
      }
      return sum
    }
  }
}
