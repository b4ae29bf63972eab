// SPDX-License-Identifier: MIT

import Differentiation

// Kernels for machines with 32 registers as wide as a vector of points (AVX-512): four neurons × four vectors
// are kept in registers, sixteen sums for eight loads.
extension Gemm {
  /// As ``affine(_:_:groups:_:_:_:_:into:bias:accumulating:)``.
  @inlinable @inline(never) package static func wideAffine<L: Lanes>(
    _ r: Int, _ k: Int, groups: Int, _ w: UnsafePointer<L.Element>, _ rs: Int, _ cs: Int,
    _ x: UnsafeMutablePointer<L>, into out: UnsafeMutablePointer<L>, bias: UnsafePointer<L.Element>?,
    accumulating: Bool
  ) {
    var group = 0
    while group < groups {  // groups is a multiple of 4
      let x0 = x + group * k
      let x1 = x0 + k
      let x2 = x1 + k
      let x3 = x2 + k
      var i = 0
      while i + 4 <= r {
        let q0 = out + group * r + i
        let q1 = q0 + r
        let q2 = q1 + r
        let q3 = q2 + r
        var c00: L, c01: L, c02: L, c03: L, c10: L, c11: L, c12: L, c13: L
        var c20: L, c21: L, c22: L, c23: L, c30: L, c31: L, c32: L, c33: L
        if accumulating {
          (c00, c10, c20, c30) = (q0[0], q0[1], q0[2], q0[3])
          (c01, c11, c21, c31) = (q1[0], q1[1], q1[2], q1[3])
          (c02, c12, c22, c32) = (q2[0], q2[1], q2[2], q2[3])
          (c03, c13, c23, c33) = (q3[0], q3[1], q3[2], q3[3])
        } else {
          let b0 = L(repeating: bias?[i] ?? 0)
          let b1 = L(repeating: bias?[i + 1] ?? 0)
          let b2 = L(repeating: bias?[i + 2] ?? 0)
          let b3 = L(repeating: bias?[i + 3] ?? 0)
          (c00, c01, c02, c03) = (b0, b0, b0, b0)
          (c10, c11, c12, c13) = (b1, b1, b1, b1)
          (c20, c21, c22, c23) = (b2, b2, b2, b2)
          (c30, c31, c32, c33) = (b3, b3, b3, b3)
        }
        var ww = w + i * rs
        for l in 0..<k {
          let a0 = x0[l]
          let a1 = x1[l]
          let a2 = x2[l]
          let a3 = x3[l]
          let w0 = L(repeating: ww[0])
          c00 = c00.adding(w0, times: a0)
          c01 = c01.adding(w0, times: a1)
          c02 = c02.adding(w0, times: a2)
          c03 = c03.adding(w0, times: a3)
          let w1 = L(repeating: ww[rs])
          c10 = c10.adding(w1, times: a0)
          c11 = c11.adding(w1, times: a1)
          c12 = c12.adding(w1, times: a2)
          c13 = c13.adding(w1, times: a3)
          let w2 = L(repeating: ww[2 * rs])
          c20 = c20.adding(w2, times: a0)
          c21 = c21.adding(w2, times: a1)
          c22 = c22.adding(w2, times: a2)
          c23 = c23.adding(w2, times: a3)
          let w3 = L(repeating: ww[3 * rs])
          c30 = c30.adding(w3, times: a0)
          c31 = c31.adding(w3, times: a1)
          c32 = c32.adding(w3, times: a2)
          c33 = c33.adding(w3, times: a3)
          ww += cs
        }
        (q0[0], q0[1], q0[2], q0[3]) = (c00, c10, c20, c30)
        (q1[0], q1[1], q1[2], q1[3]) = (c01, c11, c21, c31)
        (q2[0], q2[1], q2[2], q2[3]) = (c02, c12, c22, c32)
        (q3[0], q3[1], q3[2], q3[3]) = (c03, c13, c23, c33)
        i += 4
      }
      rest(r, k, from: i, at: group, w, rs, cs, x, out, bias, accumulating)
      group += 4
    }
  }
}
