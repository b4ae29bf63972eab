// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

// Tiles of the product, as many sums as the processor has registers for.
extension BlockProduct {
  /// Six rows by eight columns: twelve registers of 256 bits.
  @inline(never) func narrowTile(
    _ a: Rows, _ panel: UnsafePointer<DoubleLanes>, _ depth: Int, _ sums: Sums
  ) {
    let zero = DoubleLanes(repeating: 0)
    var (c0, c1, c2, c3, c4, c5) = (zero, zero, zero, zero, zero, zero)
    let (p0, p1, p2, p3, p4, p5) = (a[0], a[1], a[2], a[3], a[4], a[5])
    var place = 0
    for l in 0..<depth {
      let x = panel[l]
      c0 = c0.adding(DoubleLanes(repeating: p0[place]), times: x)
      c1 = c1.adding(DoubleLanes(repeating: p1[place]), times: x)
      c2 = c2.adding(DoubleLanes(repeating: p2[place]), times: x)
      c3 = c3.adding(DoubleLanes(repeating: p3[place]), times: x)
      c4 = c4.adding(DoubleLanes(repeating: p4[place]), times: x)
      c5 = c5.adding(DoubleLanes(repeating: p5[place]), times: x)
      place += a.column
    }
    sums.add(c0, 0, 0)
    sums.add(c1, 1, 0)
    sums.add(c2, 2, 0)
    sums.add(c3, 3, 0)
    sums.add(c4, 4, 0)
    sums.add(c5, 5, 0)
  }

  /// Eight rows by sixteen columns: sixteen registers of 512 bits.
  @inline(never) func wideTile(
    _ a: Rows, _ panel: UnsafePointer<DoubleLanes>, _ depth: Int, _ sums: Sums
  ) {
    let zero = DoubleLanes(repeating: 0)
    var (c0, c1, c2, c3, c4, c5, c6, c7) = (zero, zero, zero, zero, zero, zero, zero, zero)
    var (d0, d1, d2, d3, d4, d5, d6, d7) = (zero, zero, zero, zero, zero, zero, zero, zero)
    let (p0, p1, p2, p3, p4, p5, p6, p7) = (a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7])
    @inline(__always) func step(
      _ c: inout DoubleLanes, _ d: inout DoubleLanes, _ w: Double, _ x: DoubleLanes, _ y: DoubleLanes
    ) {
      let w = DoubleLanes(repeating: w)
      c = c.adding(w, times: x)
      d = d.adding(w, times: y)
    }
    var place = 0
    for l in 0..<depth {
      let (x, y) = (panel[2 * l], panel[2 * l + 1])
      step(&c0, &d0, p0[place], x, y)
      step(&c1, &d1, p1[place], x, y)
      step(&c2, &d2, p2[place], x, y)
      step(&c3, &d3, p3[place], x, y)
      step(&c4, &d4, p4[place], x, y)
      step(&c5, &d5, p5[place], x, y)
      step(&c6, &d6, p6[place], x, y)
      step(&c7, &d7, p7[place], x, y)
      place += a.column
    }
    @inline(__always) func put(_ c: DoubleLanes, _ d: DoubleLanes, _ r: Int) {
      sums.add(c, r, 0)
      sums.add(d, r, 1)
    }
    put(c0, d0, 0)
    put(c1, d1, 1)
    put(c2, d2, 2)
    put(c3, d3, 3)
    put(c4, d4, 4)
    put(c5, d5, 5)
    put(c6, d6, 6)
    put(c7, d7, 7)
  }
}
