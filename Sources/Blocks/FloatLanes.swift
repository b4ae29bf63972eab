// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// Sixteen points in single precision.
@frozen @usableFromInline package struct FloatLanes: Lanes {
  @usableFromInline package typealias Vector = SIMD16<Float>
  @usableFromInline package var v: Vector
  @inlinable @inline(__always) package init(_ v: Vector) { self.v = v }
  @inlinable @inline(__always) package init(repeating value: Float) { v = Vector(repeating: value) }
  @inlinable package static var count: Int { 16 }
  @inlinable package subscript(i: Int) -> Float {
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
  @inlinable package func sum() -> Float { v.sum() }
  @inlinable @inline(__always) package static func interleave(
    _ a: Self, _ b: Self, _ first: inout Self, _ second: inout Self
  ) {
    (first.v.evenHalf, first.v.oddHalf) = (a.v.lowHalf, b.v.lowHalf)
    (second.v.evenHalf, second.v.oddHalf) = (a.v.highHalf, b.v.highHalf)
  }

  @inlinable @inline(__always) static func fma(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector {
    Processor.hasFusedProduct ? c.addingProduct(a, b) : c + a * b
  }

  /// e²ʸ = 2ᵏ(1 + expm1 2s), |s| ≤ ¼ log 2: returns 2ᵏ and expm1 2s. Needs |y| < 43.
  @inlinable @inline(__always) static func exponential(twice y: Vector) -> (scale: Vector, expm1: Vector) {
    // Adding 1.5·2²³ rounds to an integer and leaves it in the low bits.
    let magic = Vector(repeating: 0x1.8p23)
    let shifted = fma(Vector(repeating: 2.88539008), y, magic)
    let k = shifted - magic
    let bits = unsafeBitCast(shifted, to: SIMD16<Int32>.self)
    let scale = unsafeBitCast((bits &+ 127) &<< 23, to: Vector.self)
    // ½ log 2 in two parts, the first with trailing zeros.
    var s = fma(Vector(repeating: -0x1.62e4p-2), k, y)
    s = fma(Vector(repeating: -0x1.7f7d1cp-21), k, s)
    // expm1 2s = 2s + s² P(s), P minimax for the relative error, 1.3e-8
    // (Tests/Differentiation/expm1-minimax.py).
    var p = Vector(repeating: 0x1.6d99bep-4)
    p = fma(p, s, Vector(repeating: 0x1.12288p-2))
    p = fma(p, s, Vector(repeating: 0x1.555486p-1))
    p = fma(p, s, Vector(repeating: 0x1.5554aep0))
    p = fma(p, s, Vector(repeating: 0x1p+1))
    return (scale, fma(s * s, p, s + s))
  }

  /// tanh x = e/(e + 2), e = expm1(2x).
  @inlinable @inline(__always) package static func tanh(_ x: Self) -> Self {
    let limit = Vector(repeating: 10)  // tanh 10 rounds to 1
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
    of result: inout Self, _ x: Self, where mask: SIMDMask<SIMD16<Int32>>
  ) {
    let limit = Vector(repeating: -43)
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

extension FloatLanes {
  /// x = n·π/2 + r, |r| ≤ π/4 (Cody and Waite: π/2 in parts whose products with n are exact), then the
  /// polynomials of least error of sin r or cos r (Cephes).
  @inlinable @inline(__always) package static func sine(_ x: Self, quarters: Int) -> Self {
    var result = Self(repeating: 0)
    sine(x.v, Int32(quarters), &result.v)
    let isNear = (x.v .< 0x1p13) .& (x.v .> -0x1p13)
    if !all(isNear) { result = x.sineByLane(quarters) }
    return result
  }

  @inlinable @inline(__always) static func sine(_ x: Vector, _ quarters: Int32, _ result: inout Vector) {
    let magic = Vector(repeating: 0x1.8p23)
    let shifted = fma(Vector(repeating: 0x1.45f306p-1), x, magic)
    let n = shifted - magic
    let quadrant = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &+ SIMD16<Int32>(repeating: quarters)
    var r = fma(Vector(repeating: -0x1.92p0), n, x)
    r = fma(Vector(repeating: -0x1.fb4p-12), n, r)
    r = fma(Vector(repeating: -0x1.4442d2p-24), n, r)
    r = fma(Vector(repeating: 0x1.ee59da0p-50), n, r)
    let z = r * r
    var s = Vector(repeating: -1.9515295891e-4)
    s = fma(s, z, Vector(repeating: 8.3321608736e-3))
    s = fma(s, z, Vector(repeating: -1.6666654611e-1))
    s = fma(s * z, r, r)
    var c = Vector(repeating: 2.443315711809948e-5)
    c = fma(c, z, Vector(repeating: -1.388731625493765e-3))
    c = fma(c, z, Vector(repeating: 4.166664568298827e-2))
    // 1 − z/2 with what its rounding loses.
    let half = Vector(repeating: 0.5) * z
    let w = Vector(repeating: 1) - half
    c = w + fma(c * z, z, (Vector(repeating: 1) - w) - half)
    s.replace(with: c, where: (quadrant & 1) .!= 0)
    // The sign is the second bit's.
    let sign = (quadrant & 2) &<< 30
    result = unsafeBitCast(unsafeBitCast(s, to: SIMD16<Int32>.self) ^ sign, to: Vector.self)
  }
}
