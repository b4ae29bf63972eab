// SPDX-License-Identifier: MIT

import Essentials
import PDE

/// Fourier sums in x whose coefficients are polynomials in t, slab after slab.
struct FourierSolution: Sendable {
  struct Slab: Sendable {
    /// From which its times count.
    let start: Double
    let times: ChebyshevGrid
    /// `[time][2 wave]`, the imaginary part beside the real one.
    let spectra: [[Double]]
  }
  let lines: FourierMethodOfLines
  let used: Int
  let slabs: [Slab]

  func slab(at t: Double) -> Int {
    slabs.firstIndex { t - $0.start <= $0.times.range.upperBound } ?? slabs.count - 1
  }

  /// The coefficients at a time, one for each wave that is held.
  func spectrum(at t: Double) -> [ComplexPair] { spectrum(in: slab(at: t)) { $0.interpolation(at: t - $1) } }

  /// Their derivatives by t at one of the times of a slab.
  func slope(in slab: Int, node: Int) -> [ComplexPair] {
    let row = slabs[slab].times.derivatives(upTo: 1)[1][node]
    return spectrum(in: slab) { _, _ in row }
  }

  private func spectrum(
    in slab: Int, _ weights: (ChebyshevGrid, _ start: Double) -> [Double]
  ) -> [ComplexPair] {
    let slab = slabs[slab]
    var sums = [Double](repeating: 0, count: slab.spectra[0].count)
    for (w, spectrum) in zip(weights(slab.times, slab.start), slab.spectra) where w != 0 {
      for i in sums.indices { sums[i] += w * spectrum[i] }
    }
    return (0..<sums.count / 2).map { ComplexPair(sums[2 * $0], sums[2 * $0 + 1]) }
  }

  /// e^(2πijx/period), j = 0 … used: the same for all times.
  func waves(at x: Double) -> [ComplexPair] {
    // x/period to twice the digits, so that jx/period is reduced to half a turn without rounding.
    let high = x / lines.period
    let rest = x.addingProduct(-high, lines.period) / lines.period
    return (0...used).map { j in
      let turns = Double(j) * high
      let error = (-turns).addingProduct(Double(j), high) + Double(j) * rest
      let (sine, cosine) = Double.sineAndCosine(ofPiTimes: 2 * ((turns - turns.rounded()) + error))
      return ComplexPair(cosine, sine)
    }
  }

  /// u, u_x, u_xx … of the sum with these coefficients, where the waves are those.
  func derivatives(
    _ waves: [ComplexPair], of spectrum: [ComplexPair], upTo order: Int
  ) -> [ComplexPair] {
    var sums = [ComplexPair](repeating: ComplexPair(0), count: order + 1)
    // From the outermost waves, which are smallest, inwards.
    for j in (0...used).reversed() {
      let k = lines.wave(j)
      var sign = 1.0
      for _ in 0..<(lines.isComplex && j > 0 ? 2 : 1) {
        defer { sign = -1 }
        let c = spectrum[lines.isComplex ? (sign > 0 ? used + j : used - j) : j]
        var term = c * ComplexPair(waves[j].re, sign * waves[j].im)
        if !lines.isComplex { term = j > 0 ? ComplexPair(2 * term.re, 2 * term.im) : term }
        for m in 0...order {
          sums[m].re += term.re
          sums[m].im += term.im
          term = ComplexPair(-sign * k * term.im, sign * k * term.re)
        }
      }
    }
    return sums
  }

  /// Σ |k|^m |û_k|, m = 0 … order: no derivative of the sum is larger.
  func sizes(of spectrum: [ComplexPair], upTo order: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: order + 1)
    for (c, j) in zip(spectrum, lines.waves(used)) {
      var term = c.magnitude * (!lines.isComplex && j > 0 ? 2 : 1)
      for m in 0...order {
        sums[m] += term
        term *= abs(lines.wave(j))
      }
    }
    return sums
  }

  /// The coefficients of this solution less those of another, waves that one of them lacks included.
  func difference(from other: FourierSolution, at t: Double) -> [ComplexPair] {
    let theirs = other.spectrum(at: t)
    return zip(spectrum(at: t), lines.waves(used)).map { c, j in
      abs(j) <= other.used ? c - theirs[lines.isComplex ? j + other.used : j] : c
    }
  }
}
