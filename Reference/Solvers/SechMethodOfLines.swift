// SPDX-License-Identifier: MIT

import Differentiation
import Essentials
import PDE
import RealModule
import Sampling

extension FourierMethodOfLines {
  /// i h_t + ½ h_xx + σ |h|² h = 0 on a ring, `range` about 0, from Σ A sech(x + n period): the coefficients
  /// of that sum are A π/period · sech(πk/2), without a transform.
  /// - Parameters:
  ///   - amplitude: A.
  ///   - sign: σ, 1 where waves attract themselves.
  static func sech(
    _ amplitude: Double, on range: ClosedRange<Double>, sign: Double = 1, until end: Double
  ) -> FourierMethodOfLines {
    let period = range.upperBound - range.lowerBound
    return FourierMethodOfLines(
      range: range, isComplex: true, linear: { k in ComplexPair(0, -k * k / 2) },
      factor: { _ in ComplexPair(0, sign) },
      nonlinear: { h in
        let density = h.re * h.re + h.im * h.im
        return ComplexPair(density * h.re, density * h.im)
      },
      initial: { resolution in
        (-resolution.used...resolution.used).map { j in
          ComplexPair(amplitude * .pi / period / cosh(.pi * .pi * Double(j) / period))
        }
      }, times: FourierMethodOfLines.equal(32, until: end))
  }
}

/// Σ A sech(x + n period), n = −4 … 4, and no imaginary part; images beyond are e^(−40) high.
private struct SechSum: ExactSolution {
  let amplitude, period: Double
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    var sum: S = 0
    for n in -4...4 {
      sum += 1 / S.cosh(p.x + S(Double(n) * period))
    }
    return [sum.scaled(by: amplitude), 0]
  }
}

extension PeriodicReference {
  /// The evolution of ``FourierLines/sech(_:on:sign:until:)``, with the second method given.
  static func sech(
    _ amplitude: Double, on range: ClosedRange<Double>, sign: Double = 1, until end: Double,
    _ resolution: FourierResolution, check second: @escaping @Sendable (Self) throws -> Agreement
  ) -> PeriodicReference {
    // h_t = i (½ h_xx + σ |h|² h)
    let equation = PeriodicEquation(
      order: 2,
      rate: { h in
        let density = (h[0][0] * h[0][0] + h[1][0] * h[1][0]).scaled(by: sign)
        func force(_ part: Int) -> RunningError { h[part][2].scaled(by: 0.5) + density * h[part][0] }
        return [force(1).scaled(by: -1), force(0)]
      }, initial: SechSum(amplitude: amplitude, period: range.upperBound - range.lowerBound))
    return PeriodicReference(
      .sech(amplitude, on: range, sign: sign, until: end), equation, resolution, check: second)
  }
}

extension ClosedForm {
  /// A solution h = u + iv of i h_t + ½ h_xx + |h|² h = 0 on the line that starts as `amplitude` · sech x,
  /// checked by Fourier sums for x in [−5, 5] on a ring of the length 40: images on it are below 3e-15 there.
  /// - Parameters:
  ///   - text: the formula for a reader.
  ///   - solution: the formula, in any number type.
  ///   - amplitude: of the sech x that it starts as.
  ///   - end: the last time compared.
  public init(_ text: String, _ solution: Solution, sech amplitude: Double, until end: Double) {
    self.init(text, solution, of: [.x, .t]) { form in
      let ring = PeriodicReference.sech(
        amplitude, on: -20...20, until: end, FourierResolution(modes: 2048, used: 680, step: 2e-3, degree: 14)
      ) {
        Agreement(method: $0.method, [])
      }
      var (values, derivatives): ([(Measured, Measured)], [(Measured, Measured)]) = ([], [])
      for i in 1...200 {
        let fractions = R2Sequence.fractions(i)
        let p = Point([.x, .t], [10 * fractions[0] - 5, end * fractions[1]])
        for (a, b) in zip(try form.evaluate(ring.indices, at: p), try ring.evaluate(ring.indices, at: p)) {
          values.append((a[0], b[0]))
          derivatives += zip(a, b).dropFirst()
        }
      }
      return try form.withDerivatives(
        Agreement(method: ring.method, values).including(derivatives: derivatives),
        over: Domain(x: -5...5, t: 0...end), scale: 0.25)
    }
  }
}
