/// The matrix kernels of the affine layer, over blocks laid out `[group][row]`.
///
/// Four neurons × four vectors of points are kept in registers: sixteen sums for eight loads.
@usableFromInline enum Gemm {
  /// out = bias + W·x, or out += W·x. W is r × k with the strides given (swap them for Wᵀ).
  @inlinable @inline(never) static func affine<L: Lanes>(
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
      while i < r {
        for j in 0..<4 {
          let a = x0 + j * k
          let q = out + (group + j) * r + i
          var c = accumulating ? q[0] : L(repeating: bias?[i] ?? 0)
          for l in 0..<k { c = c.adding(L(repeating: w[i * rs + l * cs]), times: a[l]) }
          q[0] = c
        }
        i += 1
      }
      group += 4
    }
  }

  /// sums[i, j] += Σ_groups z[i]·x[j], lane by lane: the outer products of the weight gradient. `sums` has the
  /// strides of the layer's weights.
  @inlinable @inline(never) static func outerProducts<L: Lanes>(
    _ r: Int, _ k: Int, groups: Int, _ z: UnsafeMutablePointer<L>, _ x: UnsafeMutablePointer<L>,
    into sums: UnsafeMutablePointer<L>, _ rs: Int, _ cs: Int
  ) {
    var i = 0
    while i < r {
      let rows = min(4, r - i)
      var j = 0
      while j < k {
        let columns = min(4, k - j)
        let q = sums + i * rs + j * cs
        if rows == 4 && columns == 4 {
          tile(r, k, groups, z + i, x + j, q, rs, cs)
        } else {
          for a in 0..<rows {
            for b in 0..<columns {
              var c = q[a * rs + b * cs]
              for g in 0..<groups { c = c.adding(z[g * r + i + a], times: x[g * k + j + b]) }
              q[a * rs + b * cs] = c
            }
          }
        }
        j += columns
      }
      i += rows
    }
  }

  /// sums[i] += Σ_groups z[i], lane by lane: the gradient of the biases.
  @inlinable @inline(never) static func rowSums<L: Lanes>(
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

  @inlinable @inline(__always) static func tile<L: Lanes>(
    _ r: Int, _ k: Int, _ groups: Int, _ z: UnsafeMutablePointer<L>, _ x: UnsafeMutablePointer<L>,
    _ q: UnsafeMutablePointer<L>, _ rs: Int, _ cs: Int
  ) {
    let q0 = q
    let q1 = q0 + rs
    let q2 = q1 + rs
    let q3 = q2 + rs
    var (c00, c01, c02, c03) = (q0[0], q0[cs], q0[2 * cs], q0[3 * cs])
    var (c10, c11, c12, c13) = (q1[0], q1[cs], q1[2 * cs], q1[3 * cs])
    var (c20, c21, c22, c23) = (q2[0], q2[cs], q2[2 * cs], q2[3 * cs])
    var (c30, c31, c32, c33) = (q3[0], q3[cs], q3[2 * cs], q3[3 * cs])
    var zz = z
    var xx = x
    for _ in 0..<groups {
      let (z0, z1, z2, z3) = (zz[0], zz[1], zz[2], zz[3])
      let (x0, x1, x2, x3) = (xx[0], xx[1], xx[2], xx[3])
      c00 = c00.adding(z0, times: x0)
      c01 = c01.adding(z0, times: x1)
      c02 = c02.adding(z0, times: x2)
      c03 = c03.adding(z0, times: x3)
      c10 = c10.adding(z1, times: x0)
      c11 = c11.adding(z1, times: x1)
      c12 = c12.adding(z1, times: x2)
      c13 = c13.adding(z1, times: x3)
      c20 = c20.adding(z2, times: x0)
      c21 = c21.adding(z2, times: x1)
      c22 = c22.adding(z2, times: x2)
      c23 = c23.adding(z2, times: x3)
      c30 = c30.adding(z3, times: x0)
      c31 = c31.adding(z3, times: x1)
      c32 = c32.adding(z3, times: x2)
      c33 = c33.adding(z3, times: x3)
      zz += r
      xx += k
    }
    (q0[0], q0[cs], q0[2 * cs], q0[3 * cs]) = (c00, c01, c02, c03)
    (q1[0], q1[cs], q1[2 * cs], q1[3 * cs]) = (c10, c11, c12, c13)
    (q2[0], q2[cs], q2[2 * cs], q2[3 * cs]) = (c20, c21, c22, c23)
    (q3[0], q3[cs], q3[2 * cs], q3[3 * cs]) = (c30, c31, c32, c33)
  }
}
