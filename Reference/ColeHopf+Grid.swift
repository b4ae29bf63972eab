import Differentiation

extension ColeHopf {
  /// u at many positions of one time, without bars: eight positions at once, in the order given.
  ///
  /// The same integral as ``measure(_:x:t:)`` at the step h alone; the two agree within the measured bars.
  public func values(x: [Double], t: Double) throws -> [Double] {
    let nodes = try HeatNodes(nu: nu, t: t)
    if let x = x.first(where: { !$0.isFinite }) { throw ColeHopfError.position(x) }
    let angles = x.map { Double.sineAndCosine(ofPiTimes: $0) }
    if t == 0 { return angles.map { -$0.sine } }
    var values = Array(repeating: 0.0, count: x.count)
    for first in stride(from: 0, to: x.count, by: 8) {
      var (sine, cosine) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
      for lane in 0..<8 {
        // The last group repeats its last position.
        let angle = angles[min(first + lane, x.count - 1)]
        sine[lane] = angle.sine
        cosine[lane] = angle.cosine
      }
      let u = nodes.velocities(sine, cosine)
      for lane in 0..<min(8, x.count - first) { values[first + lane] = u[lane] }
    }
    return values
  }
}

extension HeatNodes {
  /// −E[sin θ] for eight positions, given by sin πx and cos πx; see ``PairedNodes`` for the formulas.
  @inline(__always)
  func velocities(_ sine: SIMD8<Double>, _ cosine: SIMD8<Double>) -> SIMD8<Double> {
    typealias Vector = SIMD8<Double>
    let (a, b) = (strength * sine, strength * cosine)
    return self.sine.withUnsafeBufferPointer { sines in
      self.cosine.withUnsafeBufferPointer { cosines in
        square.withUnsafeBufferPointer { squares in
          var largest = Vector(repeating: -.infinity)
          for k in stride(from: 0, to: squares.count, by: 2) {
            let swing = a * sines[k]
            let e = swing.magnitudes - b * cosines[k] - squares[k]
            largest.replace(with: e, where: e .> largest)
          }
          var (sum, moment) = (Vector.zero, Vector.zero)
          for k in stride(from: 0, to: squares.count, by: 2) {
            let swing = a * sines[k]
            let e = swing.magnitudes - b * cosines[k] - squares[k] - largest
            guard any(e .> -Self.cutoff) else { continue }
            // Node 0 is its own mirror image.
            let w = e.exponential.value * (k == 0 ? 0.5 : 1)
            let less = (-2 * swing.magnitudes).exponential.minusOne
            // w tanh|a| (2 + less), its sign that of a.
            let lean = (-less).replacing(with: less, where: swing .< 0)
            sum += w * (2 + less)
            moment += w * (sine * cosines[k] * (2 + less) + cosine * sines[k] * lean)
          }
          return -moment / sum
        }
      }
    }
  }
}

extension SIMD8<Double> {
  @inline(__always) var magnitudes: Self {
    unsafeBitCast(unsafeBitCast(self, to: SIMD8<UInt64>.self) & (UInt64.max >> 1), to: Self.self)
  }

  /// eˣ and eˣ − 1 to about an ulp, for x ≤ 0; below −700 they are e^−700 and −1.
  @inline(__always) var exponential: (value: Self, minusOne: Self) {
    let x = self.replacing(with: -700, where: self .< -700)
    // x = k log 2 + r: adding 1.5·2⁵² rounds to an integer and leaves it in the low bits.
    let magic = Self(repeating: 0x1.8p52)
    let shifted = magic + x * 1.4426950408889634
    let k = shifted - magic
    let scale = unsafeBitCast((unsafeBitCast(shifted, to: SIMD8<Int64>.self) &+ 1023) &<< 52, to: Self.self)
    let r = Self.fused(Self.fused(x, k, -0x1.62e42fefa3800p-1), k, -0x1.ef35793c76730p-45)
    // (e^r − 1 − r)/r² by Taylor's series; |r| ≤ ½ log 2 leaves 1e-17.
    var p = Self(repeating: 1 / 6_227_020_800)
    p = Self.fused(Self(repeating: 1 / 479_001_600), p, r)
    p = Self.fused(Self(repeating: 1 / 39_916_800), p, r)
    p = Self.fused(Self(repeating: 1 / 3_628_800), p, r)
    p = Self.fused(Self(repeating: 1 / 362_880), p, r)
    p = Self.fused(Self(repeating: 1 / 40_320), p, r)
    p = Self.fused(Self(repeating: 1 / 5_040), p, r)
    p = Self.fused(Self(repeating: 1 / 720), p, r)
    p = Self.fused(Self(repeating: 1 / 120), p, r)
    p = Self.fused(Self(repeating: 1 / 24), p, r)
    p = Self.fused(Self(repeating: 1 / 6), p, r)
    p = Self.fused(Self(repeating: 0.5), p, r)
    let small = Self.fused(r, r * r, p)
    return (scale + scale * small, (scale - 1) + scale * small)
  }

  @inline(__always) static func fused(_ c: Self, _ a: Self, _ b: Self) -> Self {
    #if NATIVE
      c.addingProduct(a, b)
    #else
      c + a * b
    #endif
  }
  @inline(__always) static func fused(_ c: Self, _ a: Self, _ b: Double) -> Self {
    fused(c, a, Self(repeating: b))
  }
}
