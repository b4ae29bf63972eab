/// The matrix kernels of the affine layer, over blocks laid out `[group][row]`.
///
/// Four neurons × four vectors of points are kept in registers: sixteen sums for eight loads.
@usableFromInline package enum Gemm {
  /// out = bias + W·x, or out += W·x. W is r × k with the strides given (swap them for Wᵀ).
  @inlinable @inline(never) package static func affine<L: Lanes>(
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
        i += 1
      }
      group += 4
    }
  }

  /// sums[i, j] += Σ_groups z[i]·x[j], lane by lane: the outer products of the weight gradient. `sums` has the
  /// strides of the layer's weights.
  @inlinable @inline(never) package static func outerProducts<L: Lanes>(
    _ r: Int, _ k: Int, groups: Int, _ z: UnsafeMutablePointer<L>, _ x: UnsafeMutablePointer<L>,
    into sums: UnsafeMutablePointer<L>, _ rs: Int, _ cs: Int
  ) {
    var i = 0
    while i + 4 <= r {
      var j = 0
      while j + 4 <= k {
        tile(r, k, groups, z + i, x + j, sums + i * rs + j * cs, rs, cs)
        j += 4
      }
      while j < k {
        strip(groups, z + i, r, x + j, k, sums + i * rs + j * cs, rs)
        j += 1
      }
      i += 4
    }
    while i < r {
      var j = 0
      while j + 4 <= k {
        strip(groups, x + j, k, z + i, r, sums + i * rs + j * cs, cs)
        j += 4
      }
      while j < k {
        let q = sums + i * rs + j * cs
        for g in 0..<groups { q[0] = q[0].adding(z[g * r + i], times: x[g * k + j]) }
        j += 1
      }
      i += 1
    }
  }

  /// q[s·m] += Σ_groups a[m]·b for m = 0…3, where a and b advance by their numbers of rows.
  @inlinable @inline(__always) static func strip<L: Lanes>(
    _ groups: Int, _ a: UnsafeMutablePointer<L>, _ rowsOfA: Int, _ b: UnsafeMutablePointer<L>, _ rowsOfB: Int,
    _ q: UnsafeMutablePointer<L>, _ s: Int
  ) {
    var (c0, c1, c2, c3) = (q[0], q[s], q[2 * s], q[3 * s])
    var (aa, bb) = (a, b)
    for _ in 0..<groups {
      let b0 = bb[0]
      c0 = c0.adding(aa[0], times: b0)
      c1 = c1.adding(aa[1], times: b0)
      c2 = c2.adding(aa[2], times: b0)
      c3 = c3.adding(aa[3], times: b0)
      aa += rowsOfA
      bb += rowsOfB
    }
    (q[0], q[s], q[2 * s], q[3 * s]) = (c0, c1, c2, c3)
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
