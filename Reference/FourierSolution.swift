import Foundation
import PDE

/// Fourier sums in x whose coefficients are polynomials in t, slab after slab.
struct FourierSolution: Sendable {
  struct Slab: Sendable {
    let times: ChebyshevGrid
    /// D⁰, D¹, D² at the times.
    let derivative: [[[Double]]]
    /// `[time][2 (j + used)]`, the imaginary part beside the real one.
    let spectra: [[Double]]
  }
  let lines: FourierLines
  let used: Int
  let slabs: [Slab]

  func slab(at t: Double) -> Int {
    slabs.firstIndex { t <= $0.times.range.upperBound } ?? slabs.count - 1
  }

  /// ∂ₓ^m ∂ₜ^n u, n ≤ 2: real and imaginary part.
  func value(x: Double, t: Double, dx m: Int = 0, dt n: Int = 0) -> (re: Double, im: Double) {
    let slab = slabs[slab(at: t)]
    let interpolation = slab.times.interpolation(at: t)
    let weights = slab.times.nodes.indices.map { node in
      interpolation.enumerated().reduce(0) { $0 + $1.element * slab.derivative[n][$1.offset][node] }
    }
    // From the outermost modes, which are smallest, inwards.
    let turn = ComplexPair.exp(ComplexPair(0, lines.wave(1) * (x - lines.range.lowerBound)))
    var (sum, phase) = (ComplexPair(0), ComplexPair(1))
    var phases = [phase]
    for j in 1...max(1, used) {
      // The recurrence is renewed now and then, or its rounding would add up.
      phase =
        j % 64 == 0
        ? ComplexPair.exp(ComplexPair(0, lines.wave(j) * (x - lines.range.lowerBound))) : phase * turn
      phases.append(phase)
    }
    for j in (0...used).reversed() {
      for sign in j == 0 ? [1] : [1, -1] {
        let i = 2 * (sign * j + used)
        var c = ComplexPair(0)
        for (node, w) in weights.enumerated() where w != 0 {
          c.re += w * slab.spectra[node][i]
          c.im += w * slab.spectra[node][i + 1]
        }
        var turned = c * ComplexPair(phases[j].re, Double(sign) * phases[j].im)
        for _ in 0..<m {
          let k = lines.wave(sign * j)
          turned = ComplexPair(-k * turned.im, k * turned.re)
        }
        sum.re += turned.re
        sum.im += turned.im
      }
    }
    return (sum.re, sum.im)
  }
}
