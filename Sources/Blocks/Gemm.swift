// SPDX-License-Identifier: MIT

import Differentiation

/// The matrix kernels of the affine layer, over blocks laid out `[group][row]`: sums are kept in as many
/// registers as the machine has.
@usableFromInline package enum Gemm {
  /// out = bias + W·x, or out += W·x. W is r × k with the strides given (swap them for Wᵀ); `groups` is a
  /// multiple of 4.
  @inlinable @inline(__always) package static func affine<L: Lanes>(
    _ r: Int, _ k: Int, groups: Int, _ w: UnsafePointer<L.Element>, _ rs: Int, _ cs: Int,
    _ x: UnsafeMutablePointer<L>, into out: UnsafeMutablePointer<L>, bias: UnsafePointer<L.Element>?,
    accumulating: Bool
  ) {
    if Processor.hasWideRegisters {
      wideAffine(r, k, groups: groups, w, rs, cs, x, into: out, bias: bias, accumulating: accumulating)
    } else {
      narrowAffine(r, k, groups: groups, w, rs, cs, x, into: out, bias: bias, accumulating: accumulating)
    }
  }

  /// The rows from `first` on of four groups, one at a time.
  @inlinable @inline(__always) static func rest<L: Lanes>(
    _ r: Int, _ k: Int, from first: Int, at group: Int, _ w: UnsafePointer<L.Element>, _ rs: Int, _ cs: Int,
    _ x: UnsafeMutablePointer<L>, _ out: UnsafeMutablePointer<L>, _ bias: UnsafePointer<L.Element>?,
    _ accumulating: Bool
  ) {
    let x0 = x + group * k
    let x1 = x0 + k
    let x2 = x1 + k
    let x3 = x2 + k
    for i in first..<r {
      let q = out + group * r + i
      let b = L(repeating: bias?[i] ?? 0)
      var (c0, c1, c2, c3) = accumulating ? (q[0], q[r], q[2 * r], q[3 * r]) : (b, b, b, b)
      var ww = w + i * rs
      for l in 0..<k {
        let w0 = L(repeating: ww[0])
        c0 = c0.adding(w0, times: x0[l])
        c1 = c1.adding(w0, times: x1[l])
        c2 = c2.adding(w0, times: x2[l])
        c3 = c3.adding(w0, times: x3[l])
        ww += cs
      }
      (q[0], q[r], q[2 * r], q[3 * r]) = (c0, c1, c2, c3)
    }
  }

  /// sums[i] += Σ_groups z[i], lane by lane: the gradient of the biases.
  @inlinable @inline(never) package static func rowSums<L: Lanes>(
    _ r: Int, groups: Int, _ z: UnsafeMutablePointer<L>, into sums: UnsafeMutablePointer<L>
  ) {
    var i = 0
    while i + 4 <= r {
      var (c0, c1, c2, c3) = (sums[i], sums[i + 1], sums[i + 2], sums[i + 3])
      var zz = z + i
      for _ in 0..<groups {
        c0 = c0 + zz[0]
        c1 = c1 + zz[1]
        c2 = c2 + zz[2]
        c3 = c3 + zz[3]
        zz += r
      }
      (sums[i], sums[i + 1], sums[i + 2], sums[i + 3]) = (c0, c1, c2, c3)
      i += 4
    }
    while i < r {
      for g in 0..<groups { sums[i] = sums[i] + z[g * r + i] }
      i += 1
    }
  }
}

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

// Kernels for machines with fewer or shorter registers (AVX2, NEON), where a vector of points takes several:
// at most six such vectors of sums are kept.
extension Gemm {
  /// As ``affine(_:_:groups:_:_:_:_:into:bias:accumulating:)``.
  @inlinable @inline(never) package static func narrowAffine<L: Lanes>(
    _ r: Int, _ k: Int, groups: Int, _ w: UnsafePointer<L.Element>, _ rs: Int, _ cs: Int,
    _ x: UnsafeMutablePointer<L>, into out: UnsafeMutablePointer<L>, bias: UnsafePointer<L.Element>?,
    accumulating: Bool
  ) {
    for group in stride(from: 0, to: groups, by: 4) {
      var tiled = 0
      for g in group..<group + 4 {
        var i = 0
        while r - i >= 4 {
          let (wi, q, b) = (w + i * rs, out + g * r + i, bias.map { $0 + i })
          // Twice four rather than six and two single ones.
          if r - i >= 6 && r - i != 8 {
            rows6(k, wi, rs, cs, x + g * k, q, b, accumulating)
            i += 6
          } else {
            rows4(k, wi, rs, cs, x + g * k, q, b, accumulating)
            i += 4
          }
        }
        tiled = i
      }
      rest(r, k, from: tiled, at: group, w, rs, cs, x, out, bias, accumulating)
    }
  }

  @inlinable @inline(__always) static func start<L: Lanes>(
    _ q: UnsafeMutablePointer<L>, _ i: Int, _ bias: UnsafePointer<L.Element>?, _ accumulating: Bool
  ) -> L {
    accumulating ? q[i] : L(repeating: bias?[i] ?? 0)
  }

  /// Six rows of one group.
  @inlinable @inline(__always) static func rows6<L: Lanes>(
    _ k: Int, _ w: UnsafePointer<L.Element>, _ rs: Int, _ cs: Int, _ x: UnsafeMutablePointer<L>,
    _ q: UnsafeMutablePointer<L>, _ bias: UnsafePointer<L.Element>?, _ accumulating: Bool
  ) {
    var (c0, c1, c2, c3, c4, c5) = (
      start(q, 0, bias, accumulating), start(q, 1, bias, accumulating), start(q, 2, bias, accumulating),
      start(q, 3, bias, accumulating), start(q, 4, bias, accumulating), start(q, 5, bias, accumulating)
    )
    var ww = w
    for l in 0..<k {
      let a = x[l]
      c0 = c0.adding(L(repeating: ww[0]), times: a)
      c1 = c1.adding(L(repeating: ww[rs]), times: a)
      c2 = c2.adding(L(repeating: ww[2 * rs]), times: a)
      c3 = c3.adding(L(repeating: ww[3 * rs]), times: a)
      c4 = c4.adding(L(repeating: ww[4 * rs]), times: a)
      c5 = c5.adding(L(repeating: ww[5 * rs]), times: a)
      ww += cs
    }
    (q[0], q[1], q[2], q[3], q[4], q[5]) = (c0, c1, c2, c3, c4, c5)
  }

  /// Four rows of one group.
  @inlinable @inline(__always) static func rows4<L: Lanes>(
    _ k: Int, _ w: UnsafePointer<L.Element>, _ rs: Int, _ cs: Int, _ x: UnsafeMutablePointer<L>,
    _ q: UnsafeMutablePointer<L>, _ bias: UnsafePointer<L.Element>?, _ accumulating: Bool
  ) {
    var (c0, c1, c2, c3) = (
      start(q, 0, bias, accumulating), start(q, 1, bias, accumulating), start(q, 2, bias, accumulating),
      start(q, 3, bias, accumulating)
    )
    var ww = w
    for l in 0..<k {
      let a = x[l]
      c0 = c0.adding(L(repeating: ww[0]), times: a)
      c1 = c1.adding(L(repeating: ww[rs]), times: a)
      c2 = c2.adding(L(repeating: ww[2 * rs]), times: a)
      c3 = c3.adding(L(repeating: ww[3 * rs]), times: a)
      ww += cs
    }
    (q[0], q[1], q[2], q[3]) = (c0, c1, c2, c3)
  }
}
