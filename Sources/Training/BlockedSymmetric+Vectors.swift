// SPDX-License-Identifier: MIT

import GSL

// What takes a time in proportion to a matrix's size: copies, products with a vector, triangular systems.
// Left to one thread they would be a third of a step on eight.
extension BlockedSymmetric {
  /// Numbers that one thread takes at a time: many beside the cost of handing them out.
  private static let portion = 1 << 16

  /// Runs the body for blocks of so many rows that each is a portion, or is one row.
  func eachRows(_ rows: Int, of length: Int, _ body: (Range<Int>) -> Int32) throws(GSLError) {
    try each(blocks(0..<rows, most: max(8, Self.portion / max(1, length))), body)
  }

  /// The lower triangle of A + μ.
  func copy(_ a: Matrix, damping mu: Double, to b: Matrix) throws(GSLError) {
    try eachRows(a.pointee.size1, of: a.pointee.size1) { rows in
      for i in rows {
        let row = b.pointee.data + i * b.pointee.tda
        row.update(from: a.pointee.data + i * a.pointee.tda, count: i + 1)
        row[i] += mu
      }
      return 0
    }
  }

  /// A x, or Aᵀ x.
  func product(_ a: Matrix, isTransposed: Bool, _ x: [Double]) throws(GSLError) -> [Double] {
    let (rows, columns) = (a.pointee.size1, a.pointee.size2)
    var y = [Double](repeating: 0, count: isTransposed ? columns : rows)
    try y.withUnsafeMutableBufferPointer { (y) throws(GSLError) in
      nonisolated(unsafe) let y = y
      try eachRows(y.count, of: x.count) { part in
        var block = isTransposed ? view(a, 0..<rows, part) : view(a, part, 0..<columns)
        return x.withUnsafeBufferPointer { x in
          var from = gsl_vector_const_view_array(x.baseAddress, x.count).vector
          var to = gsl_vector_view_array(y.baseAddress! + part.lowerBound, part.count).vector
          return gsl_blas_dgemv(isTransposed ? CblasTrans : CblasNoTrans, 1, &block, &from, 0, &to)
        }
      }
    }
    return y
  }

  /// Solves L Lᵀ x = b in place of b.
  func solve(_ l: Matrix, _ x: inout [Double]) throws(GSLError) {
    let n = l.pointee.size1
    try x.withUnsafeMutableBufferPointer { (x) throws(GSLError) in
      nonisolated(unsafe) let x = x.baseAddress!
      func part(_ range: Range<Int>) -> gsl_vector {
        gsl_vector_view_array(x + range.lowerBound, range.count).vector
      }
      func substitute(_ k: Range<Int>, _ transposed: CBLAS_TRANSPOSE_t, _ others: Range<Int>) throws(GSLError)
      {
        var (lkk, xk) = (view(l, k, k), part(k))
        try GSL.check(
          gsl_blas_dtrsv(CblasLower, transposed, CblasNonUnit, &lkk, &xk), "block of the normal equations")
        nonisolated(unsafe) let known = xk
        try eachRows(others.count, of: k.count) { rows in
          let i = rows.lowerBound + others.lowerBound..<rows.upperBound + others.lowerBound
          var (block, xk, xi) = (
            transposed == CblasTrans ? view(l, k, i) : view(l, i, k), known, part(i)
          )
          return gsl_blas_dgemv(transposed, -1, &block, &xk, 1, &xi)
        }
      }
      let all = blocks(0..<n, most: width)
      for k in all { try substitute(k, CblasNoTrans, k.upperBound..<n) }
      for k in all.reversed() { try substitute(k, CblasTrans, 0..<k.lowerBound) }
    }
  }
}
