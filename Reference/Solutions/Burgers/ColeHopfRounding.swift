// SPDX-License-Identifier: MIT

/// The running bound of the rounding, see ``PairedNodes``; in the order u, u_t, u_x, u_xx.
struct Rounding {
  typealias Vector = SIMD8<Double>
  /// Eight pairs' parts in u, u_t, u_x, u_xx.
  private typealias Parts = (u: Vector, ut: Vector, ux: Vector, uxx: Vector)

  private let k: Moments.Cumulants
  private let nodes: HeatNodes
  private let angle: (sine: Double, cosine: Double)
  /// A sum of n terms errs by λ√n u times the sum of their magnitudes, where roundings are independent (λ =
  /// 4: Higham and Mary, SIAM J. Sci. Comput. 41, 2019).
  private let summation: Double
  /// The influence functions' means.
  private let centre: SIMD4<Double>
  private var sums = Parts(.zero, .zero, .zero, .zero)

  init(_ k: Moments.Cumulants, _ nodes: HeatNodes, _ angle: (sine: Double, cosine: Double), count: Double) {
    self.k = k
    self.nodes = nodes
    self.angle = angle
    summation = 4 * count.squareRoot()
    let (a, pi) = (nodes.strength, Double.pi)
    let third = k.third - 3 * k.variance * k.shift
    let eta = k.etaCosine + a * (k.etaCovariance - k.etaSine * k.shift)
    centre = SIMD4(
      k.shift, pi / (2 * nodes.t) * eta, a * pi * k.variance + pi * k.cosine,
      pi * pi * (k.shift - 3 * a * k.covariance - a * a * third))
  }

  /// The functionals' linear forms in the means of the pairs, not centred.
  @inline(__always) private func influence(_ m: Pairs.Means) -> Parts {
    let (a, pi) = (nodes.strength, Double.pi)
    let covariance: Vector = m.dc - m.d * k.cosine
    let third: Vector = m.d3 - 3 * k.variance * m.d
    let eta: Vector = m.ec + a * (m.des - k.etaSine * m.d)
    return (
      m.d, pi / (2 * nodes.t) * eta, a * pi * m.d2 + pi * m.c,
      pi * pi * (m.d - 3 * a * covariance - a * a * third)
    )
  }

  @inline(__always)
  mutating func add(_ pairs: Pairs, _ weighted: PairedNodes.Weighted, _ octet: HeatNodes.Octet) {
    let (a, pi, tau) = (nodes.strength, Double.pi, pairs.tau)
    let (p, q) = (pairs.still, pairs.swung)
    let (lean, s, c, eta) = (tau.magnitudes, octet.sine.magnitudes, octet.cosine.magnitudes, pairs.eta)
    // In units of u. The pair's exponent: eight roundings of A C₀, two of z² (its width √(4νt) among them),
    // and the rounding of η inside cos πη.
    let turn: Double = 2 * pi
    let still: Vector = a * angle.cosine.magnitude * (8 * c + turn * eta * s) + 2 * octet.square
    // a itself: its factors, and the rounding of η inside sin πη. It changes the weight and τ.
    let argument: Vector = a * angle.sine.magnitude * (8 * s + turn * eta * c)
    let common: Vector = still + weighted.exponent.magnitudes + 6 + lean * argument
    let swing: Vector = (1 - tau * tau) * argument + 3 * lean
    // The terms themselves; b and the factors of η cancel inside a pair, so each is taken by its parts.
    let (b, s0, s1) = (pairs.b.magnitudes, pairs.s0.magnitudes, pairs.s1.magnitudes)
    let (c0, c1) = (pairs.c0.magnitudes, pairs.c1.magnitudes)
    let variance: Vector = p.d2 + tau * q.d2
    let spread = variance.replacing(with: 0, where: variance .< 0).squareRoot()
    let size: Vector = s0 + s1
    let eta1: Vector = eta * (c1 + lean * c0)
    let eta2: Vector = eta * (lean * (b * s0 + s1 * s1 + size * s0) + s1 * (b + s0 + size))
    let third: Vector = 1 + 3 * a * (spread + size) + 3 * a * a * spread * spread
    let terms: Parts = (
      size, pi / (2 * nodes.t) * (eta1 + a * eta2), a * turn * spread * size + pi * (c0 + c1),
      pi * pi * size * third
    )
    let (flat, slope) = (influence(p), influence(q))
    @inline(__always) func bound(_ flat: Vector, _ slope: Vector, _ centre: Double, _ terms: Vector) -> Vector
    {
      let raw: Vector = flat + tau * slope
      let weights: Vector = common * (raw - centre).magnitudes + swing * slope.magnitudes
      return weighted.weight * (weights + summation * raw.magnitudes + 4 * terms)
    }
    sums.u += bound(flat.u, slope.u, centre[0], terms.u)
    sums.ut += bound(flat.ut, slope.ut, centre[1], terms.ut)
    sums.ux += bound(flat.ux, slope.ux, centre[2], terms.ux)
    sums.uxx += bound(flat.uxx, slope.uxx, centre[3], terms.uxx)
  }

  /// - Parameter results: u, u_t, u_x, u_xx, which round once more themselves; u and u_x also answer for half
  ///   an ulp of x, u for half an ulp of t.
  func bars(_ weight: Double, _ results: SIMD4<Double>, x: Double) -> SIMD4<Double> {
    let sizes = results.replacing(with: -results, where: results .< 0)
    let position = SIMD4(abs(x) * sizes[2] + nodes.t * sizes[1], 0, abs(x) * sizes[3], 0)
    let total = SIMD4(sums.u.sum(), sums.ut.sum(), sums.ux.sum(), sums.uxx.sum())
    return 0x1p-53 * (total / weight + 4 * sizes + position)
  }
}
