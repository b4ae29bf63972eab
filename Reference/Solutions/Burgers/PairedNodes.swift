// SPDX-License-Identifier: MIT

import PDE

/// The Cole–Hopf integrals at one position, with a running bound of their rounding: eight pairs of nodes at
/// once.
///
/// With S₀ = sin πx cos πη, S₁ = cos πx sin πη, C₀ = cos πx cos πη, C₁ = sin πx sin πη the nodes ±η have
///
///     S = S₀ ∓ S₁,   C = C₀ ± C₁,   w = e^(−A C₀ − z²) e^(∓a),   a = A C₁
///
/// so that a pair weighs W = 2 e^(−A C₀ − z²) cosh a, and the mean of ± over it is −τ, τ = tanh a.
///
/// The bound: an error ρ_k in the log of a pair's weight changes the result F by E[ρ_k y_k], where y_k is F's
/// influence function, the centred integrand (for F = E[S] it is S − E[S]); an error of a changes τ, in which
/// y_k is linear; and the sums and products round by a few units of their terms.
struct PairedNodes {
  typealias Vector = SIMD8<Double>

  /// What x makes of eight pairs.
  struct Weighted {
    var exponent = Vector.zero
    /// Relative to the largest; zero for what is dropped.
    var weight = Vector.zero
    var tau = Vector.zero
  }

  let nodes: HeatNodes
  private var weighted: [Weighted]

  init(_ nodes: HeatNodes) {
    self.nodes = nodes
    weighted = Array(repeating: Weighted(), count: nodes.octets.count)
  }

  /// u, u_t, u_x, u_xx at (x, t) and their bars.
  mutating func evaluate(_ x: Double) -> (values: SIMD4<Double>, bars: SIMD4<Double>) {
    let angle = Double.sineAndCosine(ofPiTimes: x)
    let mean = weigh(angle)
    var sums = Sums()
    for (octet, w) in zip(nodes.octets, weighted) where any(w.weight .> 0) {
      sums.add(Pairs(octet, angle, w.tau, mean), w.weight)
    }
    let (all, even) = (sums.all, sums.even)
    let (fine, coarse) = (all.results(nodes, mean), even.results(nodes, mean))
    var rounding = Rounding(all.cumulants, nodes, angle, count: sums.count)
    for (octet, w) in zip(nodes.octets, weighted) where any(w.weight .> 0) {
      rounding.add(Pairs(octet, angle, w.tau, mean), w, octet)
    }
    let difference = fine - coarse
    let bars = rounding.bars(all.weight, fine, x: x)
    return (fine, difference.replacing(with: -difference, where: difference .< 0) + bars)
  }

  /// Fills in the pairs' weights and τ; returns E[S] to working accuracy.
  private mutating func weigh(_ angle: (sine: Double, cosine: Double)) -> Double {
    let (cosines, sines) = (nodes.strength * angle.cosine, nodes.strength * angle.sine)
    var top = Vector(repeating: -.infinity)
    for (k, octet) in nodes.octets.enumerated() {
      let e = (sines * octet.sine).magnitudes - cosines * octet.cosine - octet.square
      weighted[k].exponent = e
      top.replace(with: e, where: e .> top)
    }
    let largest = top.max()
    var (sum, sine) = (Vector.zero, Vector.zero)
    for (k, octet) in nodes.octets.enumerated() {
      let exponent = weighted[k].exponent - largest
      let isDropped = exponent .<= -HeatNodes.cutoff
      guard any(.!isDropped) else {
        weighted[k].weight = .zero
        continue
      }
      let a = sines * octet.sine
      // e^(−2|a|) − 1: the lighter node of the pair against the heavier.
      let less = (-2 * a.magnitudes).exponential.minusOne
      var w = exponent.exponential.value * (2 + less)
      // Node 0 is its own mirror image.
      if k == 0 { w[0] *= 0.5 }
      w.replace(with: 0, where: isDropped)
      let t = -less / (2 + less)
      let tau = t.replacing(with: -t, where: a .< 0)
      weighted[k].weight = w
      weighted[k].tau = tau
      sum += w
      sine += w * (angle.sine * octet.cosine + angle.cosine * octet.sine * tau)
    }
    return sine.sum() / sum.sum()
  }
}

/// Eight pairs of nodes: the means of the integrands over each are `still + τ·swung`.
struct Pairs {
  typealias Vector = SIMD8<Double>
  let eta, tau: Vector
  /// d = S − m = b ∓ S₁, m near E[S].
  let b, s0, s1, c0, c1: Vector

  @inline(__always)
  init(_ octet: HeatNodes.Octet, _ angle: (sine: Double, cosine: Double), _ tau: Vector, _ mean: Double) {
    eta = octet.eta
    self.tau = tau
    s0 = angle.sine * octet.cosine
    s1 = angle.cosine * octet.sine
    c0 = angle.cosine * octet.cosine
    c1 = angle.sine * octet.sine
    b = s0 - mean
  }

  typealias Means = (
    d: Vector, d2: Vector, d3: Vector, c: Vector, dc: Vector, ec: Vector, es: Vector, des: Vector
  )
  /// Of d, d², d³, C, dC, ηC, ηS, ηdS: the part without τ.
  @inline(__always) var still: Means {
    let (b2, s2) = (b * b, s1 * s1)
    return (b, b2 + s2, b * (b2 + 3 * s2), c0, b * c0 - s1 * c1, eta * c1, -eta * s1, -eta * s1 * (b + s0))
  }
  /// The factor of τ.
  @inline(__always) var swung: Means {
    let (b2, s2) = (b * b, s1 * s1)
    return (
      s1, 2 * b * s1, s1 * (3 * b2 + s2), -c1, s1 * c0 - b * c1, -eta * c0, -eta * s0, -eta * (b * s0 + s2)
    )
  }
}
