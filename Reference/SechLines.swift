import Differentiation
import Foundation
import PDE

extension FourierLines {
  /// i h_t + ½ h_xx + σ |h|² h = 0 on a ring, `range` about 0, from Σ A sech(x + n period): the coefficients of that sum are
  /// A π/period · sech(πk/2), without a transform.
  /// - Parameters:
  ///   - amplitude: A.
  ///   - sign: σ, 1 where waves attract themselves.
  static func sech(_ amplitude: Double, on range: ClosedRange<Double>, sign: Double = 1) -> FourierLines {
    let period = range.upperBound - range.lowerBound
    return FourierLines(
      range: range, linear: { k in ComplexPair(0, -k * k / 2) }, factor: { _ in ComplexPair(0, sign) },
      nonlinear: { h in
        let density = h.re * h.re + h.im * h.im
        return ComplexPair(density * h.re, density * h.im)
      },
      initial: { j in
        let k = 2 * .pi * Double(j) / period
        // Phases count from the lower end.
        return ComplexPair((j % 2 == 0 ? 1 : -1) * amplitude * .pi / period / cosh(.pi * k / 2))
      }, slabs: FourierLines.equal(16))
  }
}

extension PeriodicReference {
  /// The evolution of ``FourierLines/sech(_:on:sign:)``, with the second method given.
  static func sech(
    _ amplitude: Double, on range: ClosedRange<Double>, sign: Double = 1, until end: Double, modes: Int,
    steps: Int, check second: @escaping @Sendable (Self) throws -> Agreement
  ) -> PeriodicReference {
    PeriodicReference(
      .sech(amplitude, on: range, sign: sign), until: end, modes: modes, steps: steps, isComplex: true,
      indices: [.value, [.x], [.t], [.x, .x]], check: second)
  }
}

extension ClosedForm {
  /// A solution h = u + iv of i h_t + ½ h_xx + |h|² h = 0 on the line that starts as `amplitude` · sech x, checked by Fourier sums
  /// for x in [−5, 5] on a ring of the length 40: images on it are below 3e-15 there.
  /// - Parameter end: the last time compared.
  public init(_ text: String, _ solution: Solution, sech amplitude: Double, until end: Double) {
    self.init(text, solution, of: [.x, .t]) { form in
      let ring = PeriodicReference.sech(amplitude, on: -20...20, until: end, modes: 4096, steps: 4) {
        Agreement(method: $0.method, [])
      }
      var pairs: [(Measured, Measured)] = []
      for i in 1...200 {
        let fractions = EvenlyScattered.fractions(i)
        let p = Point([.x, .t], [10 * fractions[0] - 5, end * fractions[1]])
        for (a, b) in zip(try form.measure([.value], at: p), try ring.measure([.value], at: p)) {
          pairs.append((a[0], b[0]))
        }
      }
      return Agreement(method: ring.method, pairs)
    }
  }
}
