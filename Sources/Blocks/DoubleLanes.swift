// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// Eight points in double precision.
@frozen @usableFromInline package struct DoubleLanes: Lanes {
  @usableFromInline package typealias Vector = SIMD8<Double>
  @usableFromInline package var v: Vector
  @inlinable @inline(__always) package init(_ v: Vector) { self.v = v }
  @inlinable @inline(__always) package init(repeating value: Double) { v = Vector(repeating: value) }
  @inlinable package static var count: Int { 8 }
  @inlinable package subscript(i: Int) -> Double {
    get { v[i] }
    set { v[i] = newValue }
  }
  @inlinable @inline(__always) package static func + (a: Self, b: Self) -> Self { Self(a.v + b.v) }
  @inlinable @inline(__always) package static func - (a: Self, b: Self) -> Self { Self(a.v - b.v) }
  @inlinable @inline(__always) package static func * (a: Self, b: Self) -> Self { Self(a.v * b.v) }
  @inlinable @inline(__always) package static func / (a: Self, b: Self) -> Self { Self(a.v / b.v) }
  @inlinable @inline(__always) package func adding(_ a: Self, times b: Self) -> Self {
    Self(Self.fma(a.v, b.v, v))
  }
  @inlinable package func sum() -> Double { v.sum() }
  @inlinable @inline(__always) package static func interleave(
    _ a: Self, _ b: Self, _ first: inout Self, _ second: inout Self
  ) {
    (first.v.evenHalf, first.v.oddHalf) = (a.v.lowHalf, b.v.lowHalf)
    (second.v.evenHalf, second.v.oddHalf) = (a.v.highHalf, b.v.highHalf)
  }

  @inlinable @inline(__always) static func fma(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector {
    Processor.hasFusedProduct ? c.addingProduct(a, b) : c + a * b
  }

  /// e²ʸ = 2ᵏ(1 + expm1 2s), |s| ≤ ¼ log 2: returns 2ᵏ and expm1 2s. Needs |y| < 354.
  @inlinable @inline(__always) static func exponential(twice y: Vector) -> (scale: Vector, expm1: Vector) {
    // Adding 1.5·2⁵² rounds to an integer and leaves it in the low bits.
    let magic = Vector(repeating: 0x1.8p52)
    let shifted = fma(Vector(repeating: 2.8853900817779268), y, magic)
    let k = shifted - magic
    let bits = unsafeBitCast(shifted, to: SIMD8<Int64>.self)
    let scale = unsafeBitCast((bits &+ 1023) &<< 52, to: Vector.self)
    // ½ log 2 in two parts, the first with trailing zeros.
    var s = fma(Vector(repeating: -0x1.62e42feep-2), k, y)
    s = fma(Vector(repeating: -0x1.a39ef35793c76p-34), k, s)
    // expm1 2s = 2s + s² P(s), P minimax for the relative error, 1.8e-17
    // (Tests/Differentiation/expm1-minimax.py).
    var p = Vector(repeating: 0x1.af77155ceed56p-15)
    p = fma(p, s, Vector(repeating: 0x1.28a302d587dc6p-12))
    p = fma(p, s, Vector(repeating: 0x1.71dde9c826b68p-10))
    p = fma(p, s, Vector(repeating: 0x1.a019a631eb093p-8))
    p = fma(p, s, Vector(repeating: 0x1.a01a01b5f0d92p-6))
    p = fma(p, s, Vector(repeating: 0x1.6c16c17f51e3dp-4))
    p = fma(p, s, Vector(repeating: 0x1.111111110e695p-2))
    p = fma(p, s, Vector(repeating: 0x1.5555555552093p-1))
    p = fma(p, s, Vector(repeating: 0x1.555555555555cp+0))
    p = fma(p, s, Vector(repeating: 0x1.0000000000005p+1))
    return (scale, fma(s * s, p, s + s))
  }

  /// tanh x = e/(e + 2), e = expm1(2x).
  @inlinable @inline(__always) package static func tanh(_ x: Self) -> Self {
    let limit = Vector(repeating: 20)  // tanh 20 rounds to 1
    var z = x.v.replacing(with: limit, where: x.v .> limit)
    z.replace(with: -limit, where: z .< -limit)
    let (scale, p) = exponential(twice: z)
    let e = fma(scale, p, scale - 1)
    return Self(e / (e + 2))  // NaN stays NaN: it fails both comparisons, and what its bits scale is NaN too
  }

  @inlinable @inline(__always) package static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    // Times −1, which becomes one fused instruction; −y would be subtracted from zero first.
    let plain = fma(y.v * Vector(repeating: -1), y.v, Vector(repeating: 1))
    let limit = Vector(repeating: 0.1)
    var result = Self(plain)
    if any(plain .< limit) { correctTail(of: &result, x, where: plain .< limit) }
    return result
  }

  /// sech² x = 4q/(1 + q)², q = e^(−2|x|), where the mask holds. In place: a vector that is returned comes in
  /// pieces.
  @inlinable @inline(never) static func correctTail(
    of result: inout Self, _ x: Self, where mask: SIMDMask<SIMD8<Int64>>
  ) {
    let limit = Vector(repeating: -350)
    let minus = x.v.replacing(with: -x.v, where: x.v .> 0)
    let z = minus.replacing(with: limit, where: minus .< limit)
    let (scale, p) = exponential(twice: z)
    var q = fma(scale, p, scale)
    let far = minus .< limit
    if any(far) {
      // Beyond the exponents of a scale factor: the square of e^(−|x|), which underflows to 0 by itself.
      let half = minus * 0.5
      let (scale, p) = exponential(twice: half.replacing(with: limit, where: half .< limit))
      let root = fma(scale, p, scale)
      q.replace(with: root * root, where: far)
    }
    result.v.replace(with: 4 * q / ((1 + q) * (1 + q)), where: mask)
  }
}

