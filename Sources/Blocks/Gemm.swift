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
    #if AVX512
      wideAffine(r, k, groups: groups, w, rs, cs, x, into: out, bias: bias, accumulating: accumulating)
    #else
      narrowAffine(r, k, groups: groups, w, rs, cs, x, into: out, bias: bias, accumulating: accumulating)
    #endif
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
