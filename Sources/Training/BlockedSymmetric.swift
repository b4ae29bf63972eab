// SPDX-License-Identifier: MIT

import GSL
import Threads

/// The two cubic steps of the normal equations in blocks, by an optimised BLAS that works with one thread a
/// call: blocks are shared among threads, and each is computed the same way whoever takes it.
struct BlockedSymmetric {
  typealias Matrix = UnsafeMutablePointer<gsl_matrix>
  let threads: Int
  /// Rows of a block: wide enough for BLAS to be at its best.
  let width: Int

  init(threads: Int, width: Int = 192) {
    self.threads = threads
    self.width = width
  }

  /// The lower triangle of A·Aᵀ, or of Aᵀ·A.
  func gram(_ a: Matrix, isTransposed: Bool, into c: Matrix) throws(GSLError) {
    let (n, length) = isTransposed ? (a.pointee.size2, a.pointee.size1) : (a.pointee.size1, a.pointee.size2)
    func rows(_ block: Range<Int>) -> gsl_matrix {
      isTransposed ? view(a, 0..<length, block) : view(a, block, 0..<length)
    }
    let (no, yes) = isTransposed ? (CblasTrans, CblasNoTrans) : (CblasNoTrans, CblasTrans)
    let blocks = blocks(0..<n)
    let pairs = blocks.flatMap { i in blocks.filter { $0.lowerBound <= i.lowerBound }.map { (i, $0) } }
    try each(pairs) { i, j in
      var (ai, aj, cij) = (rows(i), rows(j), view(c, i, j))
      return i == j
        ? gsl_blas_dsyrk(CblasLower, no, 1, &ai, 0, &cij) : gsl_blas_dgemm(no, yes, 1, &ai, &aj, 0, &cij)
    }
  }

  /// The lower Cholesky factor in place of A's lower triangle; what is above the diagonal is no longer A's.
  /// - Returns: whether A is positive definite to working precision.
  func cholesky(_ a: Matrix) throws(GSLError) -> Bool {
    let n = a.pointee.size1
    for k in blocks(0..<n) {
      var diagonal = view(a, k, k)
      guard gsl_linalg_cholesky_decomp1(&diagonal) == GSL_SUCCESS else { return false }
      let rest = blocks(k.upperBound..<n)
      try each(rest) { i in
        var (akk, aik) = (view(a, k, k), view(a, i, k))
        return gsl_blas_dtrsm(CblasRight, CblasLower, CblasTrans, CblasNonUnit, 1, &akk, &aik)
      }
      let pairs = rest.flatMap { i in rest.filter { $0.lowerBound <= i.lowerBound }.map { (i, $0) } }
      try each(pairs) { i, j in
        var (aik, ajk, aij) = (view(a, i, k), view(a, j, k), view(a, i, j))
        return i == j
          ? gsl_blas_dsyrk(CblasLower, CblasNoTrans, -1, &aik, 1, &aij)
          : gsl_blas_dgemm(CblasNoTrans, CblasTrans, -1, &aik, &ajk, 1, &aij)
      }
    }
    return true
  }

  private func blocks(_ range: Range<Int>) -> [Range<Int>] {
    stride(from: range.lowerBound, to: range.upperBound, by: width).map {
      $0..<min($0 + width, range.upperBound)
    }
  }
  private func view(_ a: Matrix, _ rows: Range<Int>, _ columns: Range<Int>) -> gsl_matrix {
    gsl_matrix_submatrix(a, rows.lowerBound, columns.lowerBound, rows.count, columns.count).matrix
  }
  private func each<T>(_ all: [T], _ body: (T) -> Int32) throws(GSLError) {
    var statuses = [Int32](repeating: 0, count: all.count)
    statuses.withUnsafeMutableBufferPointer { statuses in
      nonisolated(unsafe) let (statuses, all) = (statuses, all)
      Parallel.forEach(all.count, threads: threads) { i, _ in statuses[i] = body(all[i]) }
    }
    for status in statuses { try GSL.check(status, "block of the normal equations") }
  }
}
