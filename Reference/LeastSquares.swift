import GSL

/// The x that minimises ‖Ax − b‖₂, by Householder reflections in blocks (GSL's QR_decomp_r, after Elmroth and Gustavson).
enum LeastSquares {
  /// - Parameters:
  ///   - matrix: A in row-major order; it has at least as many rows as columns.
  ///   - right: b, one number a row.
  /// - Throws: ``GSLError`` where A has not full rank.
  static func solve(_ matrix: [Double], columns: Int, _ right: [Double]) throws -> [Double] {
    let rows = right.count
    // Problems are checked side by side.
    _ = GSL.singleThreaded
    let a = try GSL.require(gsl_matrix_alloc(rows, columns), "a matrix of \(rows) × \(columns)")
    defer { gsl_matrix_free(a) }
    let t = try GSL.require(gsl_matrix_alloc(columns, columns), "a matrix of \(columns) × \(columns)")
    defer { gsl_matrix_free(t) }
    for i in 0..<rows {
      for j in 0..<columns { a.pointee.data[i * a.pointee.tda + j] = matrix[i * columns + j] }
    }
    try GSL.check(gsl_linalg_QR_decomp_r(a, t), "factoring \(rows) × \(columns)")
    // GSL gives the solution first and then, in what is left of as many numbers as rows, the rotated residual.
    var (b, x) = (right, right)
    var work = [Double](repeating: 0, count: columns)
    let status = b.withUnsafeMutableBufferPointer { b in
      x.withUnsafeMutableBufferPointer { x in
        work.withUnsafeMutableBufferPointer { work in
          var views = (
            gsl_vector_view_array(b.baseAddress!, rows), gsl_vector_view_array(x.baseAddress!, rows),
            gsl_vector_view_array(work.baseAddress!, columns)
          )
          return gsl_linalg_QR_lssolve_r(a, t, &views.0.vector, &views.1.vector, &views.2.vector)
        }
      }
    }
    try GSL.check(status, "least squares of \(rows) × \(columns)")
    return Array(x.prefix(columns))
  }
}
