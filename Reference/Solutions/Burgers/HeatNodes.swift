// SPDX-License-Identifier: MIT

import RealModule

/// The nodes of the trapezoidal rule for the heat kernel at one time: what does not depend on x.
struct HeatNodes {
  typealias Vector = SIMD8<Double>

  /// Eight nodes that follow each other: z_k, η_k, z_k², cos πη_k, sin πη_k.
  struct Octet {
    let z, eta, square, cosine, sine: Vector
  }

  /// A = 1/(2πν).
  let strength: Double
  let t: Double
  /// k = 0, 1, …, eight at a time; the step is h/2, the nodes of even k make the step h. The nodes of
  /// negative k follow by symmetry.
  let octets: [Octet]

  /// Exponents so far below the largest are dropped: e^−50 is 1e-6 of a rounding error, which leaves room for
  /// the factors A² of the derivatives.
  static let cutoff = 50.0

  /// - Parameter stretch: a factor on the step, to test that the bar notices.
  init(nu: Double, t: Double, stretch: Double = 1) throws(ColeHopfError) {
    guard (1e-6...1e3).contains(nu) else { throw .viscosity(nu) }
    guard (0...1e3).contains(t), nu * t <= 1e3 else { throw .time(t) }
    strength = 1 / (2 * .pi * nu)
    self.t = t
    let width = (4 * nu * t).squareRoot()
    // 0.2 resolves e^(−z²); for large νt the integrand's period 2/width in z shrinks; and the humps of w have
    // the curvature 2 + 2πt at most.
    let h = min(0.2, 0.1 / width, 0.6 / (2 + 2 * .pi * t).squareRoot())
    // Twenty bits, so that z_k = k h/2 is exact.
    let half = (h * stretch * 0.5).keepingBits(20)
    // −A cos θ varies by 2A: beyond this radius w is e^−cutoff of its largest value.
    let last = Int(((2 * strength + Self.cutoff).squareRoot() / half).rounded(.up))
    octets = (0...last / 8).map { number in
      let z = (Vector(repeating: Double(8 * number)) + Vector(0, 1, 2, 3, 4, 5, 6, 7)) * half
      let eta = z * width
      let (sine, cosine) = eta.sineAndCosineOfPiTimes
      return Octet(z: z, eta: eta, square: z * z, cosine: cosine, sine: sine)
    }
  }
}

extension Double {
  /// sin πx and cos πx, the reduction exact: sin π is 0, and u(±1, t) with it.
  static func sineAndCosine(ofPiTimes x: Double) -> (sine: Double, cosine: Double) {
    let r = x.remainder(dividingBy: 2)  // exact, in [−1, 1]
    let q = r.magnitude
    // Fold into [0, ¼], where neither function has a zero that π r could miss.
    let f = q > 0.5 ? 1 - q : q
    let (s, c) = f > 0.25 ? (cos(.pi * (0.5 - f)), sin(.pi * (0.5 - f))) : (sin(.pi * f), cos(.pi * f))
    return (r < 0 ? -s : s, q > 0.5 ? -c : c)
  }

  func keepingBits(_ n: Int) -> Double {
    guard isNormal else { return self }
    let unit = Double(sign: .plus, exponent: exponent - n + 1, significand: 1)
    return (self / unit).rounded(.down) * unit
  }
}
