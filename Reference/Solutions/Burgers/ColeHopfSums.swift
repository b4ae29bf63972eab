// SPDX-License-Identifier: MIT

/// Weighted sums of the pairs' means, node by node of the eight that are summed at once.
struct Sums {
  typealias Vector = SIMD8<Double>
  private var weight = Vector.zero, d = Vector.zero, d2 = Vector.zero, d3 = Vector.zero
  private var c = Vector.zero, dc = Vector.zero
  private var ec = Vector.zero, es = Vector.zero, des = Vector.zero
  private var used = Vector.zero

  @inline(__always) mutating func add(_ pairs: Pairs, _ w: Vector) {
    let (p, q, tau) = (pairs.still, pairs.swung, pairs.tau)
    weight += w
    d += w * (p.d + tau * q.d)
    d2 += w * (p.d2 + tau * q.d2)
    d3 += w * (p.d3 + tau * q.d3)
    c += w * (p.c + tau * q.c)
    dc += w * (p.dc + tau * q.dc)
    ec += w * (p.ec + tau * q.ec)
    es += w * (p.es + tau * q.es)
    des += w * (p.des + tau * q.des)
    used += Vector.zero.replacing(with: 1, where: w .> 0)
  }

  /// How many pairs weigh anything.
  var count: Double { used.sum() }
  /// Over all nodes: the step h/2.
  var all: Moments { moments { $0.sum() } }
  /// Over the nodes of even k: the step h.
  var even: Moments { moments { $0.evenHalf.sum() } }

  private func moments(_ total: (Vector) -> Double) -> Moments {
    let weight = total(weight)
    return Moments(
      weight: weight, d: total(d) / weight, d2: total(d2) / weight, d3: total(d3) / weight,
      c: total(c) / weight, dc: total(dc) / weight, ec: total(ec) / weight, es: total(es) / weight,
      des: total(des) / weight)
  }
}

/// Means over all pairs, and what follows from them.
struct Moments {
  let weight, d, d2, d3, c, dc, ec, es, des: Double

  /// Of S about its mean. The moments are about m, which differs from E[S] by rounding, or by the coarser
  /// rule's error.
  struct Cumulants {
    /// E[S] − m.
    let shift, variance, third, cosine, covariance, etaCosine, etaSine, etaCovariance: Double
  }
  var cumulants: Cumulants {
    Cumulants(
      shift: d, variance: d2 - d * d, third: d3 - 3 * d * d2 + 2 * d * d * d, cosine: c,
      covariance: dc - d * c, etaCosine: ec, etaSine: es, etaCovariance: des - d * es)
  }

  /// u, u_t, u_x, u_xx.
  func results(_ nodes: HeatNodes, _ mean: Double) -> SIMD4<Double> {
    let (k, a, pi) = (cumulants, nodes.strength, Double.pi)
    return SIMD4(
      -(mean + k.shift),
      pi / (2 * nodes.t) * (k.etaCosine + a * k.etaCovariance),
      -a * pi * k.variance - pi * k.cosine,
      pi * pi * ((mean + k.shift) - 3 * a * k.covariance - a * a * k.third))
  }
}
