// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule

/// The Burgers equation u_t + u u_x = ν u_xx on [−1, 1] with u(x, 0) = −sin πx and u(±1, t) = 0, solved by
/// the Cole–Hopf transformation (Cole 1951; Hopf 1950; Basdevant et al., Comput. Fluids 14 (1986) 23).
///
/// φ solves the heat equation and u = −2ν φ_x/φ. With A = 1/(2πν), η = √(4νt) z and θ = π(x − η),
///
///     u = −E[sin θ],   E[g] = ∫ g w dz / ∫ w dz,   w = exp(−A cos θ − z²)
///
/// and the derivatives follow under the integral: with S = sin θ and C = cos θ,
///
///     u_x  = −Aπ Var S − π E[C]
///     u_xx = π² E[S] − 3Aπ² Cov(S, C) − A²π² κ₃(S)
///     u_t  = (π/2t) (E[ηC] + A Cov(S, ηS))
///
/// Nothing here uses the Burgers equation itself, so its residual is a test.
///
/// How the integrals are computed, and why so:
/// * By the trapezoidal rule on the whole line, which converges geometrically. A Gauss–Hermite rule of fixed
/// size fails
///   silently, since its nodes do not follow the humps of w: 180 nodes are 20 % off at ν = 3e-4.
/// * The largest exponent is subtracted: e^A overflows for ν < 2.24e-4.
/// * The nodes ±η are summed as a pair. Their weights differ by the factor e^(2a), a = A sin πx sin πη, and
/// the mean over
///   the pair is a function of tanh a, which keeps its digits. Near the shock at x = 0, where two humps of w
///   balance, separate exponentials would carry the rounding of exponents as large as A into the balance.
///
/// The bar is the difference between the steps h and h/2, of which the better is the value, plus a running
/// bound of the rounding (``PairedNodes``) and the effect of half an ulp in x and t.
package struct ColeHopf: ReferenceSolution {
  /// The viscosity ν.
  package let nu: Double
  /// The last time at which ``check()`` compares.
  package let end: Double

  /// - Parameters:
  ///   - nu: the viscosity, 1e-6 … 1e3. Beyond that the measurements throw ``ColeHopfError``.
  ///   - end: the last time of interest.
  package init(nu: Double, end: Double = 1) {
    self.nu = nu
    self.end = end
  }

  package var method: String {
    "Cole–Hopf integral, trapezoidal rule on the line, steps h and h/2, rounding bounded"
  }
  package var indices: [MultiIndex] { [.value, [.t], [.x], [.x, .x]] }

  /// The rule converges geometrically, but what it leaves is told by its last step.
  package var barKind: BarKind { .estimate }

  /// One point, (x, t); many are cheaper together.
  /// - Throws: ``ColeHopfError``; ``UnmeasuredDerivative``.
  package func evaluate(_ indices: [MultiIndex], at p: Point<Double>) throws -> [[Measured]] {
    [try evaluate(indices, at: Points(p.coordinates, p.values))]
  }

  /// Points of one time, wherever they stand in the list, share their nodes.
  package func evaluate(_ indices: [MultiIndex], at points: Points) throws -> [Measured] {
    let (held, d) = (self.indices, points.coordinates.count)
    let places = try indices.map { index in
      guard let place = held.firstIndex(of: index) else { throw UnmeasuredDerivative(index, held: held) }
      return place
    }
    guard let x = points.coordinates.firstIndex(of: .x), let t = points.coordinates.firstIndex(of: .t) else {
      throw PointError.count(d, expected: [.x, .t])
    }
    let times = (0..<points.count).map { points.values[$0 * d + t] }
    var measured = [Measured](repeating: Measured(0, bar: 0), count: points.count * places.count)
    var pairs: PairedNodes?
    for i in times.indices.sorted(by: { times[$0] < times[$1] }) {
      if pairs?.nodes.t != times[i] { pairs = PairedNodes(try HeatNodes(nu: nu, t: times[i])) }
      let position = points.values[i * d + x]
      guard position.isFinite else { throw ColeHopfError.position(position) }
      // Sooner, 1/t overflows, and t u_t is nothing beside the start's bar.
      let isStart = times[i] < 1e-307
      guard let all = isStart ? start(position) : pairs?.evaluate(position) else { continue }
      for (k, place) in places.enumerated() {
        measured[i * places.count + k] = Measured(all.values[place], bar: all.bars[place])
      }
    }
    return measured
  }

  /// Many positions at one time: `[position][index]`.
  package func evaluate(_ indices: [MultiIndex], x: [Double], t: Double) throws -> [[Measured]] {
    let all = try evaluate(indices, at: Points([.x, .t], x.flatMap { [$0, t] }))
    return x.indices.map { Array(all[$0 * indices.count..<($0 + 1) * indices.count]) }
  }

  /// At t = 0 the integral is the initial value; u_t is its limit. In the order of `indices`.
  private func start(_ x: Double) -> (values: SIMD4<Double>, bars: SIMD4<Double>) {
    let (s, c) = Double.sineAndCosine(ofPiTimes: x)
    let (u, pi) = (0x1p-53, Double.pi)
    let position = u * abs(x)
    let spread = pi * abs(s) * (nu * pi + abs(c))
    return (
      [-s, pi * s * (nu * pi - c), -pi * c, pi * pi * s],
      [
        3 * u * abs(s) + position * pi * abs(c), 12 * u * spread + position * pi * pi * (nu * pi + 1),
        5 * u * pi * abs(c) + position * pi * pi * abs(s),
        7 * u * pi * pi * abs(s) + position * pi * pi * pi * abs(c),
      ]
    )
  }
}

