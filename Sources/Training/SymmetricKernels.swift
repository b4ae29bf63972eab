// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

/// The two cubic kernels of the normal equations, for machines whose only BLAS is GSL's own, a plain triple
/// loop.
///
/// Both are made of dot products of contiguous rows, four rows by four at a time: sixteen sums in registers.
enum SymmetricKernels {
  typealias Matrix = UnsafeMutablePointer<Double>

  /// The lower triangle of A·Aᵀ for the n rows of A, each of `length` numbers, `lead` apart.
  static func gram(
    _ a: UnsafePointer<Double>, _ n: Int, _ length: Int, _ lead: Int, into c: Matrix, _ leadOut: Int
  ) {
    for i in 0..<n { for j in 0...i { c[i * leadOut + j] = 0 } }
    // Pieces of rows short enough that eight of them stay in the first cache.
    for start in stride(from: 0, to: length, by: 384) {
      let count = min(384, length - start)
      for j in stride(from: 0, to: n, by: 4) {
        for i in stride(from: j, to: n, by: 4) {
          dots(a + i * lead + start, min(4, n - i), a + j * lead + start, min(4, n - j), count, lead) {
            if j + $1 <= i + $0 { c[(i + $0) * leadOut + j + $1] += $2 }
          }
        }
      }
    }
  }

  /// The lower Cholesky factor L of A = LLᵀ in place of A's lower triangle (Cholesky and Banachiewicz), rows
  /// `lead` apart.
  /// - Returns: whether A is positive definite to working precision.
  static func cholesky(_ a: Matrix, _ n: Int, _ lead: Int) -> Bool {
    for j in stride(from: 0, to: n, by: 4) {
      let columns = min(4, n - j)
      for i in stride(from: j, to: n, by: 4) {
        let rows = min(4, n - i)
        // What the columns before j have already explained.
        dots(a + i * lead, rows, a + j * lead, columns, j, lead) { a[(i + $0) * lead + j + $1] -= $2 }
        for q in j..<j + columns {
          for p in max(i, q)..<i + rows {
            var rest = a[p * lead + q]
            for k in j..<q { rest -= a[p * lead + k] * a[q * lead + k] }
            if p == q {
              guard rest > 0, rest.isFinite else { return false }
              a[p * lead + q] = rest.squareRoot()
            } else {
              a[p * lead + q] = rest / a[q * lead + q]
            }
          }
        }
      }
    }
    return true
  }

  /// Hands out (row of a, row of b, dot product of their first `count` numbers) for at most 4 × 4 pairs, in
  /// two parts where `count` is not a multiple of eight.
  @inline(__always) private static func dots(
    _ a: UnsafePointer<Double>, _ rows: Int, _ b: UnsafePointer<Double>, _ columns: Int, _ count: Int,
    _ lead: Int, _ add: (Int, Int, Double) -> Void
  ) {
    let whole = rows == 4 && columns == 4 ? count / 8 * 8 : 0
    if whole > 0 { tile(a, b, whole, lead, add) }
    for i in 0..<rows {
      for j in 0..<columns where whole < count {
        add(i, j, (whole..<count).reduce(0) { $0 + a[i * lead + $1] * b[j * lead + $1] })
      }
    }
  }

  @inline(__always) private static func tile(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int, _ lead: Int,
    _ add: (Int, Int, Double) -> Void
  ) {
    @inline(__always) func lanes(_ p: UnsafePointer<Double>) -> DoubleLanes {
      UnsafeRawPointer(p).loadUnaligned(as: DoubleLanes.self)
    }
    let zero = DoubleLanes(repeating: 0)
    var (c00, c01, c02, c03) = (zero, zero, zero, zero)
    var (c10, c11, c12, c13) = (zero, zero, zero, zero)
    var (c20, c21, c22, c23) = (zero, zero, zero, zero)
    var (c30, c31, c32, c33) = (zero, zero, zero, zero)
    var (p, q) = (a, b)
    for _ in 0..<count / 8 {
      let (b0, b1, b2, b3) = (lanes(q), lanes(q + lead), lanes(q + 2 * lead), lanes(q + 3 * lead))
      let a0 = lanes(p)
      c00 = c00.adding(a0, times: b0)
      c01 = c01.adding(a0, times: b1)
      c02 = c02.adding(a0, times: b2)
      c03 = c03.adding(a0, times: b3)
      let a1 = lanes(p + lead)
      c10 = c10.adding(a1, times: b0)
      c11 = c11.adding(a1, times: b1)
      c12 = c12.adding(a1, times: b2)
      c13 = c13.adding(a1, times: b3)
      let a2 = lanes(p + 2 * lead)
      c20 = c20.adding(a2, times: b0)
      c21 = c21.adding(a2, times: b1)
      c22 = c22.adding(a2, times: b2)
      c23 = c23.adding(a2, times: b3)
      let a3 = lanes(p + 3 * lead)
      c30 = c30.adding(a3, times: b0)
      c31 = c31.adding(a3, times: b1)
      c32 = c32.adding(a3, times: b2)
      c33 = c33.adding(a3, times: b3)
      p += 8
      q += 8
    }
    add(0, 0, c00.sum())
    add(0, 1, c01.sum())
    add(0, 2, c02.sum())
    add(0, 3, c03.sum())
    add(1, 0, c10.sum())
    add(1, 1, c11.sum())
    add(1, 2, c12.sum())
    add(1, 3, c13.sum())
    add(2, 0, c20.sum())
    add(2, 1, c21.sum())
    add(2, 2, c22.sum())
    add(2, 3, c23.sum())
    add(3, 0, c30.sum())
    add(3, 1, c31.sum())
    add(3, 2, c32.sum())
    add(3, 3, c33.sum())
  }
}
