// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

/// C + s·A·Bᵀ for blocks of matrices in double precision, where there is no BLAS but GSL's own.
///
/// Both factors are copied into panels that the kernel reads in order (Goto and van de Geijn, Anatomy of
/// high-performance matrix multiplication, 2008): of A a few rows side by side, of B eight or sixteen, which are
/// the lanes of the sums.
struct PackedProduct {
  /// Rows by columns: element (i, j) stands at `start[i·row + j·column]`.
  struct Block {
    let start: UnsafeMutablePointer<Double>
    let rows, columns, row, column: Int
  }

  /// Columns of A and B that are taken at a time: the panels of both stay in the second cache.
  static let depth = 256

  /// Panels of A and of B: memory for one thread, for blocks of so many rows.
  final class Panels {
    fileprivate let a: UnsafeMutablePointer<Double>
    fileprivate let b: UnsafeMutablePointer<DoubleLanes>
    init(rows: Int) {
      a = .allocate(capacity: (rows + 8) * PackedProduct.depth)
      b = .allocate(capacity: (rows / 8 + 2) * PackedProduct.depth)
    }
    deinit {
      a.deallocate()
      b.deallocate()
    }
  }

  let panels: Panels
  let sign: Double

  /// Adds to C; only its lower triangle where `isLower`, and nothing is said of what is above.
  func add(_ a: Block, _ b: Block, to c: Block, isLower: Bool) {
    for first in stride(from: 0, to: a.columns, by: Self.depth) {
      let depth = min(Self.depth, a.columns - first)
      let (height, lanes) = Processor.hasWideRegisters ? (8, 2) : (6, 1)
      pack(a, first, depth, height)
      pack(b, first, depth, lanes: lanes)
      for j in stride(from: 0, to: b.rows, by: 8 * lanes) {
        let bs = panels.b + j / 8 * depth
        for i in stride(from: 0, to: a.rows, by: height) where !isLower || i + height > j {
          let (rows, columns) = (min(height, a.rows - i), min(8 * lanes, b.rows - j))
          let place = c.start + i * c.row + j
          if Processor.hasWideRegisters {
            wideTile(panels.a + i * depth, bs, depth, place, c.row, rows, columns)
          } else {
            narrowTile(panels.a + i * depth, bs, depth, place, c.row, rows, columns)
          }
        }
      }
    }
  }

  /// `[panel][l][row]`, with s as a factor, zeros where there are no more rows.
  private func pack(_ a: Block, _ first: Int, _ depth: Int, _ height: Int) {
    for i in stride(from: 0, to: a.rows, by: height) {
      let out = panels.a + i * depth
      for r in 0..<height {
        guard i + r < a.rows else {
          for l in 0..<depth { out[l * height + r] = 0 }
          continue
        }
        let from = a.start + (i + r) * a.row + first * a.column
        for l in 0..<depth { out[l * height + r] = sign * from[l * a.column] }
      }
    }
  }

  /// `[panel][l][vector]`, zeros where there are no more rows.
  private func pack(_ b: Block, _ first: Int, _ depth: Int, lanes: Int) {
    for j in stride(from: 0, to: b.rows, by: 8 * lanes) {
      let out = UnsafeMutableRawPointer(panels.b + j / 8 * depth).assumingMemoryBound(to: Double.self)
      for r in 0..<8 * lanes {
        guard j + r < b.rows else {
          for l in 0..<depth { out[l * 8 * lanes + r] = 0 }
          continue
        }
        let from = b.start + (j + r) * b.row + first * b.column
        for l in 0..<depth { out[l * 8 * lanes + r] = from[l * b.column] }
      }
    }
  }

  /// Adds a row of sums to C.
  @inline(__always)
  private func put(_ sum: DoubleLanes, _ place: UnsafeMutablePointer<Double>, _ count: Int) {
    if count >= 8 {
      let raw = UnsafeMutableRawPointer(place)
      raw.storeBytes(of: raw.loadUnaligned(as: DoubleLanes.self) + sum, as: DoubleLanes.self)
    } else if count > 0 {
      for i in 0..<count { place[i] += sum[i] }
    }
  }

  /// Six rows by eight columns: twelve sums in sixteen registers of 256 bits.
  @inline(never) private func narrowTile(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<DoubleLanes>, _ depth: Int,
    _ c: UnsafeMutablePointer<Double>, _ row: Int, _ rows: Int, _ columns: Int
  ) {
    let zero = DoubleLanes(repeating: 0)
    var (c0, c1, c2, c3, c4, c5) = (zero, zero, zero, zero, zero, zero)
    var (p, q) = (a, b)
    for _ in 0..<depth {
      let x = q[0]
      c0 = c0.adding(DoubleLanes(repeating: p[0]), times: x)
      c1 = c1.adding(DoubleLanes(repeating: p[1]), times: x)
      c2 = c2.adding(DoubleLanes(repeating: p[2]), times: x)
      c3 = c3.adding(DoubleLanes(repeating: p[3]), times: x)
      c4 = c4.adding(DoubleLanes(repeating: p[4]), times: x)
      c5 = c5.adding(DoubleLanes(repeating: p[5]), times: x)
      p += 6
      q += 1
    }
    put(c0, c, columns)
    if rows > 1 { put(c1, c + row, columns) }
    if rows > 2 { put(c2, c + 2 * row, columns) }
    if rows > 3 { put(c3, c + 3 * row, columns) }
    if rows > 4 { put(c4, c + 4 * row, columns) }
    if rows > 5 { put(c5, c + 5 * row, columns) }
  }

  /// Eight rows by sixteen columns: sixteen sums in 32 registers of 512 bits.
  @inline(never) private func wideTile(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<DoubleLanes>, _ depth: Int,
    _ c: UnsafeMutablePointer<Double>, _ row: Int, _ rows: Int, _ columns: Int
  ) {
    let zero = DoubleLanes(repeating: 0)
    var (c0, c1, c2, c3, c4, c5, c6, c7) = (zero, zero, zero, zero, zero, zero, zero, zero)
    var (d0, d1, d2, d3, d4, d5, d6, d7) = (zero, zero, zero, zero, zero, zero, zero, zero)
    var (p, q) = (a, b)
    for _ in 0..<depth {
      let (x, y) = (q[0], q[1])
      @inline(__always) func step(_ c: inout DoubleLanes, _ d: inout DoubleLanes, _ w: Double) {
        let w = DoubleLanes(repeating: w)
        c = c.adding(w, times: x)
        d = d.adding(w, times: y)
      }
      step(&c0, &d0, p[0])
      step(&c1, &d1, p[1])
      step(&c2, &d2, p[2])
      step(&c3, &d3, p[3])
      step(&c4, &d4, p[4])
      step(&c5, &d5, p[5])
      step(&c6, &d6, p[6])
      step(&c7, &d7, p[7])
      p += 8
      q += 2
    }
    @inline(__always) func store(_ r: Int, _ c0: DoubleLanes, _ d0: DoubleLanes) {
      guard rows > r else { return }
      put(c0, c + r * row, columns)
      put(d0, c + r * row + 8, columns - 8)
    }
    store(0, c0, d0)
    store(1, c1, d1)
    store(2, c2, d2)
    store(3, c3, d3)
    store(4, c4, d4)
    store(5, c5, d5)
    store(6, c6, d6)
    store(7, c7, d7)
  }
}