package enum ColeHopfError: Error, Equatable, CustomStringConvertible {
  case viscosity(Double)
  case time(Double)
  case position(Double)

  package var description: String {
    switch self {
    case .viscosity(let nu): "Cole–Hopf with nu = \(nu): the viscosity must be in [1e-6, 1e3]"
    case .time(let t): "Cole–Hopf at t = \(t): the time must be in [0, 1000], and nu t at most 1000"
    case .position(let x): "Cole–Hopf at x = \(x): the position must be finite"
    }
  }
}

extension ColeHopf {
  /// The integral in any number type, for any derivative strategy to differentiate.
  ///
  /// The nodes and the subtracted exponent are constants chosen for `near`, so that the sum is one analytic
  /// function in its neighbourhood. Nil at t = 0, where √t has no derivative, and where ``evaluate(_:at:)``
  /// would refuse.
  package func formula<S: Scalar>(_ p: Point<S>, near: Point<Double>) -> [S]? {
    guard p.coordinates.contains(.x), p.coordinates.contains(.t), near.coordinates == p.coordinates,
      near.x.isFinite, near.t > 0, let nodes = try? HeatNodes(nu: nu, t: near.t)
    else { return nil }
    let angle = Double.sineAndCosine(ofPiTimes: near.x)
    let exponents = nodes.octets.map { octet in
      nodes.strength * ((angle.sine * octet.sine).magnitudes - angle.cosine * octet.cosine) - octet.square
    }
    let largest = exponents.map { $0.max() }.max() ?? 0
    // By whole periods, so that u(±1, t) = 0.
    let period = near.x.rounded()
    let x = (p.x - S(period)).scaled(by: .pi)
    let sign: Double = period.truncatingRemainder(dividingBy: 2) == 0 ? 1 : -1
    let (sine, cosine) = (S.sin(x).scaled(by: sign), S.cos(x).scaled(by: sign))
    let width = S.sqrt(p.t.scaled(by: 4 * nu))
    let a = nodes.strength
    var (sum, moment): (S, S) = (0, 0)
    for k in stride(from: 0, to: 8 * exponents.count, by: 2) {
      let (octet, lane) = (nodes.octets[k / 8], k % 8)
      guard exponents[k / 8][lane] > largest - 60 else { continue }
      let angle = width.scaled(by: .pi * octet.z[lane])
      let (s, c) = (S.sin(angle), S.cos(angle))
      let (s0, s1) = (sine * c, cosine * s)
      let (c0, c1) = ((cosine * c).scaled(by: -a), (sine * s).scaled(by: a))
      let still = c0 - S(octet.square[lane] + largest)
      let (before, after) = (S.exp(still - c1), S.exp(still + c1))
      let weight = k == 0 ? 0.5 : 1.0
      sum += (before + after).scaled(by: weight)
      moment += (before * (s0 - s1) + after * (s0 + s1)).scaled(by: weight)
    }
    return [-(moment / sum)]
  }
}

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
