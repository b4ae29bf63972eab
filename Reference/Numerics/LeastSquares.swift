// SPDX-License-Identifier: MIT

import GSL

/// The x that minimises ‖Ax − b‖₂, by Householder reflections in blocks (GSL's QR_decomp_r, after Elmroth and
/// Gustavson): A is factored once for any number of right-hand sides.
final class LeastSquares {
  private let rows: Int
  private let columns: Int
  /// R, and below it the reflections.
  private let factor: UnsafeMutablePointer<gsl_matrix>
  /// What joins the reflections of a block.
  private let block: UnsafeMutablePointer<gsl_matrix>

  /// - Parameter matrix: A in row-major order; it has at least as many rows as columns.
  init(_ matrix: [Double], columns: Int) throws {
    (rows, self.columns) = (matrix.count / columns, columns)
    // Problems are checked side by side.
    _ = GSL.singleThreaded
    factor = try GSL.require(gsl_matrix_alloc(rows, columns), "a matrix of \(rows) × \(columns)")
    do {
      block = try GSL.require(gsl_matrix_alloc(columns, columns), "a matrix of \(columns) × \(columns)")
    } catch {
      gsl_matrix_free(factor)
      throw error
    }
    for i in 0..<rows {
      for j in 0..<columns { factor.pointee.data[i * factor.pointee.tda + j] = matrix[i * columns + j] }
    }
    try GSL.check(gsl_linalg_QR_decomp_r(factor, block), "factoring \(rows) × \(columns)")
  }
  deinit {
    gsl_matrix_free(factor)
    gsl_matrix_free(block)
  }

  /// - Parameter right: b, one number a row.
  /// - Throws: ``GSLError`` where A has not full rank.
  func solve(_ right: [Double]) throws -> [Double] {
    // GSL gives the solution first and then, in what is left of as many numbers as rows, the rotated
    // residual.
    var (b, x) = (right, right)
    var work = [Double](repeating: 0, count: columns)
    let status = b.withUnsafeMutableBufferPointer { b in
      x.withUnsafeMutableBufferPointer { x in
        work.withUnsafeMutableBufferPointer { work in
          var views = (
            gsl_vector_view_array(b.baseAddress!, rows), gsl_vector_view_array(x.baseAddress!, rows),
            gsl_vector_view_array(work.baseAddress!, columns)
          )
          return gsl_linalg_QR_lssolve_r(factor, block, &views.0.vector, &views.1.vector, &views.2.vector)
        }
      }
    }
    try GSL.check(status, "least squares of \(rows) × \(columns)")
    return Array(x.prefix(columns))
  }

  /// For one right-hand side.
  static func solve(_ matrix: [Double], columns: Int, _ right: [Double]) throws -> [Double] {
    try LeastSquares(matrix, columns: columns).solve(right)
  }
}
