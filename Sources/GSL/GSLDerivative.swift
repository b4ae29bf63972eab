// SPDX-License-Identifier: MIT

/// GSL's numerical derivative with its error estimate.
package enum GSLDerivative {
  /// f′(x) by the adaptive five-point rule of `gsl_deriv_central`.
  /// - Parameter step: the first step tried.
  /// - Throws: ``GSLError``.
  package static func central(at x: Double, step: Double, of f: @escaping (Double) -> Double) throws(GSLError)
    -> (
      value: Double, bar: Double
    )
  {
    _ = GSL.ready
    final class Box {
      let f: (Double) -> Double
      init(_ f: @escaping (Double) -> Double) { self.f = f }
    }
    let box = Unmanaged.passRetained(Box(f))
    defer { box.release() }
    var function = gsl_function(
      function: { x, box in Unmanaged<Box>.fromOpaque(box!).takeUnretainedValue().f(x) },
      params: box.toOpaque())
    var (value, bar) = (0.0, 0.0)
    try GSL.check(gsl_deriv_central(&function, x, step, &value, &bar), "derivative at \(x)")
    return (value, bar)
  }
}
