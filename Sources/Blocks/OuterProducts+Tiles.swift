// SPDX-License-Identifier: MIT

import Differentiation

// q[i, j] += Σ_groups z[i]·x[j], all sums in registers.
extension OuterProducts {
  /// Twenty sums for nine loads.
  @inlinable @inline(__always) static func tile5x4<L: Lanes>(
    _ groups: Int, _ z: Panel<L>, _ x: Panel<L>, _ q: UnsafeMutablePointer<L>, _ rs: Int, _ cs: Int
  ) {
    var (c00, c01, c02, c03) = (q[0], q[cs], q[2 * cs], q[3 * cs])
    var (c10, c11, c12, c13) = (q[rs], q[rs + cs], q[rs + 2 * cs], q[rs + 3 * cs])
    var (c20, c21, c22, c23) = (q[2 * rs], q[2 * rs + cs], q[2 * rs + 2 * cs], q[2 * rs + 3 * cs])
    var (c30, c31, c32, c33) = (q[3 * rs], q[3 * rs + cs], q[3 * rs + 2 * cs], q[3 * rs + 3 * cs])
    var (c40, c41, c42, c43) = (q[4 * rs], q[4 * rs + cs], q[4 * rs + 2 * cs], q[4 * rs + 3 * cs])
    var (zz, xx) = (z.start, x.start)
    for _ in 0..<groups {
      let (x0, x1, x2, x3) = (xx[0], xx[x.row], xx[2 * x.row], xx[3 * x.row])
      let z0 = zz[0]
      c00 = c00.adding(z0, times: x0)
      c01 = c01.adding(z0, times: x1)
      c02 = c02.adding(z0, times: x2)
      c03 = c03.adding(z0, times: x3)
      let z1 = zz[z.row]
      c10 = c10.adding(z1, times: x0)
      c11 = c11.adding(z1, times: x1)
      c12 = c12.adding(z1, times: x2)
      c13 = c13.adding(z1, times: x3)
      let z2 = zz[2 * z.row]
      c20 = c20.adding(z2, times: x0)
      c21 = c21.adding(z2, times: x1)
      c22 = c22.adding(z2, times: x2)
      c23 = c23.adding(z2, times: x3)
      let z3 = zz[3 * z.row]
      c30 = c30.adding(z3, times: x0)
      c31 = c31.adding(z3, times: x1)
      c32 = c32.adding(z3, times: x2)
      c33 = c33.adding(z3, times: x3)
      let z4 = zz[4 * z.row]
      c40 = c40.adding(z4, times: x0)
      c41 = c41.adding(z4, times: x1)
      c42 = c42.adding(z4, times: x2)
      c43 = c43.adding(z4, times: x3)
      zz += z.group
      xx += x.group
    }
    (q[0], q[cs], q[2 * cs], q[3 * cs]) = (c00, c01, c02, c03)
    (q[rs], q[rs + cs], q[rs + 2 * cs], q[rs + 3 * cs]) = (c10, c11, c12, c13)
    (q[2 * rs], q[2 * rs + cs], q[2 * rs + 2 * cs], q[2 * rs + 3 * cs]) = (c20, c21, c22, c23)
    (q[3 * rs], q[3 * rs + cs], q[3 * rs + 2 * cs], q[3 * rs + 3 * cs]) = (c30, c31, c32, c33)
    (q[4 * rs], q[4 * rs + cs], q[4 * rs + 2 * cs], q[4 * rs + 3 * cs]) = (c40, c41, c42, c43)
  }

