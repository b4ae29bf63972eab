import Differentiation
import GSL
import PDE

/// y′ = f(t, y), y(t₀) = y₀, by GSL's rk8pd (Prince and Dormand) with adaptive steps.
public struct InitialValueProblem: Sendable {
  public let start: Double
  public let initial: [Double]
  public let derivative: @Sendable (_ t: Double, _ y: [Double]) -> [Double]

  public init(
    start: Double, initial: [Double], derivative: @escaping @Sendable (_ t: Double, _ y: [Double]) -> [Double]
  ) {
    self.start = start
    self.initial = initial
    self.derivative = derivative
  }

  /// y at the ascending times, with bars from a second run at a hundred times the tolerance: the difference is the
  /// coarse run's error, and bounds the fine run's.
  /// - Throws: ``GSLError`` where the steps do not reach the end.
  public func measure(at times: [Double], tolerance: Double = 1e-14) throws -> [[Measured]] {
    let fine = try solve(times, tolerance)
    let coarse = try solve(times, 100 * tolerance)
    return zip(fine, coarse).map {
      zip($0, $1).map { Measured($0, bar: 1.25 * abs($0 - $1) + 4 * tolerance) }
    }
  }

  private func solve(_ times: [Double], _ tolerance: Double) throws -> [[Double]] {
    let task = "initial value problem by gsl_odeiv2"
    let box = DerivativeBox(derivative, initial.count)
    return try withExtendedLifetime(box) {
      // GSL keeps the pointer to the system.
      let system = UnsafeMutablePointer<gsl_odeiv2_system>.allocate(capacity: 1)
      defer { system.deallocate() }
      system.initialize(
        to: gsl_odeiv2_system(
          function: { t, y, dydt, box in
            Unmanaged<DerivativeBox>.fromOpaque(box!).takeUnretainedValue().call(t, y!, dydt!)
          },
          jacobian: nil, dimension: initial.count, params: Unmanaged.passUnretained(box).toOpaque()))
      let driver = try GSL.require(
        gsl_odeiv2_driver_alloc_y_new(system, plumbline_rk8pd(), 1e-3, tolerance, tolerance), task)
      defer { gsl_odeiv2_driver_free(driver) }
      var (t, y) = (start, initial)
      return try times.map { time in
        if time > t { try GSL.check(gsl_odeiv2_driver_apply(driver, &t, time, &y), "\(task), at t = \(t)") }
        return y
      }
    }
  }
}

private final class DerivativeBox {
  let f: @Sendable (Double, [Double]) -> [Double]
  let count: Int
  init(_ f: @escaping @Sendable (Double, [Double]) -> [Double], _ count: Int) {
    self.f = f
    self.count = count
  }
  func call(_ t: Double, _ y: UnsafePointer<Double>, _ dydt: UnsafeMutablePointer<Double>) -> Int32 {
    let slope = f(t, Array(UnsafeBufferPointer(start: y, count: count)))
    guard slope.count == count else { return Int32(GSL_EBADFUNC) }
    for (i, s) in slope.enumerated() { dydt[i] = s }
    return Int32(GSL_SUCCESS)
  }
}
