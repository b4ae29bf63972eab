// SPDX-License-Identifier: MIT

import GSL

/// The transforms between the waves of ``FourierLines`` and the grid, with their work space.
final class FourierSpectrum {
  private let lines: FourierMethodOfLines
  private let modes: Int
  private let waves: ClosedRange<Int>
  private let grid: UnsafeMutablePointer<Double>
  private let symbols, factors: [ComplexPair]
  private typealias Growth = (tau: Double, forth: [ComplexPair], back: [ComplexPair])
  /// e^(Lτ) for the stages of the last steps: rk8pd has twelve, the same in every step of one size.
  private var growths: [Growth] = []

  init(_ lines: FourierMethodOfLines, _ resolution: FourierResolution) {
    self.lines = lines
    modes = resolution.modes
    waves = lines.waves(resolution.used)
    let numbers = waves.map { lines.wave($0) * (1 + ($0 % 2 == 0 ? 1 : -1) * resolution.shift) }
    symbols = numbers.map(lines.linear)
    factors = numbers.map(lines.factor)
    grid = .allocate(capacity: 2 * modes)
  }
  deinit { grid.deallocate() }

  private func growth(_ tau: Double) -> Growth {
    if let known = growths.first(where: { $0.tau == tau }) { return known }
    let forth = symbols.map { ComplexPair.exp(ComplexPair($0.re * tau, $0.im * tau)) }
    // Of a wave that only turns, the same turn backwards.
    let back = zip(symbols, forth).map { symbol, forth in
      symbol.re == 0
        ? ComplexPair(forth.re, -forth.im) : ComplexPair.exp(ComplexPair(-symbol.re * tau, -symbol.im * tau))
    }
    let made: Growth = (tau, forth, back)
    if growths.count == 16 { growths.removeAll() }
    growths.append(made)
    return made
  }

  /// v' at τ of the step, v = e^(−Lτ) û; false where it overflows.
  func rate(tau: Double, _ v: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>) -> Bool {
    let growth = growth(tau)
    let isDone =
      lines.isComplex ? complexProduct(growth.forth, v, out) : realProduct(growth.forth, v, out)
    guard isDone else { return false }
    var sum = 0.0
    for i in growth.back.indices {
      let r = growth.back[i] * (factors[i] * ComplexPair(out[2 * i], out[2 * i + 1]))
      (out[2 * i], out[2 * i + 1]) = (r.re, r.im)
      sum += r.re + r.im
    }
    return sum.isFinite
  }

  /// ĝ of a complex u.
  private func complexProduct(
    _ growth: [ComplexPair], _ v: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>
  ) -> Bool {
    grid.update(repeating: 0, count: 2 * modes)
    for (i, j) in waves.enumerated() {
      let c = growth[i] * ComplexPair(v[2 * i], v[2 * i + 1])
      let place = 2 * ((j + modes) % modes)
      (grid[place], grid[place + 1]) = (c.re, c.im)
    }
    guard gsl_fft_complex_radix2_backward(grid, 1, modes) == Int32(GSL_SUCCESS) else { return false }
    for p in 0..<modes {
      let g = lines.nonlinear(ComplexPair(grid[2 * p], grid[2 * p + 1]))
      (grid[2 * p], grid[2 * p + 1]) = (g.re, g.im)
    }
    guard gsl_fft_complex_radix2_forward(grid, 1, modes) == Int32(GSL_SUCCESS) else { return false }
    let scale = 1 / Double(modes)
    for (i, j) in waves.enumerated() {
      let place = 2 * ((j + modes) % modes)
      (out[2 * i], out[2 * i + 1]) = (scale * grid[place], scale * grid[place + 1])
    }
    return true
  }

  /// ĝ of a real u. GSL stores the real parts at j, the imaginary parts at −j.
  private func realProduct(
    _ growth: [ComplexPair], _ v: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>
  ) -> Bool {
    grid.update(repeating: 0, count: modes)
    grid[0] = growth[0].re * v[0]
    for j in stride(from: 1, through: waves.upperBound, by: 1) {
      let c = growth[j] * ComplexPair(v[2 * j], v[2 * j + 1])
      (grid[j], grid[modes - j]) = (c.re, c.im)
    }
    guard gsl_fft_halfcomplex_radix2_backward(grid, 1, modes) == Int32(GSL_SUCCESS) else { return false }
    for p in 0..<modes { grid[p] = lines.nonlinear(ComplexPair(grid[p])).re }
    guard gsl_fft_real_radix2_transform(grid, 1, modes) == Int32(GSL_SUCCESS) else { return false }
    let scale = 1 / Double(modes)
    (out[0], out[1]) = (scale * grid[0], 0)
    for j in stride(from: 1, through: waves.upperBound, by: 1) {
      (out[2 * j], out[2 * j + 1]) = (scale * grid[j], scale * grid[modes - j])
    }
    return true
  }

  /// From v to û after a step.
  func advance(_ u: inout [Double], _ h: Double) {
    let growth = growth(h).forth
    for i in growth.indices {
      let c = growth[i] * ComplexPair(u[2 * i], u[2 * i + 1])
      (u[2 * i], u[2 * i + 1]) = (c.re, c.im)
    }
  }
}
