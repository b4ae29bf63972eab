// SPDX-License-Identifier: MIT

import Differentiation

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
