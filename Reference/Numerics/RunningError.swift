// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// A number with a bound of its own rounding error: `|value − exact| ≤ error`.
///
/// Put at the bottom of a tower (`Dual<Dual<RunningError>>`), it bounds the rounding of any formula's derivatives,
/// each intermediate result with its own condition: what cancels is seen to cancel. The bound is first order
/// in the unit roundoff (Higham, Accuracy and Stability, 2002, §3.3: running error analysis).
package struct RunningError: DerivedFunctions {
  package typealias Weight = Double
  package let value: Double
  package let error: Double

  /// The C library's elementary functions are within 2 ulps of the truth, 4u.
  static let libraryError = 4 * unit
  /// The unit roundoff u.
  static let unit = 0x1p-53

  package init(_ value: Double, error: Double) {
    self.value = value
    self.error = error
  }
  /// A constant. Short binary fractions (½, 3, −2) are meant exactly; anything else (π, 0.1) stands for a
  /// number within half an ulp.
  package init(_ value: Double) {
    let scaled = value * 0x1p20
    self.init(
      value, error: scaled == scaled.rounded() && scaled.magnitude < 0x1p52 ? 0 : Self.rounding(value))
  }
  package init(floatLiteral value: Double) { self.init(value) }

  static func rounding(_ value: Double) -> Double { value.magnitude * unit }
  /// What underflow may take from a result and its error: nothing unless the error itself may vanish.
  private static func underflow(_ value: Double) -> Double {
    value.magnitude < 0x1p-960 ? 2 * Double.leastNonzeroMagnitude : 0
  }

  package var fixedValue: Double? { error == 0 ? value : nil }
  package var magnitude: Double { value.magnitude }

  package static func + (a: Self, b: Self) -> Self {
    let sum = a.value + b.value
    return Self(sum, error: a.error + b.error + rounding(sum))
  }
  package static func - (a: Self, b: Self) -> Self {
    let difference = a.value - b.value
    return Self(difference, error: a.error + b.error + rounding(difference))
  }
  package static func * (a: Self, b: Self) -> Self {
    let product = a.value * b.value
    // Products with an exact 0 or ±1 do not round.
    let rounding = a.isUnit || b.isUnit ? 0 : rounding(product) + underflow(product)
    let carried = a.error * b.value.magnitude + b.error * a.value.magnitude + a.error * b.error
    return Self(product, error: carried + rounding)
  }
  private var isUnit: Bool { error == 0 && (value == 0 || value == 1 || value == -1) }
  package static func / (a: Self, b: Self) -> Self {
    let quotient = a.value / b.value
    // The smallest that the divisor's magnitude may be; none is left where the divisor may be zero.
    let floor = max(b.value.magnitude - b.error, 0)
    let underflow = a.isUnit || b.isUnit ? 0 : underflow(quotient)
    return Self(
      quotient, error: (a.error + quotient.magnitude * b.error) / floor + rounding(quotient) + underflow)
  }
  package func scaled(by k: Double) -> Self { self * Self(k) }
  package func divided(by k: Double) -> Self { self / Self(k) }

  package static func apply(_ f: Elementary, to x: Self) -> Self {
    if f == .detached { return x }
    let y = Double.apply(f, to: x.value)
    var carried = x.error == 0 ? 0 : f.derivative(x.value, value: y).magnitude * x.error
    // First order is not enough for an argument like 1 − x beside x = 1.
    if x.error > 0x1p-20 * x.value.magnitude {
      for end in [x.value - x.error, x.value + x.error] {
        let value = Double.apply(f, to: end)
        let slope = f.derivative(end, value: value).magnitude
        // NaN: the argument may lie outside the function's domain.
        if value.isNaN { return Self(y, error: .infinity) }
        carried = max(carried, slope * x.error, (value - y).magnitude)
      }
    }
    // Of nothing comes nothing: sin 0 is exact.
    let underflow = x.value == 0 && x.error == 0 ? 0 : underflow(y)
    return Self(y, error: carried + y.magnitude * libraryError + underflow)
  }
  package static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    let s = Double.sechSquared(x.value, tanh: y.value)
    return Self(s, error: 2 * y.value.magnitude * s * x.error + 2 * s * libraryError + underflow(s))
  }
  package func affine(_ layer: Layer<Double>, bias: Bool) -> Self {
    let product = Self(layer.weights[0]) * self
    return bias ? product + Self(layer.bias?[0] ?? 0) : product
  }
  package func transposedAffine(_ layer: Layer<Double>) -> Self { Self(layer.weights[0]) * self }
}
