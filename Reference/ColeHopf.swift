import Differentiation
import PDE
import RealModule

/// The solution of u_t + u u_x = ν u_xx on [−1, 1], u(x, 0) = −sin πx, u(±1, t) = 0, by the Cole–Hopf transform:
///
///     u = −2ν φ_x/φ,   φ(x, t) = ∫ f(x − η) e^(−η²/4νt) dη,   f(y) = e^(−A cos πy),   A = 1/(2πν).
///
/// The integral is the trapezoidal rule on the real line in z = η/√(4νt), which converges geometrically for this
/// integrand; a fixed Gauss–Hermite rule fails silently at small ν. With g = log f the derivatives are centred
/// moments of g′, g″, g‴ under the weights of the rule (φ_t = ν φ_xx), so that nothing large cancels.
/// Cole, Quart. Appl. Math. 9 (1951) 225; Basdevant et al., Comput. Fluids 14 (1986) 23.
public struct ColeHopf: ReferenceSolution {
  public let nu: Double
  let a: Double

  /// - Parameter nu: the viscosity, positive.
  public init(nu: Double) {
    self.nu = nu
    a = 1 / (2 * .pi * nu)
  }

  public var method: String { "Cole-Hopf integral, trapezoidal rule on the real line, step h against h/2" }
  public var indices: [MultiIndex] { [.value, [.t], [.x], [.x, .x]] }

  /// The nodes of the rule with step h/2 at time t > 0: every other one is a node of the rule with step h.
  func nodes(_ t: Double) -> [(z: Double, eta: Double)] {
    let width = (4 * nu * t).squareRoot()
    // For large νt the integrand's period shrinks in z.
    let half = min(0.2, 0.1 / width) / 2
    let count = 2 * Int(((2 * a + 40).squareRoot() / (2 * half)).rounded(.up))
    return (-count...count).map { (Double($0) * half, Double($0) * half * width) }
  }

  public func measure(_ indices: [MultiIndex], at p: Point<Double>) throws -> [[Measured]] {
    let all = p.t > 0 ? integral(p.x, p.t) : initial(p.x)
    return [
      try indices.map { index in
        guard let measured = all[index] else { throw UnmeasuredDerivative(index, held: self.indices) }
        return measured
      }
    ]
  }

  /// The derivatives at t = 0: those of −sin πx, and the limit of u_t.
  private func initial(_ x: Double) -> [MultiIndex: Measured] {
    let (s, c) = (Double.sin(.pi * x), Double.cos(.pi * x))
    let u = 0x1p-51
    let uxx = Double.pi * .pi * s
    return [
      .value: Measured(abs(x) == 1 ? 0 : -s, bar: 2 * u),
      [.x]: Measured(-.pi * c, bar: 20 * u),
      [.x, .x]: Measured(uxx, bar: 60 * u),
      [.t]: Measured(nu * uxx - .pi * s * c, bar: (20 + 60 * nu) * u),
    ]
  }

  private func integral(_ x: Double, _ t: Double) -> [MultiIndex: Measured] {
    let nodes = nodes(t)
    let fine = Moments(self, x, nodes, stride: 1)
    let coarse = Moments(self, x, nodes, stride: 2)
    let u = 0x1p-52
    // The exponent −A cos − z² is good to (1 + A) u; the weights inherit that as a relative error.
    let relative = 4 * u * (1 + a)
    func bar(_ fine: Double, _ coarse: Double, _ size: Double, slope: Double) -> Double {
      abs(fine - coarse) + relative * size + 4 * u * (abs(fine) + abs(x * slope))
    }
    let (v, w) = (fine, coarse)
    let third = v.sizeXX / max(nu, 1e-300)
    return [
      .value: Measured(v.value, bar: bar(v.value, w.value, v.size + u, slope: v.x)),
      [.x]: Measured(v.x, bar: bar(v.x, w.x, v.sizeX, slope: v.xx)),
      [.x, .x]: Measured(v.xx, bar: bar(v.xx, w.xx, v.sizeXX, slope: third * nu)),
      [.t]: Measured(v.t, bar: bar(v.t, w.t, v.sizeT, slope: v.sizeT)),
    ]
  }

