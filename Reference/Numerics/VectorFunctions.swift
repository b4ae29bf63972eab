// SPDX-License-Identifier: MIT

import Differentiation

/// Elementary functions of eight numbers at once, each to about an ulp.
extension SIMD8<Double> {
  @inline(__always) var magnitudes: Self {
    unsafeBitCast(unsafeBitCast(self, to: SIMD8<UInt64>.self) & (UInt64.max >> 1), to: Self.self)
  }

  /// eˣ and eˣ − 1 for x ≤ 0; below −700 they are e^−700 and −1.
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

  /// sin πx and cos πx for |x| < 2⁴⁹, the reduction exact.
  @inline(__always) var sineAndCosineOfPiTimes: (sine: Self, cosine: Self) {
    // x = m/2 + f: adding 1.5·2⁵² rounds 2x to the integer m and leaves it in the low bits.
    let magic = Self(repeating: 0x1.8p52)
    let shifted = magic + 2 * self
    let m = unsafeBitCast(shifted, to: SIMD8<Int64>.self)
    let f = self - 0.5 * (shifted - magic)
    // Taylor's series; |πf| ≤ π/4 leaves 1e-18.
    let a = f * .pi
    let square = a * a
    var s = Self(repeating: 1 / 355_687_428_096_000)
    s = Self.fused(Self(repeating: -1 / 1_307_674_368_000), s, square)
    s = Self.fused(Self(repeating: 1 / 6_227_020_800), s, square)
    s = Self.fused(Self(repeating: -1 / 39_916_800), s, square)
    s = Self.fused(Self(repeating: 1 / 362_880), s, square)
    s = Self.fused(Self(repeating: -1 / 5_040), s, square)
    s = Self.fused(Self(repeating: 1 / 120), s, square)
    s = Self.fused(Self(repeating: -1 / 6), s, square)
    var c = Self(repeating: 1 / 20_922_789_888_000)
    c = Self.fused(Self(repeating: -1 / 87_178_291_200), c, square)
    c = Self.fused(Self(repeating: 1 / 479_001_600), c, square)
    c = Self.fused(Self(repeating: -1 / 3_628_800), c, square)
    c = Self.fused(Self(repeating: 1 / 40_320), c, square)
    c = Self.fused(Self(repeating: -1 / 720), c, square)
    c = Self.fused(Self(repeating: 1 / 24), c, square)
    s = Self.fused(a, a * square, s)
    c = Self.fused(Self.fused(Self(repeating: 1), square, -0.5), square * square, c)
    // By quarter turns: m odd swaps them, the second bit of m (of m + 1 for the cosine) is the sign.
    let isOdd = m & 1 .!= 0
    let sine = s.replacing(with: c, where: isOdd)
    let cosine = c.replacing(with: s, where: isOdd)
    return (
      sine.replacing(with: -sine, where: m & 2 .!= 0),
      cosine.replacing(with: -cosine, where: (m &+ 1) & 2 .!= 0)
    )
  }

  @inline(__always) private static func fused(_ c: Self, _ a: Self, _ b: Self) -> Self {
    Processor.hasFusedProduct ? c.addingProduct(a, b) : c + a * b
  }
  @inline(__always) private static func fused(_ c: Self, _ a: Self, _ b: Double) -> Self {
    fused(c, a, Self(repeating: b))
  }
}
