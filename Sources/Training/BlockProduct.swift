// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

/// C + s·A·Bᵀ for blocks of matrices in double precision, where there is no BLAS but GSL's own.
///
/// A few rows of B at a time are copied into a panel of vectors that stays in the first cache, and meet all rows of A
/// there (Goto and van de Geijn, Anatomy of high-performance matrix multiplication, 2008).
struct BlockProduct {
  /// Element (i, j) stands at `start[i·row + j·column]`.
  struct Block {
    let start: UnsafeMutablePointer<Double>
    let rows, columns, row, column: Int
  }

  let sign: Double
  /// Which tiles: both are right on every machine, and each fast on its own.
  var isWide = Processor.hasWideRegisters

  /// Columns that are taken at a time: a panel of 24 kB.
  var depth: Int { isWide ? 192 : 384 }
  private var vectors: Int { isWide ? 2 : 1 }
  private var height: Int { isWide ? 8 : 6 }

  /// Adds to C, whose rows are contiguous; only to its lower triangle where `isLower`, and nothing is said of what is
  /// above.
  func add(_ a: Block, _ b: Block, to c: Block, isLower: Bool) {
    let (vectors, height, most) = (vectors, height, depth)
    withUnsafeTemporaryAllocation(of: DoubleLanes.self, capacity: vectors * most) { memory in
      let panel = memory.baseAddress!
      for first in stride(from: 0, to: a.columns, by: most) {
        let depth = min(most, a.columns - first)
        for j in stride(from: 0, to: b.rows, by: 8 * vectors) {
          for v in 0..<vectors { pack(b, j + 8 * v, first, depth, into: panel + v) }
          for i in stride(from: 0, to: a.rows, by: height) where !isLower || i + height > j {
            let rows = Rows(a, i, first)
            let sums = Sums(
              start: c.start + i * c.row + j, row: c.row, rows: min(height, a.rows - i),
              columns: b.rows - j, sign: sign)
            if isWide {
              wideTile(rows, panel, depth, sums)
            } else {
              narrowTile(rows, panel, depth, sums)
            }
          }
        }
      }
    }
  }

  /// Eight rows of B as vectors, one per column; the last row again where there are no more.
  private func pack(
    _ b: Block, _ j: Int, _ first: Int, _ depth: Int, into out: UnsafeMutablePointer<DoubleLanes>
  ) {
    func element(_ r: Int, _ l: Int) -> UnsafeMutablePointer<Double> {
      b.start + min(j + r, b.rows - 1) * b.row + (first + l) * b.column
    }
    if b.row == 1, j + 8 <= b.rows {
      for l in 0..<depth {
        out[l * vectors] = UnsafeRawPointer(element(0, l)).loadUnaligned(as: DoubleLanes.self)
      }
      return
    }
    let whole = b.column == 1 ? depth / 8 * 8 : 0
    withUnsafeTemporaryAllocation(of: DoubleLanes.self, capacity: 8) { square in
      let square = square.baseAddress!
      for l in stride(from: 0, to: whole, by: 8) {
        for r in 0..<8 { square[r] = UnsafeRawPointer(element(r, l)).loadUnaligned(as: DoubleLanes.self) }
        DoubleLanes.transpose(square, into: out + l * vectors, vectors)
      }
    }
    for l in whole..<depth { for r in 0..<8 { out[l * vectors][r] = element(r, l).pointee } }
  }

  /// Rows of A from one on; the last again where there are no more.
  struct Rows {
    private let start: UnsafePointer<Double>
    private let row, last: Int
    let column: Int
    init(_ a: Block, _ i: Int, _ first: Int) {
      start = UnsafePointer(a.start + i * a.row + first * a.column)
      (row, last, column) = (a.row, a.rows - 1 - i, a.column)
    }
    @inline(__always) subscript(r: Int) -> UnsafePointer<Double> { start + min(r, last) * row }
  }

  /// The part of C that a tile is added to.
  struct Sums {
    let start: UnsafeMutablePointer<Double>
    let row, rows, columns: Int
    let sign: Double

    @inline(__always) func add(_ sum: DoubleLanes, _ r: Int, _ vector: Int) {
      guard r < rows else { return }
      let (place, count) = (start + r * row + 8 * vector, columns - 8 * vector)
      let raw = UnsafeMutableRawPointer(place)
      if count >= 8 {
        let new = raw.loadUnaligned(as: DoubleLanes.self).adding(DoubleLanes(repeating: sign), times: sum)
        raw.storeBytes(of: new, as: DoubleLanes.self)
      } else if count > 0 {
        for i in 0..<count { place[i] += sign * sum[i] }
      }
    }
  }
}
