// SPDX-License-Identifier: MIT

import Differentiation
import GSL
import Threads

/// The two cubic steps of the normal equations in blocks: blocks are shared among threads, and each is computed
/// the same way whoever takes it, by an optimised BLAS that works with one thread a call, or by the package's own
/// kernels.
struct BlockedSymmetric {
  typealias Matrix = UnsafeMutablePointer<gsl_matrix>
  let threads: Int
  /// Most rows of a block: wide enough for the kernels to be at their best.
  let width: Int
  let usesBLAS: Bool

  init(threads: Int, width: Int? = nil, usesBLAS: Bool = GSL.hasOptimisedBLAS) {
    self.threads = threads
    // So many rows of a panel's depth leave room in the second cache, and more are slower.
    self.width = width ?? (usesBLAS || Processor.hasWideRegisters ? 192 : 128)
    self.usesBLAS = usesBLAS
  }

  /// The lower triangle of A·Aᵀ, or of Aᵀ·A.
  func gram(_ a: Matrix, isTransposed: Bool, into c: Matrix) throws(GSLError) {
    let (n, length) = isTransposed ? (a.pointee.size2, a.pointee.size1) : (a.pointee.size1, a.pointee.size2)
    func rows(_ block: Range<Int>) -> gsl_matrix {
      isTransposed ? view(a, 0..<length, block) : view(a, block, 0..<length)
    }
    let tiles = pairs(blocks(0..<n, most: width))
    try each(tiles.offDiagonal + tiles.diagonal) { pair in
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
  ///
  /// Who brings the next block on the diagonal up to date factors it, while the others are at the rest.
  /// - Returns: whether A is positive definite to working precision.
  func cholesky(_ a: Matrix) throws(GSLError) -> Bool {
    let n = a.pointee.size1
    guard var k = steps(0..<n).first else { return true }
    var isDefinite = factor(a, k)
    while isDefinite, k.upperBound < n {
      let rest = k.upperBound..<n
      let akk = view(a, k, k)
      try each(blocks(rest, most: width / 2)) { i in
        var (akk, aik) = (akk, view(a, i, k))
        if usesBLAS {
          return gsl_blas_dtrsm(CblasRight, CblasLower, CblasTrans, CblasNonUnit, 1, &akk, &aik)
        }
        TriangularSolve()(akk.block(), aik.block())
        return 0
      }
      let tiles = pairs(steps(rest))
      let next = tiles.diagonal[0].0
      try withUnsafeMutablePointer(to: &isDefinite) { (isDefinite) throws(GSLError) in
        nonisolated(unsafe) let isDefinite = isDefinite
        let column = k
        try each(tiles.diagonal.prefix(1) + tiles.offDiagonal + tiles.diagonal.dropFirst()) { pair in
          let (i, j) = pair
          let status = update(a, i, j, column)
          if i.lowerBound == next.lowerBound { isDefinite.pointee = factor(a, next) }
          return status
        }
      }
      k = next
    }
    return isDefinite
  }

  /// Takes the product of two blocks of the column off the block (i, j).
  private func update(_ a: Matrix, _ i: Range<Int>, _ j: Range<Int>, _ column: Range<Int>) -> Int32 {
    var (aik, ajk, aij) = (view(a, i, column), view(a, j, column), view(a, i, j))
    if usesBLAS {
      return i == j
        ? gsl_blas_dsyrk(CblasLower, CblasNoTrans, -1, &aik, 1, &aij)
        : gsl_blas_dgemm(CblasNoTrans, CblasTrans, -1, &aik, &ajk, 1, &aij)
    }
    BlockProduct(sign: -1).add(aik.block(), ajk.block(), to: aij.block(), isLower: i == j)
    return 0
  }

  /// The factor of a block on the diagonal; without BLAS in blocks of its own.
  private func factor(_ a: Matrix, _ k: Range<Int>) -> Bool {
    var block = view(a, k, k)
    let inner = 32
    if usesBLAS || block.size1 <= inner { return gsl_linalg_cholesky_decomp1(&block) == GSL_SUCCESS }
    return (try? BlockedSymmetric(threads: 1, width: inner, usesBLAS: false).cholesky(&block)) ?? false
  }

  private func pairs(
    _ blocks: [Range<Int>]
  ) -> (diagonal: [(Range<Int>, Range<Int>)], offDiagonal: [(Range<Int>, Range<Int>)]) {
    let lower = blocks.indices.flatMap { i in blocks.prefix(i).map { (blocks[i], $0) } }
    return (blocks.map { ($0, $0) }, lower)
  }

  /// Blocks as wide as leaves enough of them for many threads.
  private func steps(_ range: Range<Int>) -> [Range<Int>] {
    blocks(range, most: max(min(64, width), min(width, range.count / 10 / 16 * 16)))
  }
}

extension BlockedSymmetric {
  /// A range in blocks of nearly one size, a multiple of eight.
  func blocks(_ range: Range<Int>, most: Int) -> [Range<Int>] {
    let count = max(1, (range.count + most - 1) / most)
    let width = min(most, ((range.count + count - 1) / count + 7) / 8 * 8)
    return stride(from: range.lowerBound, to: range.upperBound, by: max(1, width)).map {
      $0..<min($0 + width, range.upperBound)
    }
  }
  func view(_ a: Matrix, _ rows: Range<Int>, _ columns: Range<Int>) -> gsl_matrix {
    gsl_matrix_submatrix(a, rows.lowerBound, columns.lowerBound, rows.count, columns.count).matrix
  }
  /// Shares the work among the threads.
  func each<T>(_ all: [T], _ body: (T) -> Int32) throws(GSLError) {
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
