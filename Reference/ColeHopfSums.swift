import PDE

/// Weighted sums of a pair's means, and what follows from them.
struct Sums {
  private(set) var weight = 0.0
  private var d = 0.0, d2 = 0.0, d3 = 0.0, c = 0.0, dc = 0.0, ec = 0.0, es = 0.0, des = 0.0

  @inline(__always) mutating func add(_ pair: Pair, _ w: Double) {
    let (p, q, tau) = (pair.still, pair.swung, pair.tau)
    weight += w
    d += w * (p.d + tau * q.d)
    d2 += w * (p.d2 + tau * q.d2)
    d3 += w * (p.d3 + tau * q.d3)
    c += w * (p.c + tau * q.c)
    dc += w * (p.dc + tau * q.dc)
    ec += w * (p.ec + tau * q.ec)
    es += w * (p.es + tau * q.es)
    des += w * (p.des + tau * q.des)
  }

  /// Of S about its mean. The sums are about m, which differs from E[S] by rounding, or by the coarser rule's
  /// error.
  struct Cumulants {
    /// E[S] − m.
    var shift, variance, third, cosine, covariance, etaCosine, etaSine, etaCovariance: Double
  }
  var cumulants: Cumulants {
    let (e1, e2) = (d / weight, d2 / weight)
    return Cumulants(
      shift: e1, variance: e2 - e1 * e1, third: d3 / weight - 3 * e1 * e2 + 2 * e1 * e1 * e1,
      cosine: c / weight,
      covariance: dc / weight - e1 * c / weight, etaCosine: ec / weight, etaSine: es / weight,
      etaCovariance: des / weight - e1 * es / weight)
  }

  /// u, u_t, u_x, u_xx.
  func results(_ nodes: HeatNodes, _ mean: Double) -> [Double] {
    let (k, a, pi) = (cumulants, nodes.strength, Double.pi)
    return [
      -(mean + k.shift),
      pi / (2 * nodes.t) * (k.etaCosine + a * k.etaCovariance),
      -a * pi * k.variance - pi * k.cosine,
      pi * pi * ((mean + k.shift) - 3 * a * k.covariance - a * a * k.third),
    ]
  }
}

/// The running bound of the rounding, see ``PairedNodes``; in the order u, u_t, u_x, u_xx.
struct Rounding {
  private let k: Sums.Cumulants
  private let nodes: HeatNodes
  private let angle: (sine: Double, cosine: Double)
  /// A sum of n terms errs by λ√n u times the sum of their magnitudes, where roundings are independent (λ =
  /// 4: Higham and Mary, SIAM J. Sci. Comput. 41, 2019).
  private let summation: Double
  private var sums = SIMD4<Double>.zero

  init(_ k: Sums.Cumulants, _ nodes: HeatNodes, _ angle: (sine: Double, cosine: Double), count: Int) {
    self.k = k
    self.nodes = nodes
    self.angle = angle
    summation = 4 * Double(count).squareRoot()
  }

  /// The functionals' linear forms in the means of a pair, centred where `centre` is 1.
  @inline(__always)
  private func influence(_ m: Pair.Means, centre: Double) -> SIMD4<Double> {
    let (a, pi) = (nodes.strength, Double.pi)
    let d = m.d - centre * k.shift
    let variance = m.d2 - centre * k.variance
    let c = m.c - centre * k.cosine
    let covariance = m.dc - m.d * k.cosine - centre * k.covariance
    let third = m.d3 - 3 * k.variance * d - centre * k.third
    let etaCosine = m.ec - centre * k.etaCosine
    let etaCovariance = m.des - k.etaSine * d - centre * k.etaCovariance
    return [
      d, pi / (2 * nodes.t) * (etaCosine + a * etaCovariance), a * pi * variance + pi * c,
      pi * pi * (d - 3 * a * covariance - a * a * third),
    ]
  }

  @inline(__always)
  mutating func add(_ pair: Pair, _ w: Double, _ exponent: Double, _ index: Int) {
    let (a, pi, tau) = (nodes.strength, Double.pi, pair.tau)
    let (p, q) = (pair.still, pair.swung)
    let centred = influence(p, centre: 1)
    let slope = influence(q, centre: 0)
    let y = centred + tau * slope
    let (s, c, eta) = (abs(nodes.sine[index]), abs(nodes.cosine[index]), pair.eta)
    // In units of u. The pair's exponent: eight roundings of A C₀, two of z² (its width √(4νt) among them),
    // and the rounding of η inside cos πη.
    let still =
      a * abs(angle.cosine) * (8 * c + 2 * pi * eta * s) + 2 * nodes.square[index] + abs(exponent) + 4
    // a itself: its factors, and the rounding of η inside sin πη. It changes the weight and τ.
    let argument = a * abs(angle.sine) * (8 * s + 2 * pi * eta * c)
    let common = still + abs(tau) * argument
    let swing = (1 - tau * tau) * argument + 3 * abs(tau)
    // The terms themselves; b and the factors of η cancel inside a pair, so each is taken by its parts.
    let (b, s0, s1, c0, c1) = (abs(pair.b), abs(pair.s0), abs(pair.s1), abs(pair.c0), abs(pair.c1))
    let spread = max(p.d2 + tau * q.d2, 0).squareRoot()
    let size = s0 + s1
    let eta1 = eta * (c1 + abs(tau) * c0)
    let eta2 = eta * (abs(tau) * (b * s0 + s1 * s1 + size * s0) + s1 * (b + s0 + size))
    let terms: SIMD4<Double> = [
      size, pi / (2 * nodes.t) * (eta1 + a * eta2), a * pi * 2 * spread * size + pi * (c0 + c1),
      pi * pi * (size + 3 * a * (spread + size) * size + 3 * a * a * spread * spread * size),
    ]
    let raw = influence(p, centre: 0) + tau * slope
    sums += w * (common * abs(y) + summation * abs(raw) + swing * abs(slope) + 4 * terms)
  }

  private func abs(_ v: SIMD4<Double>) -> SIMD4<Double> { v.replacing(with: -v, where: v .< 0) }
  private func abs(_ v: Double) -> Double { v.magnitude }

  /// - Parameter results: u, u_t, u_x, u_xx, which round once more themselves; u and u_x also answer for half
  ///   an ulp of x, u for half an ulp of t.
  func bars(_ weight: Double, _ results: [Double], x: Double) -> [Double] {
    let u = 0x1p-53
    let position = [
      x.magnitude * results[2].magnitude + nodes.t * results[1].magnitude, 0,
      x.magnitude * results[3].magnitude, 0,
    ]
    return (0..<4).map { u * (sums[$0] / weight + 4 * results[$0].magnitude + position[$0]) }
  }
}
