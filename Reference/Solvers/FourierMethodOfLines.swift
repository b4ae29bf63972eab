// SPDX-License-Identifier: MIT

import Essentials
import GSL
import PDE

/// A complex number, as GSL's transforms store it.
struct ComplexPair: Sendable {
  var re, im: Double
  init(_ re: Double, _ im: Double = 0) { (self.re, self.im) = (re, im) }
  static func * (a: Self, b: Self) -> Self { Self(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re) }
  static func - (a: Self, b: Self) -> Self { Self(a.re - b.re, a.im - b.im) }
  static func exp(_ z: Self) -> Self {
    let size = Double.exp(z.re)
    return Self(size * cos(z.im), size * sin(z.im))
  }
  var magnitude: Double { (re * re + im * im).squareRoot() }
}

/// An evolution with a period in x, semilinear with constant coefficients, by a Fourier method of lines:
///
///     u_t = L u + M g(u),      û_k' = L(k) û_k + M(k) ĝ_k,      k = 2πj/period
///
/// Time steps are Prince and Dormand's of order 8 (GSL's rk8pd) on e^(−L τ) û, where τ restarts from 0 at
/// every step, so that L is exact.
struct FourierMethodOfLines: Sendable {
  let range: ClosedRange<Double>
  /// Whether u is complex. Of a real u the waves j ≥ 0 are held, the others are their conjugates.
  let isComplex: Bool
  /// L and M at a wave number.
  let linear, factor: @Sendable (_ k: Double) -> ComplexPair
  let nonlinear: @Sendable (ComplexPair) -> ComplexPair
  /// û at the first of the times, for each wave that is held, ascending.
  let initial: @Sendable (FourierResolution) throws -> [ComplexPair]
  /// Where one slab of time ends and the next begins; on each the coefficients are polynomials in t.
  let times: [Double]

  var period: Double { range.upperBound - range.lowerBound }
  func wave(_ j: Int) -> Double { 2 * .pi * Double(j) / period }
  /// The j that are held.
  func waves(_ used: Int) -> ClosedRange<Int> { (isComplex ? -used : 0)...used }

  /// As many slabs of the same length.
  static func equal(_ count: Int, until end: Double) -> [Double] {
    (0...count).map { $0 == count ? end : end * (Double($0) / Double(count)) }
  }

  /// - Throws: ``GSLError`` where GSL gives up or the solution blows up; what `initial` throws.
  func solution(_ resolution: FourierResolution) throws -> FourierSolution {
    let spectrum = FourierSpectrum(self, resolution)
    let dimension = 2 * waves(resolution.used).count
    let step = try GSL.require(
      gsl_odeiv2_step_alloc(plumbline_rk8pd(), dimension), "allocating \(resolution.used) waves")
    defer { gsl_odeiv2_step_free(step) }
    let system = GSLSystem(count: dimension) { spectrum.rate(tau: $0, $1, $2) }
    var u = try initial(resolution).flatMap { [$0.re, $0.im] }
    var error = u
    // The factors e^(−Lτ) of the fastest waves must not lift their rounding above all else.
    let longest = min(resolution.step, 40 / max(1e-300, -linear(wave(resolution.used)).re))
    var slabs: [FourierSolution.Slab] = []
    for (from, to) in zip(times, times.dropFirst()) {
      // Times within a slab count from its start, where they round least.
      let grid = ChebyshevGrid(0...to - from, degree: resolution.degree)
      var spectra = [u]
      for (a, b) in zip(grid.nodes, grid.nodes.dropFirst()) {
        let count = max(1, Int(((b - a) / longest).rounded(.up)))
        let h = (b - a) / Double(count)
        for i in 0..<count {
          try GSL.check(
            gsl_odeiv2_step_apply(step, 0, h, &u, &error, nil, nil, system.pointer),
            "the step \(i) of \(count) from t = \(from + a) to \(from + b) with \(resolution.used) waves")
          spectrum.advance(&u, h)
        }
        spectra.append(u)
      }
      slabs.append(.init(start: from, times: grid, spectra: spectra))
    }
    return withExtendedLifetime(system) { FourierSolution(lines: self, used: resolution.used, slabs: slabs) }
  }
}

/// How finely ``FourierLines`` solves.
struct FourierResolution: Sendable {
  /// Points of the transforms, a power of 2: more than 2 `used`, by so much that what products alias is below
  /// the rounding.
  var modes: Int
  /// The highest wave.
  var used: Int
  /// The longest time step.
  var step: Double
  /// Of the polynomials in t.
  var degree: Int
  /// Whether a thousandth is enough.
  var isSketch = false
  /// By how much wave numbers are moved, up and down in turn, relative.
  var shift = 0.0

  /// Another solution just as good as this one, for all that is known: fewer waves, longer steps, polynomials
  /// of a lower degree, and wave numbers moved by two units of their rounding, so that what both have in
  /// common is no rounding either.
  var other: Self {
    Self(modes: modes, used: used * 15 / 16, step: step * 1.25, degree: degree - 2, shift: 0x1p-52)
  }
  /// A tenth of the work or less, right to about a thousandth.
  var sketch: Self {
    Self(
      modes: max(64, modes / 4), used: max(16, used / 4), step: 8 * step, degree: max(6, degree / 2),
      isSketch: true)
  }
}
