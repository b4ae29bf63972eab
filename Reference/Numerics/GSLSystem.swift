// SPDX-License-Identifier: MIT

import GSL

/// A right-hand side u' = f(t, u) as GSL wants it: `f(t, u, out)`, `count` numbers each, false where it
/// cannot be evaluated.
typealias RightHandSide = (Double, UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Bool

/// A gsl_odeiv2_system with its closure. GSL keeps the pointer to the struct, so it lives on the heap, as
/// long as this.
final class GSLSystem {
  let pointer: UnsafeMutablePointer<gsl_odeiv2_system>
  private let box: Box

  init(count: Int, _ f: @escaping RightHandSide) {
    box = Box(f)
    pointer = .allocate(capacity: 1)
    pointer.initialize(
      to: gsl_odeiv2_system(
        function: { t, u, out, parameters in
          guard let u, let out, let parameters else { return Int32(GSL_EFAULT) }
          let box = Unmanaged<Box>.fromOpaque(parameters).takeUnretainedValue()
          return box.f(t, u, out) ? Int32(GSL_SUCCESS) : Int32(GSL_EBADFUNC)
        },
        jacobian: nil, dimension: count, params: Unmanaged.passUnretained(box).toOpaque()))
  }
  deinit {
    pointer.deinitialize(count: 1)
    pointer.deallocate()
  }

  /// u at ascending times from u at `start`, by Prince and Dormand's method of order eight.
  /// - Parameters:
  ///   - step: the first, of any size.
  ///   - what: is solved, for the error.
  /// - Throws: ``GSLError`` where it cannot go on, with the time reached.
  func values(
    at times: [Double], from start: Double = 0, _ initial: [Double], step: Double, absolute: Double,
    relative: Double, _ what: String
  ) throws -> [[Double]] {
    let driver = try GSL.require(
      gsl_odeiv2_driver_alloc_y_new(pointer, plumbline_rk8pd(), step, absolute, relative), what)
    defer { gsl_odeiv2_driver_free(driver) }
    try GSL.check(gsl_odeiv2_driver_set_nmax(driver, 1_000_000), "limiting the steps")
    var (t, u) = (start, initial)
    return try withExtendedLifetime(self) {
      try times.map { time in
        try GSL.check(
          gsl_odeiv2_driver_apply(driver, &t, time, &u), "\(what) to t = \(time), stopped at t = \(t)")
        return u
      }
    }
  }

  private final class Box {
    let f: RightHandSide
    init(_ f: @escaping RightHandSide) { self.f = f }
  }
}
