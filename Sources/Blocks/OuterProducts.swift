// SPDX-License-Identifier: MIT

import Differentiation

/// The outer products of the weight gradient, summed over a block's groups.
@usableFromInline package enum OuterProducts {
  /// Rows of vectors, `row` apart, each advancing by `group` from one group to the next.
  @frozen @usableFromInline package struct Panel<L: Lanes> {
    @usableFromInline let start: UnsafeMutablePointer<L>
    @usableFromInline let row: Int
    @usableFromInline let group: Int
    @inlinable package init(_ start: UnsafeMutablePointer<L>, row: Int, group: Int) {
      self.start = start
      self.row = row
      self.group = group
    }
    @inlinable func from(_ i: Int) -> Self { Self(start + i * row, row: row, group: group) }
  }

  /// Groups that are copied at a time.
  @usableFromInline static let copied = 24
  /// Vectors from one row of the copies to the next: odd, so that rows share no place of the first cache.
  @usableFromInline static let pitch = copied + 1
  /// Vectors of scratch memory that ``add(_:_:groups:_:_:into:_:_:scratch:)`` may use.
  @inlinable package static func scratch(_ r: Int, _ k: Int) -> Int { (r + k) * pitch }

  /// sums[i, j] += Σ_groups z[i]·x[j], lane by lane, of blocks laid out `[group][row]`. `sums` has the
  /// strides of the layer's weights.
  @inlinable package static func add<L: Lanes>(
    _ r: Int, _ k: Int, groups: Int, _ z: UnsafeMutablePointer<L>, _ x: UnsafeMutablePointer<L>,
    into sums: UnsafeMutablePointer<L>, _ rs: Int, _ cs: Int, scratch: UnsafeMutablePointer<L>
  ) {
    // Where a row's groups lie a multiple of a kilobyte apart they share a few places of the first cache, and
    // drive one another out: they are better copied side by side.
    let isCrowded = { (rows: Int) in rows * MemoryLayout<L>.stride % 1024 == 0 }
    guard isCrowded(r) || isCrowded(k), r > 4, k > 4 else {
      return tiles(
        r, k, groups, Panel(z, row: 1, group: r), Panel(x, row: 1, group: k), into: sums, rs, cs)
    }
    for first in stride(from: 0, to: groups, by: copied) {
      let count = min(copied, groups - first)
      let (zs, xs) = (scratch, scratch + r * pitch)
      copy(z + first * r, r, count, to: zs)
      copy(x + first * k, k, count, to: xs)
      tiles(
        r, k, count, Panel(zs, row: pitch, group: 1), Panel(xs, row: pitch, group: 1), into: sums, rs, cs)
    }
  }

  @inlinable @inline(never) static func copy<L: Lanes>(
    _ block: UnsafeMutablePointer<L>, _ rows: Int, _ groups: Int, to copies: UnsafeMutablePointer<L>
  ) {
    for g in 0..<groups { for i in 0..<rows { copies[i * pitch + g] = block[g * rows + i] } }
  }

  @inlinable @inline(__always) static func tiles<L: Lanes>(
    _ r: Int, _ k: Int, _ groups: Int, _ z: Panel<L>, _ x: Panel<L>, into sums: UnsafeMutablePointer<L>,
    _ rs: Int, _ cs: Int
  ) {
    if Processor.hasWideRegisters {
      wide(r, k, groups, z, x, into: sums, rs, cs)
    } else {
      narrow(r, k, groups, z, x, into: sums, rs, cs)
    }
  }

  /// Five rows × four columns at a time, for 32 registers as wide as a vector of points.
  @inlinable @inline(never) package static func wide<L: Lanes>(
    _ r: Int, _ k: Int, _ groups: Int, _ z: Panel<L>, _ x: Panel<L>, into sums: UnsafeMutablePointer<L>,
    _ rs: Int, _ cs: Int
  ) {
    let (rows, columns) = (r & ~3, k & ~3)
    var i = 0
    while i < rows {
      // Four at a time where fives would leave single rows.
      let isFive = (rows - i) % 4 != 0 || rows - i >= 20
      for j in stride(from: 0, to: columns, by: 4) {
        let q = sums + i * rs + j * cs
        if isFive {
          tile5x4(groups, z.from(i), x.from(j), q, rs, cs)
        } else {
          tile4x4(groups, z.from(i), x.from(j), q, rs, cs)
        }
      }
      i += isFive ? 5 : 4
    }
    for i in rows..<r { strips(groups, x, count: columns, z.from(i), sums + i * rs, cs) }
    for j in columns..<k { strips(groups, z, count: r, x.from(j), sums + j * cs, rs) }
  }

  /// Three rows × two columns at a time, for machines with fewer or shorter registers (AVX2, NEON).
  @inlinable @inline(never) package static func narrow<L: Lanes>(
    _ r: Int, _ k: Int, _ groups: Int, _ z: Panel<L>, _ x: Panel<L>, into sums: UnsafeMutablePointer<L>,
    _ rs: Int, _ cs: Int
  ) {
    let columns = k & ~1
    var i = 0
    while r - i >= 2 {
      // Twice two rather than three and a single one.
      let isThree = r - i == 3 || r - i > 4
      for j in stride(from: 0, to: columns, by: 2) {
        let q = sums + i * rs + j * cs
        if isThree {
          tile3x2(groups, z.from(i), x.from(j), q, rs, cs)
        } else {
          tile2x2(groups, z.from(i), x.from(j), q, rs, cs)
        }
      }
      i += isThree ? 3 : 2
    }
    if i < r { strips(groups, x, count: columns, z.from(i), sums + i * rs, cs) }
    if columns < k { strips(groups, z, count: r, x.from(columns), sums + columns * cs, rs) }
  }

  /// q[s·m] += Σ_groups a[m]·b for m below `count`.
  @inlinable @inline(__always) static func strips<L: Lanes>(
    _ groups: Int, _ a: Panel<L>, count: Int, _ b: Panel<L>, _ q: UnsafeMutablePointer<L>, _ s: Int
  ) {
    var m = 0
    while m + 4 <= count {
      tile4x1(groups, a.from(m), b, q + m * s, s, 0)
      m += 4
    }
    while m < count {
      var sum = q[m * s]
      for g in 0..<groups { sum = sum.adding(a.from(m).start[g * a.group], times: b.start[g * b.group]) }
      q[m * s] = sum
      m += 1
    }
  }
}
