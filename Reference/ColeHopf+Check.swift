// SPDX-License-Identifier: MIT

import Differentiation
import PDE

extension ColeHopf {
  /// Compares with a Fourier method of lines at several times; where that would need more than 2048 modes (ν
  /// < 0.0027) or long times, with adaptive quadrature of another form of the integral; derivatives
  /// integrated, with values.
  package func check() throws -> Agreement {
    // The range of ν first: it decides how much work the second method is.
    _ = try HeatNodes(nu: nu, t: end)
    guard end > 0 else { throw ColeHopfError.time(end) }
    let spectral = SpectralBurgers(nu: nu)
    let values =
      spectral.modes <= 2048 && end <= 2 && nu <= 20
      ? try check(against: spectral) : try check(against: ColeHopfQuadrature(nu: nu))
    return try withDerivatives(values, over: Domain(x: -1...1, t: 0...end), scale: min(1, 2 * .pi * nu))
  }

  /// While there is something to compare: by t = 0.5/ν diffusion has left e^−5 of the solution; and the end.
  private var times: [Double] {
    let horizon = min(end, 0.5 / nu)
    return [0.1, 0.25, 0.5, 0.75, 1].map { $0 * horizon } + (horizon < end ? [end] : [])
  }

  /// Over up to 512 positions of the spectral grid.
  func check(against other: SpectralBurgers) throws -> Agreement {
    let every = max(1, other.modes / 512)
    let positions = Array(stride(from: 0, to: other.modes, by: every))
    var pairs: [(Measured, Measured)] = []
    for (time, row) in zip(times, try other.values(at: times)) {
      let own = try evaluate([.value], x: positions.map(other.position), t: time)
      pairs += zip(own, positions).map { ($0[0], row[$1]) }
    }
    return Agreement(method: other.method, pairs)
  }

  /// At 12 positions over the interval and 8 within the shock.
  func check(against other: ColeHopfQuadrature) throws -> Agreement {
    let shock = (1...8).map { Double($0) * nu * 0.75 }
    let positions = [-0.95, -0.6, -0.3, -0.1, -0.02, 0, 0.05, 0.15, 0.45, 0.7, 0.9, 1] + shock
    var pairs: [(Measured, Measured)] = []
    for time in times {
      for x in positions {
        pairs.append((try evaluate([.value], x: [x], t: time)[0][0], try other.value(x: x, t: time)))
      }
    }
    return Agreement(method: other.method, pairs)
  }
}
