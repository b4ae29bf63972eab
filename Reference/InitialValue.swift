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
  let rate: @Sendable (Double, [Double]) -> [Double]

  /// - Parameters:
  ///   - initial: the unknowns at `start`, at least one.
  ///   - tolerance: the local error per step, absolute and relative.
  ///   - rate: u' at (t, u): as many numbers as unknowns.
  public init(
    _ initial: [Double], from start: Double = 0, tolerance: Double = 1e-13,
    rate: @escaping @Sendable (_ t: Double, _ u: [Double]) -> [Double]
  ) {
    self.initial = initial
    self.start = start
    self.tolerance = tolerance
    self.rate = rate
  }

  public var method: String { "Runge–Kutta 8(7) at the tolerance \(tolerance) (GSL rk8pd)" }

  /// The unknowns at each time, `[time][unknown]`, with their bars.
  ///
  /// The tolerance bounds the error of a step, not of the whole, so the integration is done twice: the bar is
  /// 1.25 times the difference from the run with the tolerance times 32, plus the rounding that the steps may
  /// have added. A step of order 8 makes the global error follow the tolerance at the power 8/9 to 1, so the
  /// looser run is at least 20 times worse and the difference is its error, not that of the value.
  /// - Parameter times: ascending, none before the start.
  /// - Throws: ``InitialValueError``, or ``GSLError`` where GSL gives up.
  public func values(at times: [Double]) throws -> [[Measured]] {
    let fine = try integrate(times, tolerance)
    let loose = try integrate(times, 32 * tolerance)
    var largest = initial.map(\.magnitude)
    return zip(fine.values, loose.values).enumerated().map { i, pair in
      zip(pair.0, pair.1).enumerated().map { k, values in
        largest[k] = max(largest[k], values.0.magnitude)
        // One rounding a step, of the largest value so far, and one of the time.
        let rounding = Double(fine.steps[i] + 2) * 0x1p-53 * largest[k]
        return Measured(values.0, bar: 1.25 * abs(values.0 - values.1) + rounding)
      }
    }
  }

  private func integrate(_ times: [Double], _ tolerance: Double) throws -> (values: [[Double]], steps: [Int])
  {
    guard !initial.isEmpty, rate(start, initial).count == initial.count else {
      throw InitialValueError.unknowns(initial.count, rates: initial.isEmpty ? 0 : rate(start, initial).count)
    }
    let (rate, count) = (rate, initial.count)
    let system = GSLSystem(count: count) { t, u, out in
      let slope = rate(t, Array(UnsafeBufferPointer(start: u, count: count)))
      guard slope.count == count, slope.allSatisfy(\.isFinite) else { return false }
      for i in 0..<count { out[i] = slope[i] }
      return true
    }
    let driver = try GSL.require(
      gsl_odeiv2_driver_alloc_y_new(system.pointer, plumbline_rk8pd(), 1e-3, tolerance, tolerance),
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

  public var description: String {
    switch self {
    case .unknowns(let n, let rates):
      "\(n) initial values need as many rates, not \(rates): give at least one unknown, and one rate for each"
    case .time(let time, let t):
      "cannot integrate from t = \(t) to t = \(time): give finite times, ascending, from the start on"
    }
  }
}

extension ClosedForm {
  /// A formula of t, checked against the integration of the initial-value problem that defines it.
  ///
  ///     ClosedForm("sin t", Sine(), integrated: InitialValue([0]) { t, _ in [cos(t)] }, at: 0...10)
  /// - Parameters:
  ///   - interval: where the two are compared, at 101 times.
  ///   - component: which component of the system each unknown of the formula is; the first ones by default.
  public init(
    _ text: String, _ solution: Solution, integrated system: InitialValue, at interval: ClosedRange<Double>,
    component: [Int]? = nil
  ) {
    self.init(text, solution, of: [.t]) { form in
      let times = (0...100).map { i in
        interval.lowerBound * (1 - Double(i) / 100) + interval.upperBound * (Double(i) / 100)
      }
      let integrated = try system.values(at: times)
      var pairs: [(Measured, Measured)] = []
      for (time, row) in zip(times, integrated) {
        let exact = try form.measure([.value], at: Point([.t], [time]))
        for (unknown, entry) in exact.enumerated() {
          let k = component.map { $0.indices.contains(unknown) ? $0[unknown] : -1 } ?? unknown
          guard row.indices.contains(k) else {
            throw InitialValueError.unknowns(row.count, rates: exact.count)
          }
          pairs.append((entry[0], row[k]))
        }
      }
      return Agreement(method: system.method, pairs)
    }
  }
}
