import Foundation
import GSL
import PDE

/// A complex number, as GSL's transforms store it.
struct ComplexPair: Sendable {
  var re, im: Double
  init(_ re: Double, _ im: Double = 0) { (self.re, self.im) = (re, im) }
  static func * (a: Self, b: Self) -> Self { Self(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re) }
  static func exp(_ z: Self) -> Self {
    let size = Foundation.exp(z.re)
    return Self(size * cos(z.im), size * sin(z.im))
  }
}

/// An evolution with a period in x, semilinear with constant coefficients, by a Fourier method of lines:
///
///     u_t = L u + M g(u),      û_k' = L(k) û_k + M(k) ĝ_k,      k = 2πj/period
///
/// Products are without aliasing: only |j| ≤ modes/4 are used, which a cube cannot reach around. Time steps are Prince and
/// Dormand's of order 8 (GSL's rk8pd) on e^(−L τ) û, where τ restarts from 0 at every step, so that L is exact.
struct FourierLines: Sendable {
  let range: ClosedRange<Double>
  /// L and M at a wave number.
  let linear, factor: @Sendable (_ k: Double) -> ComplexPair
  let nonlinear: @Sendable (ComplexPair) -> ComplexPair
  /// û_k at the start.
  let initial: @Sendable (_ j: Int) -> ComplexPair
  /// Where one slab of time ends and the next begins, as parts of the whole; on each the solution is a polynomial in t of
  /// degree 14.
  let slabs: [Double]
  static let degree = 14

  /// As many slabs of the same length.
  static func equal(_ count: Int) -> [Double] { (0...count).map { Double($0) / Double(count) } }

  func wave(_ j: Int) -> Double { 2 * .pi * Double(j) / (range.upperBound - range.lowerBound) }

  /// - Parameters:
  ///   - modes: of the transforms, a power of 2.
  ///   - steps: between two of the polynomials' nodes.
  /// - Throws: ``GSLError`` where GSL gives up or the solution blows up.
  func solution(until end: Double, modes: Int, steps: Int) throws -> FourierSolution {
    let used = modes / 4
    let count = 2 * used + 1
    let spectrum = FourierSpectrum(self, modes: modes)
    let decay = -min(0, linear(wave(used)).re)
    let step = try GSL.require(
      gsl_odeiv2_step_alloc(plumbline_rk8pd(), 2 * count), "allocating \(modes) modes")
    defer { gsl_odeiv2_step_free(step) }
    let system = GSLSystem(count: 2 * count) { spectrum.rate(tau: $0, $1, $2) }
    var u = (-used...used).flatMap { j in
      let c = initial(j)
      return [c.re, c.im]
    }
    var error = u
    var t = 0.0
    var found: [FourierSolution.Slab] = []
    for (from, to) in zip(slabs, slabs.dropFirst()) {
      let grid = ChebyshevGrid(end * from...end * to, degree: Self.degree)
      var spectra = [u]
      for node in grid.nodes.dropFirst() {
        // The factors e^(−Lτ) of the fastest modes must not lift their rounding above all else.
        let count = max(steps, Int(((node - t) * decay / 40).rounded(.up)))
        let h = (node - t) / Double(count)
        for i in 0..<count {
          try GSL.check(
            gsl_odeiv2_step_apply(step, 0, h, &u, &error, nil, nil, system.pointer),
            "the step \(i) of \(count) from t = \(t) to \(node) with \(modes) modes")
          spectrum.advance(&u, h)
        }
        t = node
        spectra.append(u)
      }
      found.append(.init(times: grid, derivative: grid.derivatives(upTo: 2), spectra: spectra))
    }
    return withExtendedLifetime(system) { FourierSolution(lines: self, used: used, slabs: found) }
  }
}

/// The transforms between the modes used and the grid, with their work space.
private final class FourierSpectrum {
  private let lines: FourierLines
  private let modes, used: Int
  private let grid: UnsafeMutablePointer<Double>
  private let symbols, factors: [ComplexPair]
  /// e^(Lτ) for the stages of the last steps: rk8pd has twelve, the same in every step of one size.
  private var growths: [(tau: Double, values: [ComplexPair])] = []

  init(_ lines: FourierLines, modes: Int) {
    self.lines = lines
    self.modes = modes
    used = modes / 4
    let waves = (-(modes / 4)...modes / 4).map { lines.wave($0) }
    symbols = waves.map(lines.linear)
    factors = waves.map(lines.factor)
    grid = .allocate(capacity: 2 * modes)
  }
  deinit { grid.deallocate() }

  private func growth(_ tau: Double) -> [ComplexPair] {
    if let known = growths.first(where: { $0.tau == tau }) { return known.values }
    let values = symbols.map { ComplexPair.exp(ComplexPair($0.re * tau, $0.im * tau)) }
    if growths.count == 16 { growths.removeAll() }
    growths.append((tau, values))
    return values
  }

  /// v' at τ of the step, v = e^(−Lτ) û; false where it overflows.
  func rate(tau: Double, _ v: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>) -> Bool {
    let growth = growth(tau)
    grid.update(repeating: 0, count: 2 * modes)
    for i in growth.indices {
      let c = growth[i] * ComplexPair(v[2 * i], v[2 * i + 1])
      let place = (i - used + modes) % modes
      (grid[2 * place], grid[2 * place + 1]) = (c.re, c.im)
    }
    guard gsl_fft_complex_radix2_backward(grid, 1, modes) == Int32(GSL_SUCCESS) else { return false }
    for p in 0..<modes {
      let g = lines.nonlinear(ComplexPair(grid[2 * p], grid[2 * p + 1]))
      (grid[2 * p], grid[2 * p + 1]) = (g.re, g.im)
    }
    guard gsl_fft_complex_radix2_forward(grid, 1, modes) == Int32(GSL_SUCCESS) else { return false }
    var sum = 0.0
    for i in growth.indices {
      let place = (i - used + modes) % modes
      let g = ComplexPair(grid[2 * place] / Double(modes), grid[2 * place + 1] / Double(modes))
      // 1/e^(Lτ)
      let size = growth[i].re * growth[i].re + growth[i].im * growth[i].im
      let back = ComplexPair(growth[i].re / size, -growth[i].im / size)
      let r = back * (factors[i] * g)
      (out[2 * i], out[2 * i + 1]) = (r.re, r.im)
      sum += r.re + r.im
    }
    return sum.isFinite
  }

  /// From v to û after a step.
  func advance(_ u: inout [Double], _ h: Double) {
    let growth = growth(h)
    for i in growth.indices {
      let c = growth[i] * ComplexPair(u[2 * i], u[2 * i + 1])
      (u[2 * i], u[2 * i + 1]) = (c.re, c.im)
    }
  }
}
