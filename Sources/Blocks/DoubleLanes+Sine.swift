// SPDX-License-Identifier: MIT

import Differentiation

import RealModule

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
