// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

/// X·Lᵀ = A in place of A, for a lower triangle L, where there is no BLAS but GSL's own: forward substitution with
/// the rows of A as lanes, 32 at a time.
struct TriangularSolve {
  typealias Block = BlockProduct.Block
  private static let vectors = 4
  private static let rows = 8 * vectors

  /// - Precondition: consecutive elements of a row of L and of A stand side by side.
  func callAsFunction(_ l: Block, _ a: Block) {
    let n = l.rows
    withUnsafeTemporaryAllocation(of: DoubleLanes.self, capacity: Self.vectors * n) { buffer in
      let lanes = buffer.baseAddress!
      let x = UnsafeMutableRawPointer(lanes).assumingMemoryBound(to: Double.self)
      for first in stride(from: 0, to: a.rows, by: Self.rows) {
        let count = min(Self.rows, a.rows - first)
        for r in 0..<Self.rows {
          let from = a.start + (first + min(r, count - 1)) * a.row
          for j in 0..<n { x[j * Self.rows + r] = from[j] }
        }
        substitute(l, lanes)
        for r in 0..<count {
          let to = a.start + (first + r) * a.row
          for j in 0..<n { to[j] = x[j * Self.rows + r] }
        }
      }
    }
  }

  /// `x[j][vector]`, column after column.
  private func substitute(_ l: Block, _ x: UnsafeMutablePointer<DoubleLanes>) {
    for j in 0..<l.rows {
      let row = l.start + j * l.row
      let out = x + Self.vectors * j
      var (c0, c1, c2, c3) = (out[0], out[1], out[2], out[3])
      var p = UnsafePointer(x)
      for k in 0..<j {
        let w = DoubleLanes(repeating: -row[k])
        c0 = c0.adding(w, times: p[0])
        c1 = c1.adding(w, times: p[1])
        c2 = c2.adding(w, times: p[2])
        c3 = c3.adding(w, times: p[3])
        p += Self.vectors
      }
      let pivot = DoubleLanes(repeating: row[j])
      (out[0], out[1], out[2], out[3]) = (c0 / pivot, c1 / pivot, c2 / pivot, c3 / pivot)
    }
  }
}