extension DoubleLanes {
  /// x = n·π/2 + r, |r| ≤ π/4 (Cody and Waite: π/2 in parts whose products with n are exact), then the
  /// polynomials of least error of sin r or cos r (fdlibm).
  @inlinable @inline(__always) package static func sine(_ x: Self, quarters: Int) -> Self {
    var result = Self(repeating: 0)
    sine(x.v, Int64(quarters), &result.v)
    let isNear = (x.v .< 0x1p19) .& (x.v .> -0x1p19)
    if !all(isNear) { result = x.sineByLane(quarters) }
    return result
  }

  @inlinable @inline(__always) static func sine(_ x: Vector, _ quarters: Int64, _ result: inout Vector) {
    let magic = Vector(repeating: 0x1.8p52)
    let shifted = fma(Vector(repeating: 0x1.45f306dc9c883p-1), x, magic)
    let n = shifted - magic
    let quadrant = unsafeBitCast(shifted, to: SIMD8<Int64>.self) &+ SIMD8<Int64>(repeating: quarters)
    var r = fma(Vector(repeating: -0x1.921fb544p0), n, x)
    r = fma(Vector(repeating: -0x1.0b4611a6p-34), n, r)
    r = fma(Vector(repeating: -0x1.3198a2e037073p-69), n, r)
    r = fma(Vector(repeating: -0x1.129024e088a68p-123), n, r)
    let z = r * r
    var s = Vector(repeating: 1.58969099521155010221e-10)
    s = fma(s, z, Vector(repeating: -2.50507602534068634195e-08))
    s = fma(s, z, Vector(repeating: 2.75573137070700676789e-06))
    s = fma(s, z, Vector(repeating: -1.98412698298579493134e-04))
    s = fma(s, z, Vector(repeating: 8.33333333332248946124e-03))
    s = fma(s, z, Vector(repeating: -1.66666666666666324348e-01))
    s = fma(s * z, r, r)
    var c = Vector(repeating: -1.13596475577881948265e-11)
    c = fma(c, z, Vector(repeating: 2.08757232129817482790e-09))
    c = fma(c, z, Vector(repeating: -2.75573143513906633035e-07))
    c = fma(c, z, Vector(repeating: 2.48015872894767294178e-05))
    c = fma(c, z, Vector(repeating: -1.38888888888741095749e-03))
    c = fma(c, z, Vector(repeating: 4.16666666666666019037e-02))
    // 1 − z/2 with what its rounding loses.
    let half = Vector(repeating: 0.5) * z
    let w = Vector(repeating: 1) - half
    c = w + fma(c * z, z, (Vector(repeating: 1) - w) - half)
    s.replace(with: c, where: (quadrant & 1) .!= 0)
    // The sign is the second bit's.
    let sign = (quadrant & 2) &<< 62
    result = unsafeBitCast(unsafeBitCast(s, to: SIMD8<Int64>.self) ^ sign, to: Vector.self)
  }
}
