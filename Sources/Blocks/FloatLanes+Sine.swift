// SPDX-License-Identifier: MIT

import Differentiation

import RealModule

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