  /// Sixteen sums for eight loads.
  @inlinable @inline(__always) static func tile4x4<L: Lanes>(
    _ groups: Int, _ z: Panel<L>, _ x: Panel<L>, _ q: UnsafeMutablePointer<L>, _ rs: Int, _ cs: Int
  ) {
    var (c00, c01, c02, c03) = (q[0], q[cs], q[2 * cs], q[3 * cs])
    var (c10, c11, c12, c13) = (q[rs], q[rs + cs], q[rs + 2 * cs], q[rs + 3 * cs])
    var (c20, c21, c22, c23) = (q[2 * rs], q[2 * rs + cs], q[2 * rs + 2 * cs], q[2 * rs + 3 * cs])
    var (c30, c31, c32, c33) = (q[3 * rs], q[3 * rs + cs], q[3 * rs + 2 * cs], q[3 * rs + 3 * cs])
    var (zz, xx) = (z.start, x.start)
    for _ in 0..<groups {
      let (x0, x1, x2, x3) = (xx[0], xx[x.row], xx[2 * x.row], xx[3 * x.row])
      let z0 = zz[0]
      c00 = c00.adding(z0, times: x0)
      c01 = c01.adding(z0, times: x1)
      c02 = c02.adding(z0, times: x2)
      c03 = c03.adding(z0, times: x3)
      let z1 = zz[z.row]
      c10 = c10.adding(z1, times: x0)
      c11 = c11.adding(z1, times: x1)
      c12 = c12.adding(z1, times: x2)
      c13 = c13.adding(z1, times: x3)
      let z2 = zz[2 * z.row]
      c20 = c20.adding(z2, times: x0)
      c21 = c21.adding(z2, times: x1)
      c22 = c22.adding(z2, times: x2)
      c23 = c23.adding(z2, times: x3)
      let z3 = zz[3 * z.row]
      c30 = c30.adding(z3, times: x0)
      c31 = c31.adding(z3, times: x1)
      c32 = c32.adding(z3, times: x2)
      c33 = c33.adding(z3, times: x3)
      zz += z.group
      xx += x.group
    }
    (q[0], q[cs], q[2 * cs], q[3 * cs]) = (c00, c01, c02, c03)
    (q[rs], q[rs + cs], q[rs + 2 * cs], q[rs + 3 * cs]) = (c10, c11, c12, c13)
    (q[2 * rs], q[2 * rs + cs], q[2 * rs + 2 * cs], q[2 * rs + 3 * cs]) = (c20, c21, c22, c23)
    (q[3 * rs], q[3 * rs + cs], q[3 * rs + 2 * cs], q[3 * rs + 3 * cs]) = (c30, c31, c32, c33)
  }

  /// Six sums for five loads.
  @inlinable @inline(__always) static func tile3x2<L: Lanes>(
    _ groups: Int, _ z: Panel<L>, _ x: Panel<L>, _ q: UnsafeMutablePointer<L>, _ rs: Int, _ cs: Int
  ) {
    var (c00, c01) = (q[0], q[cs])
    var (c10, c11) = (q[rs], q[rs + cs])
    var (c20, c21) = (q[2 * rs], q[2 * rs + cs])
    var (zz, xx) = (z.start, x.start)
    for _ in 0..<groups {
      let (x0, x1) = (xx[0], xx[x.row])
      let z0 = zz[0]
      c00 = c00.adding(z0, times: x0)
      c01 = c01.adding(z0, times: x1)
      let z1 = zz[z.row]
      c10 = c10.adding(z1, times: x0)
      c11 = c11.adding(z1, times: x1)
      let z2 = zz[2 * z.row]
      c20 = c20.adding(z2, times: x0)
      c21 = c21.adding(z2, times: x1)
      zz += z.group
      xx += x.group
    }
    (q[0], q[cs]) = (c00, c01)
    (q[rs], q[rs + cs]) = (c10, c11)
    (q[2 * rs], q[2 * rs + cs]) = (c20, c21)
  }

  /// Four sums for four loads.
  @inlinable @inline(__always) static func tile2x2<L: Lanes>(
    _ groups: Int, _ z: Panel<L>, _ x: Panel<L>, _ q: UnsafeMutablePointer<L>, _ rs: Int, _ cs: Int
  ) {
    var (c00, c01) = (q[0], q[cs])
    var (c10, c11) = (q[rs], q[rs + cs])
    var (zz, xx) = (z.start, x.start)
    for _ in 0..<groups {
      let (x0, x1) = (xx[0], xx[x.row])
      let z0 = zz[0]
      c00 = c00.adding(z0, times: x0)
      c01 = c01.adding(z0, times: x1)
      let z1 = zz[z.row]
      c10 = c10.adding(z1, times: x0)
      c11 = c11.adding(z1, times: x1)
      zz += z.group
      xx += x.group
    }
    (q[0], q[cs]) = (c00, c01)
    (q[rs], q[rs + cs]) = (c10, c11)
  }

  /// Four sums for five loads.
  @inlinable @inline(__always) static func tile4x1<L: Lanes>(
    _ groups: Int, _ z: Panel<L>, _ x: Panel<L>, _ q: UnsafeMutablePointer<L>, _ rs: Int, _ cs: Int
  ) {
    var c00 = q[0]
    var c10 = q[rs]
    var c20 = q[2 * rs]
    var c30 = q[3 * rs]
    var (zz, xx) = (z.start, x.start)
    for _ in 0..<groups {
      let x0 = xx[0]
      let z0 = zz[0]
      c00 = c00.adding(z0, times: x0)
      let z1 = zz[z.row]
      c10 = c10.adding(z1, times: x0)
      let z2 = zz[2 * z.row]
      c20 = c20.adding(z2, times: x0)
      let z3 = zz[3 * z.row]
      c30 = c30.adding(z3, times: x0)
      zz += z.group
      xx += x.group
    }
    q[0] = c00
    q[rs] = c10
    q[2 * rs] = c20
    q[3 * rs] = c30
  }
}
