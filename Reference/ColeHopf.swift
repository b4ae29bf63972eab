import Differentiation
import PDE

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
public struct ColeHopf: ReferenceSolution {
  /// The viscosity ν.
  public let nu: Double
  /// The last time at which ``check()`` compares.
  public let end: Double

  /// - Parameters:
  ///   - nu: the viscosity, 1e-6 … 1e3. Beyond that the measurements throw ``ColeHopfError``.
  ///   - end: the last time of interest.
  public init(nu: Double, end: Double = 1) {
    self.nu = nu
    self.end = end
  }

  public var method: String {
    "Cole–Hopf integral, trapezoidal rule on the line, steps h and h/2, rounding bounded"
  }
  public var indices: [MultiIndex] { [.value, [.t], [.x], [.x, .x]] }

  /// One point, (x, t); several of the same time are cheaper together, see ``measure(_:x:t:)``.
  /// - Throws: ``ColeHopfError``; ``UnmeasuredDerivative``.
  public func measure(_ indices: [MultiIndex], at p: Point<Double>) throws -> [[Measured]] {
    guard p.coordinates.contains(.x), p.coordinates.contains(.t) else {
      throw PointError.count(p.coordinates.count, expected: [.x, .t])
    }
    return [try measure(indices, x: [p.x], t: p.t)[0]]
  }

  /// Many positions at one time: `[position][index]`.
  public func measure(_ indices: [MultiIndex], x: [Double], t: Double) throws -> [[Measured]] {
    let held = self.indices
    let places = try indices.map { index in
      guard let place = held.firstIndex(of: index) else { throw UnmeasuredDerivative(index, held: held) }
      return place
    }
    let nodes = try HeatNodes(nu: nu, t: t)
    var pairs = PairedNodes(nodes)
    return try x.map { x in
      guard x.isFinite else { throw ColeHopfError.position(x) }
      let all = t == 0 ? start(x) : pairs.measure(x)
      return places.map { all[$0] }
    }
  }

  /// At t = 0 the integral is the initial value; u_t is its limit. In the order of `indices`.
  private func start(_ x: Double) -> [Measured] {
    let (s, c) = Double.sineAndCosine(ofPiTimes: x)
    let (u, pi) = (0x1p-53, Double.pi)
    let position = u * abs(x)
    let ut = pi * s * (nu * pi - c)
    let spread = pi * abs(s) * (nu * pi + abs(c))
    return [
      Measured(-s, bar: 3 * u * abs(s) + position * pi * abs(c)),
      Measured(ut, bar: 12 * u * spread + position * pi * pi * (nu * pi + 1)),
      Measured(-pi * c, bar: 5 * u * pi * abs(c) + position * pi * pi * abs(s)),
      Measured(pi * pi * s, bar: 7 * u * pi * pi * abs(s) + position * pi * pi * pi * abs(c)),
    ]
  }
}

public enum ColeHopfError: Error, Equatable, CustomStringConvertible {
  case viscosity(Double)
  case time(Double)
  case position(Double)

  public var description: String {
    switch self {
    case .viscosity(let nu): "Cole–Hopf with nu = \(nu): the viscosity must be in [1e-6, 1e3]"
    case .time(let t): "Cole–Hopf at t = \(t): the time must be in [0, 1000], and nu t at most 1000"
    case .position(let x): "Cole–Hopf at x = \(x): the position must be finite"
    }
  }
}
