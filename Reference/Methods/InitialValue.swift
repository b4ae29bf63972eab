// SPDX-License-Identifier: MIT

import Differentiation
import GSL
import PDE

/// A system of ordinary differential equations with its initial values, integrated by Prince and Dormand's
/// Runge–Kutta pair of order 8(7) (GSL's rk8pd).
///
///     InitialValue([1, 0]) { t, u in [u[1], -u[0]] }        // u'' = −u, u(0) = 1, u'(0) = 0
public struct InitialValue: Sendable {
  public let initial: [Double]
  public let start: Double
  /// The local error allowed per step, absolute and relative.
  public let tolerance: Double
  /// The size of each unknown: a unit of the absolute error.
  public let scales: [Double]
  let rate: @Sendable (Double, [Double]) -> [Double]

  /// - Parameters:
  ///   - initial: the unknowns at `start`, at least one.
  ///   - start: the first time.
  ///   - tolerance: the local error per step, absolute and relative.
  ///   - scales: the size of each unknown, in which the absolute error is measured; 1 by default.
  ///   - rate: u' at (t, u): as many numbers as unknowns.
  public init(
    _ initial: [Double], from start: Double = 0, tolerance: Double = 1e-13, scales: [Double]? = nil,
    rate: @escaping @Sendable (_ t: Double, _ u: [Double]) -> [Double]
  ) {
    self.initial = initial
    self.start = start
    self.tolerance = tolerance
    self.scales = scales ?? initial.map { _ in 1 }
    self.rate = rate
  }

  public var method: String { "Runge–Kutta 8(7) at the tolerance \(tolerance) (GSL rk8pd)" }

  /// The unknowns at each time, `[time][unknown]`, with their bars.
  ///
  /// The tolerance bounds the error of a step, not of the whole, so the integration is done twice: the bar is
  /// 1.25 times the difference from the run with the tolerance times 32, plus the tolerance, plus the
  /// rounding that the steps may have added. A step of order 8 makes the global error follow the tolerance at
  /// the power 8/9 to 1, so the looser run is at least 20 times worse and the difference is its error, not
  /// that of the value; where errors have just died out it may be neither, and then they are of the size of
  /// one step's.
  /// - Parameter times: ascending, none before the start.
  /// - Throws: ``InitialValueError``, or `GSLError` where GSL gives up.
  public func values(at times: [Double]) throws -> [[Measured]] {
    let fine = try integrate(times, tolerance)
    let loose = try integrate(times, 32 * tolerance)
    var largest = initial.map(\.magnitude)
    return zip(fine.values, loose.values).enumerated().map { i, pair in
      zip(pair.0, pair.1).enumerated().map { k, values in
        largest[k] = max(largest[k], values.0.magnitude)
        // One rounding a step, of the largest value so far, and one of the time.
        let rounding = Double(fine.steps[i] + 2) * 0x1p-53 * largest[k]
        let step = tolerance * (scales[k] + values.0.magnitude)
        return Measured(values.0, bar: 1.25 * abs(values.0 - values.1) + step + rounding)
      }
    }
  }

  /// The derivatives of the first unknowns, `[time][unknown][order]`, where the others are those of lower
  /// order: the components are u, v, …, u', v', …, and the rates of the last ones are the highest
  /// derivatives.
  ///
  /// A rate's bar is how far it moves, at most, with each component by its bar and eight of its roundings.
  func derivatives(of unknowns: Int, at times: [Double]) throws -> [[[Measured]]] {
    try zip(times, values(at: times)).map { t, row in
      let u = row.map(\.value)
      let slopes = rate(t, u)
      var bars = slopes.map { 0x1p-51 * $0.magnitude }
      for (k, component) in row.enumerated() {
        let reach = component.bar + 0x1p-50 * component.value.magnitude
        let moved = [-reach, reach].map { move in
          var other = u
          other[k] += move
          return rate(t, other)
        }
        for i in slopes.indices { bars[i] += moved.map { abs($0[i] - slopes[i]) }.max() ?? 0 }
      }
      let all = row + zip(slopes, bars).map { Measured($0, bar: $1) }.suffix(unknowns)
      return (0..<unknowns).map { k in stride(from: k, to: all.count, by: unknowns).map { all[$0] } }
    }
  }

  private func integrate(_ times: [Double], _ tolerance: Double) throws -> (values: [[Double]], steps: [Int])
  {
    guard !initial.isEmpty, rate(start, initial).count == initial.count else {
      throw InitialValueError.unknowns(initial.count, rates: initial.isEmpty ? 0 : rate(start, initial).count)
    }
    guard scales.count == initial.count, scales.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw InitialValueError.scales(scales, unknowns: initial.count)
    }
    let (rate, count) = (rate, initial.count)
    let system = GSLSystem(count: count) { t, u, out in
      let slope = rate(t, Array(UnsafeBufferPointer(start: u, count: count)))
      guard slope.count == count, slope.allSatisfy(\.isFinite) else { return false }
      for i in 0..<count { out[i] = slope[i] }
      return true
    }
    let driver = try GSL.require(
      gsl_odeiv2_driver_alloc_scaled_new(
        system.pointer, plumbline_rk8pd(), 1e-3, tolerance, tolerance, 1, 0, scales),
      "setting up the integration")
    defer { gsl_odeiv2_driver_free(driver) }
    try GSL.check(gsl_odeiv2_driver_set_nmax(driver, 10_000_000), "limiting the steps")
    var (t, u, steps) = (start, initial, 0)
    var (values, counts): ([[Double]], [Int]) = ([], [])
    for time in times {
      guard time.isFinite, time >= t else { throw InitialValueError.time(time, after: t) }
      if time > t {
        try GSL.check(
          gsl_odeiv2_driver_apply(driver, &t, time, &u), "integrating to t = \(time), stopped at t = \(t)")
        steps += Int(driver.pointee.n)
      }
      values.append(u)
      counts.append(steps)
    }
    return withExtendedLifetime(system) { (values, counts) }
  }
}

public enum InitialValueError: Error, Equatable, CustomStringConvertible {
  case unknowns(Int, rates: Int)
  case time(Double, after: Double)
  case components(Int, unknowns: Int)
  case scales([Double], unknowns: Int)

  public var description: String {
    switch self {
    case .unknowns(let n, let rates):
      "\(n) initial values need as many rates, not \(rates): give at least one unknown, and one rate for each"
    case .time(let time, let t):
      "cannot integrate from t = \(t) to t = \(time): give finite times, ascending, from the start on"
    case .components(let n, let unknowns):
      "\(n) components are not \(unknowns) unknowns and their derivatives: give as many, or a multiple"
    case .scales(let scales, let n):
      "the scales \(scales) do not fit \(n) unknowns: give a positive number for each"
    }
  }
}
