// SPDX-License-Identifier: MIT

import GSL
import Threads

/// The two cubic steps of the normal equations in blocks: blocks are shared among threads, and each is computed
/// the same way whoever takes it, by an optimised BLAS that works with one thread a call, or by the package's own
/// kernels.
struct BlockedSymmetric {
  typealias Matrix = UnsafeMutablePointer<gsl_matrix>
  let threads: Int
  /// Rows of a block: wide enough for the kernels to be at their best.
  let width: Int
  let usesBLAS: Bool

  init(threads: Int, width: Int = 192, usesBLAS: Bool = GSL.hasOptimisedBLAS) {
    self.threads = threads
    self.width = width
    self.usesBLAS = usesBLAS
  }

  /// The lower triangle of A·Aᵀ, or of Aᵀ·A.
  func gram(_ a: Matrix, isTransposed: Bool, into c: Matrix) throws(GSLError) {
    let (n, length) = isTransposed ? (a.pointee.size2, a.pointee.size1) : (a.pointee.size1, a.pointee.size2)
    func rows(_ block: Range<Int>) -> gsl_matrix {
      isTransposed ? view(a, 0..<length, block) : view(a, block, 0..<length)
    }
    try each(pairs(blocks(0..<n))) { pair in
      let (i, j) = pair
      var (ai, aj, cij) = (rows(i), rows(j), view(c, i, j))
      if usesBLAS {
        let (no, yes) = isTransposed ? (CblasTrans, CblasNoTrans) : (CblasNoTrans, CblasTrans)
        return i == j
          ? gsl_blas_dsyrk(CblasLower, no, 1, &ai, 0, &cij) : gsl_blas_dgemm(no, yes, 1, &ai, &aj, 0, &cij)
      }
      gsl_matrix_set_zero(&cij)
      BlockProduct(sign: 1)
        .add(ai.block(isTransposed), aj.block(isTransposed), to: cij.block(), isLower: i == j)
      return 0
    }
  }

  /// The lower Cholesky factor in place of A's lower triangle; what is above the diagonal is no longer A's.
  /// - Returns: whether A is positive definite to working precision.
  func cholesky(_ a: Matrix) throws(GSLError) -> Bool {
    let n = a.pointee.size1
    for k in blocks(0..<n) {
      var diagonal = view(a, k, k)
      guard try factor(&diagonal) else { return false }
      let rest = blocks(k.upperBound..<n)
      try each(rest) { i in
        var (akk, aik) = (view(a, k, k), view(a, i, k))
        if usesBLAS {
          return gsl_blas_dtrsm(CblasRight, CblasLower, CblasTrans, CblasNonUnit, 1, &akk, &aik)
        }
        TriangularSolve()(akk.block(), aik.block())
        return 0
      }
      try each(pairs(rest)) { pair in
        let (i, j) = pair
        var (aik, ajk, aij) = (view(a, i, k), view(a, j, k), view(a, i, j))
        if usesBLAS {
          return i == j
            ? gsl_blas_dsyrk(CblasLower, CblasNoTrans, -1, &aik, 1, &aij)
            : gsl_blas_dgemm(CblasNoTrans, CblasTrans, -1, &aik, &ajk, 1, &aij)
        }
        BlockProduct(sign: -1)
          .add(aik.block(), ajk.block(), to: aij.block(), isLower: i == j)
        return 0
      }
    }
    return true
  }

  /// The factor of a block on the diagonal; without BLAS in blocks of its own.
  private func factor(_ block: inout gsl_matrix) throws(GSLError) -> Bool {
    let inner = 32
    if usesBLAS || block.size1 <= inner { return gsl_linalg_cholesky_decomp1(&block) == GSL_SUCCESS }
    return try BlockedSymmetric(threads: 1, width: inner, usesBLAS: false).cholesky(&block)
  }

  private func pairs(_ blocks: [Range<Int>]) -> [(Range<Int>, Range<Int>)] {
    blocks.flatMap { i in blocks.filter { $0.lowerBound <= i.lowerBound }.map { (i, $0) } }
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

extension gsl_matrix {
  /// The same memory, or its transpose.
  fileprivate func block(_ isTransposed: Bool = false) -> BlockProduct.Block {
    isTransposed
      ? BlockProduct.Block(start: data, rows: size2, columns: size1, row: 1, column: tda)
      : BlockProduct.Block(start: data, rows: size1, columns: size2, row: tda, column: 1)
  }
}
