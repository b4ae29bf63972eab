// SPDX-License-Identifier: MIT

import Differentiation
import GSL
import PDE

/// u_t = α u_xx on [0, 1] with u fixed at the ends, by the method of lines: second-order differences on n, 2n
/// and 4n intervals, Prince and Dormand's steps of order 8 (GSL's rk8pd), Richardson's extrapolation in
/// space.
///
///     HeatLines { x in sin(.pi * x) }
///
/// The initial values must be smooth and fit the ends; where they are not, start later from another solution.
package struct HeatMethodOfLines: Sendable {
  package let diffusivity: Double
  package let start: Double
  /// n.
  package let intervals: Int
  /// The local error allowed per step, absolute and relative.
  package let tolerance: Double
  let ends: (left: Double, right: Double)
  let initial: @Sendable (Double) throws -> Double

  /// - Parameters:
  ///   - start: the time of the initial values.
  ///   - intervals: of the coarsest grid, 8 to 256. The work grows with their cube, with α and with the time.
  ///   - ends: u at x = 0 and x = 1.
  ///   - initial: u(x) at the start.
  package init(
    diffusivity: Double = 1, from start: Double = 0, intervals: Int = 48, tolerance: Double = 1e-12,
    ends: (left: Double, right: Double) = (0, 0),
    initial: @escaping @Sendable (_ x: Double) throws -> Double
  ) {
    self.diffusivity = diffusivity
    self.start = start
    self.intervals = intervals
    self.tolerance = tolerance
    self.ends = ends
    self.initial = initial
  }

  package var method: String {
    "method of lines on \(intervals), \(2 * intervals) and \(4 * intervals) intervals (GSL rk8pd), Richardson"
  }

  /// u at x = j/n, j = 0 … n, at each time: `[time][j]`.
  ///
  /// The bar is that of ``Richardson``, and for the steps four times the largest difference from a run of the
  /// coarsest grid with 32 times the tolerance.
  /// - Parameter times: ascending, none before the start.
  /// - Throws: ``HeatLinesError``, ``InitialValueError``, or ``GSLError`` where GSL gives up.
  package func values(at times: [Double]) throws -> [[Measured]] {
    guard diffusivity > 0, diffusivity.isFinite else { throw HeatLinesError.diffusivity(diffusivity) }
    guard (8...256).contains(intervals) else { throw HeatLinesError.intervals(intervals) }
    let grids = try [1, 2, 4].map { try run($0 * intervals, times, tolerance) }
    let loose = try run(intervals, times, 32 * tolerance)
    return times.indices.map { i in
      let steps = zip(grids[0][i], loose[i]).map { abs($0 - $1) }.max() ?? .infinity
      let columns = [1, 2, 4].enumerated().map { level, every in
        (0...intervals).map { grids[level][i][every * $0] }
      }
      let rounding = 64 * 0x1p-53 * (columns[2].map(\.magnitude).max() ?? 0)
      return Richardson(columns, rounding: rounding).measured().map {
        Measured($0.value, bar: $0.bar + 4 * steps)
      }
    }
  }

  package func position(_ j: Int) -> Double { Double(j) / Double(intervals) }

  /// u on n intervals at each time, the ends included.
  private func run(_ n: Int, _ times: [Double], _ tolerance: Double) throws -> [[Double]] {
    let (inner, ends) = (n - 1, ends)
    let rate = diffusivity * Double(n) * Double(n)
    let system = GSLSystem(count: inner) { _, u, out in
      out[0] = rate * (ends.left - 2 * u[0] + u[1])
      for i in 1..<inner - 1 { out[i] = rate * (u[i - 1] - 2 * u[i] + u[i + 1]) }
      out[inner - 1] = rate * (u[inner - 2] - 2 * u[inner - 1] + ends.right)
      return out[0].isFinite && out[inner / 2].isFinite
    }
    var u = try (1...inner).map { try initial(Double($0) / Double(n)) }
    guard u.allSatisfy(\.isFinite), ends.left.isFinite, ends.right.isFinite else {
      throw HeatLinesError.data
    }
    let driver = try GSL.require(
      gsl_odeiv2_driver_alloc_y_new(system.pointer, plumbline_rk8pd(), 1 / rate, tolerance, tolerance),
      "setting up the method of lines")
    defer { gsl_odeiv2_driver_free(driver) }
    try GSL.check(gsl_odeiv2_driver_set_nmax(driver, 1_000_000), "limiting the steps")
    var t = start
    let values = try times.map { time in
      guard time.isFinite, time >= t else { throw InitialValueError.time(time, after: t) }
      if time > t {
        try GSL.check(
          gsl_odeiv2_driver_apply(driver, &t, time, &u), "\(n) lines to t = \(time), stopped at t = \(t)")
      }
      return [ends.left] + u + [ends.right]
    }
    return withExtendedLifetime(system) { values }
  }
}

package enum HeatLinesError: Error, Equatable, CustomStringConvertible {
  case diffusivity(Double)
  case intervals(Int)
  case data

  package var description: String {
    switch self {
    case .diffusivity(let a): "a diffusivity of \(a): it must be positive and finite"
    case .intervals(let n): "\(n) intervals: give 8 to 256"
    case .data: "the initial values and those at the ends must be finite"
    }
  }
}

extension ClosedForm {
  /// A formula of x and t, checked against the method of lines for the problem that defines it;
  /// its derivatives integrated, against its values.
  ///
  ///     ClosedForm("a mode", Mode(), of: [.x, .t], integratedBy: HeatLines { sin(.pi * $0) }, until: 1)
  /// - Parameter end: the last time compared, unless diffusion has left too little before: αt = 0.5 leaves 1
  ///   %.
  package init(
    _ text: String, _ solution: Solution, of coordinates: [Coordinate], integratedBy lines: HeatMethodOfLines,
    until end: Double
  ) {
    self.init(text, solution, of: coordinates) {
      try $0.withDerivatives(
        $0.compared(with: lines, until: end), over: Domain(x: 0...1, t: lines.start...end))
    }
  }

  func compared(with lines: HeatMethodOfLines, until end: Double) throws -> Agreement {
    let span = min(end - lines.start, 0.5 / lines.diffusivity)
    guard span > 0 else { throw InitialValueError.time(end, after: lines.start) }
    let times = [0.1, 0.25, 0.5, 1].map { lines.start + $0 * span }
    var pairs: [(Measured, Measured)] = []
    for (time, row) in zip(times, try lines.values(at: times)) {
      for j in 1..<lines.intervals {
        let exact = try value(at: Point([.x, .t], [lines.position(j), time]))
        pairs.append((exact, row[j]))
      }
    }
    return Agreement(method: lines.method, pairs)
  }
}