  /// The same integral in any number type. Nodes and shift are constants chosen at `near`; nil at t = 0.
  public func formula<S: Scalar>(_ p: Point<S>, near: Point<Double>) -> [S]? {
    guard near.t > 0 else { return nil }
    let nodes = nodes(near.t)
    let exponents = nodes.map { node -> Double in
      let cosine = Double.cos(Double.pi * (near.x - node.eta))
      return -a * cosine - node.z * node.z
    }
    let shift = exponents.max() ?? 0
    let width = S.sqrt(p.t.scaled(by: 4 * nu))
    var (numerator, denominator): (S, S) = (0, 0)
    for (z, _) in nodes {
      let y: S = (p.x - width.scaled(by: z)).scaled(by: Double.pi)
      let exponent: S = S.cos(y).scaled(by: -a) - S(z * z + shift)
      let weight = S.exp(exponent)
      numerator += S.sin(y) * weight
      denominator += weight
    }
    return [-numerator / denominator]
  }

  /// A spectral method of lines where it is affordable, adaptive quadrature of the same integral otherwise.
  public func check() throws -> Agreement {
    try nu >= 1e-3
      ? SpectralBurgers(nu: nu).compare(with: self) : ColeHopfQuadrature(nu: nu).compare(with: self)
  }
}

/// u and its derivatives by one rule, and the sizes of the terms that they are sums of.
private struct Moments {
  var value = 0.0, x = 0.0, xx = 0.0, t = 0.0
  var size = 0.0, sizeX = 0.0, sizeXX = 0.0, sizeT = 0.0

  init(_ solution: ColeHopf, _ x: Double, _ nodes: [(z: Double, eta: Double)], stride step: Int) {
    let (a, nu) = (solution.a, solution.nu)
    let start = nodes.count / 2 % step
    let terms = stride(from: start, to: nodes.count, by: step).map { i in
      let y = .pi * (x - nodes[i].eta)
      let (s, c) = (Double.sin(y), Double.cos(y))
      return (exponent: -a * c - nodes[i].z * nodes[i].z, s: s, c: c)
    }
    let shift = terms.map(\.exponent).max() ?? 0
    var (sum, sine) = (0.0, 0.0)
    let weights = terms.map { term in
      let w = Double.exp(term.exponent - shift)
      sum += w
      sine += w * term.s
      return w
    }
    // g′ = Aπ sin, g″ = Aπ² cos, g‴ = −Aπ³ sin; b = g′ − E g′.
    let pi = Double.pi
    let mean = sine / sum
    var (c1, b1, b2, b3, bc, b2a, b3a) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for (w, term) in zip(weights, terms) where w > 0 {
      let b = term.s - mean
      c1 += w * term.c
      b1 += w * abs(b)
      b2 += w * b * b
      b3 += w * b * b * b
      bc += w * b * term.c
      b2a += w * abs(b * term.c)
      b3a += w * abs(b * b * b)
    }
    (c1, b1, b2, b3, bc, b2a, b3a) = (c1 / sum, b1 / sum, b2 / sum, b3 / sum, bc / sum, b2a / sum, b3a / sum)
    let k = a * pi
    value = -2 * nu * k * mean
    let first = k * mean  // E g′
    let second = k * pi * c1  // E g″
    let variance = k * k * b2  // E b²
    let third: Double = 3 * k * k * pi * bc + k * k * k * b3 - k * pi * pi * mean  // E g‴ + 3 E bg″ + E b³
    self.x = -2 * nu * (second + variance)
    xx = -2 * nu * third
    t = -2 * nu * nu * (third + 2 * first * (second + variance))
    size = 2 * nu * k * b1
    sizeX = 2 * nu * (k * pi + variance)
    let sizeThird: Double = k * pi * pi + 3 * k * k * pi * b2a + k * k * k * b3a
    sizeXX = 2 * nu * sizeThird
    sizeT = nu * sizeXX + 4 * nu * nu * k * (k * pi + variance)
  }
}
