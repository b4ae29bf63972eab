import Foundation
import PDE

/// The Cole–Hopf integrals at one position, with a running bound of their rounding.
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
  let nodes: HeatNodes
  private var weight: [Double]
  private var tau: [Double]
  private var exponent: [Double]

  init(_ nodes: HeatNodes) {
    self.nodes = nodes
    weight = Array(repeating: 0, count: nodes.eta.count)
    tau = weight
    exponent = weight
  }

  /// u, u_t, u_x, u_xx at (x, t).
  mutating func measure(_ x: Double) -> [Measured] {
    let angle = Double.sineAndCosine(ofPiTimes: x)
    let mean = weigh(angle)
    var (all, even) = (Sums(), Sums())
    var count = 0
    for k in weight.indices where weight[k] > 0 {
      let pair = Pair(nodes, k, angle, tau[k], mean)
      all.add(pair, weight[k])
      if k & 1 == 0 { even.add(pair, weight[k]) }
      count += 1
    }
    let (fine, coarse) = (all.results(nodes, mean), even.results(nodes, mean))
    var rounding = Rounding(all.cumulants, nodes, angle, count: count)
    for k in weight.indices where weight[k] > 0 {
      rounding.add(Pair(nodes, k, angle, tau[k], mean), weight[k], exponent[k], k)
    }
    let bars = rounding.bars(all.weight, fine, x: x)
    return (0..<4).map { Measured(fine[$0], bar: abs(fine[$0] - coarse[$0]) + bars[$0]) }
  }

  /// Fills in the pairs' weights, relative to the largest exponent, and τ; returns E[S] to working accuracy.
  private mutating func weigh(_ angle: (sine: Double, cosine: Double)) -> Double {
    let (cosines, sines) = (nodes.strength * angle.cosine, nodes.strength * angle.sine)
    var largest = -Double.infinity
    for k in exponent.indices {
      let e = abs(sines * nodes.sine[k]) - cosines * nodes.cosine[k] - nodes.square[k]
      exponent[k] = e
      largest = max(largest, e)
    }
    var (sum, sine) = (0.0, 0.0)
    for k in weight.indices {
      guard exponent[k] > largest - HeatNodes.cutoff else {
        weight[k] = 0
        continue
      }
      let a = sines * nodes.sine[k]
      // e^(−2|a|) − 1: the lighter node of the pair against the heavier.
      let less = expm1(-2 * abs(a))
      // Node 0 is its own mirror image.
      weight[k] = exp(exponent[k] - largest) * (2 + less) * (k == 0 ? 0.5 : 1)
      let t = -less / (2 + less)
      tau[k] = a < 0 ? -t : t
      sum += weight[k]
      sine += weight[k] * (angle.sine * nodes.cosine[k] + angle.cosine * nodes.sine[k] * tau[k])
    }
    return sine / sum
  }
}

/// A pair of nodes: the means of the integrands over it are `still + τ·swung`.
struct Pair {
  let eta, tau: Double
  /// d = S − m = b ∓ S₁, m near E[S].
  let b, s0, s1, c0, c1: Double

  @inline(__always)
  init(_ nodes: HeatNodes, _ k: Int, _ angle: (sine: Double, cosine: Double), _ tau: Double, _ mean: Double) {
    eta = nodes.eta[k]
    self.tau = tau
    s0 = angle.sine * nodes.cosine[k]
    s1 = angle.cosine * nodes.sine[k]
    c0 = angle.cosine * nodes.cosine[k]
    c1 = angle.sine * nodes.sine[k]
    b = s0 - mean
  }

  typealias Means = (
    d: Double, d2: Double, d3: Double, c: Double, dc: Double, ec: Double, es: Double, des: Double
  )
  /// Of d, d², d³, C, dC, ηC, ηS, ηdS: the part without τ.
  @inline(__always) var still: Means {
    (
      b, b * b + s1 * s1, b * (b * b + 3 * s1 * s1), c0, b * c0 - s1 * c1, eta * c1, -eta * s1,
      -eta * s1 * (b + s0)
    )
  }
  /// The factor of τ.
  @inline(__always) var swung: Means {
    (
      s1, 2 * b * s1, s1 * (3 * b * b + s1 * s1), -c1, s1 * c0 - b * c1, -eta * c0, -eta * s0,
      -eta * (b * s0 + s1 * s1)
    )
  }
}
