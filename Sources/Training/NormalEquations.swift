import Differentiation
import GSL

/// The damped least-squares step δ of min ‖J δ + r‖² + μ‖δ‖², by GSL's Cholesky factor of the smaller of
///
///     (JᵀJ + μ) δ = −Jᵀr        (residuals ≥ parameters)
///     δ = −Jᵀ(JJᵀ + μ)⁻¹ r      (fewer residuals than parameters; the same δ)
final class NormalEquations {
  private let jacobian: UnsafeMutablePointer<Double>
  private let rows: Int
  private let columns: Int
  private let leading: Int
  private let gram: UnsafeMutablePointer<gsl_matrix>
  private let factor: UnsafeMutablePointer<gsl_matrix>
  private let residuals: [Double]
  /// Jᵀr, half the gradient of the loss.
  let gradient: [Double]
  /// The largest diagonal element of JᵀJ or JJᵀ: the scale of μ.
  let scale: Double
  private var isKernel: Bool { rows < columns }

  init<L: Lanes>(_ j: WeightJacobian<L>, _ r: [Double]) throws(GSLError) {
    _ = GSL.singleThreaded
    rows = j.rows
    columns = j.parameters
    leading = j.leadingDimension
    residuals = r
    let total = leading * columns
    jacobian = .allocate(capacity: max(1, total))
    for i in 0..<total { jacobian[i] = Double(j.storage[i]) }
    let size = min(rows, columns)
    gram = try GSL.require(gsl_matrix_calloc(size, size), "normal equations of size \(size)")
    factor = try GSL.require(gsl_matrix_alloc(size, size), "normal equations of size \(size)")

    var view = gsl_matrix_view_array_with_tda(jacobian, columns, rows, leading)
    try GSL.check(
      gsl_blas_dsyrk(CblasLower, rows < columns ? CblasTrans : CblasNoTrans, 1, &view.matrix, 0, gram), "JᵀJ")
    var (gradient, residuals) = ([Double](repeating: 0, count: columns), r)
    var x = gsl_vector_view_array(&residuals, rows)
    var y = gsl_vector_view_array(&gradient, columns)
    try GSL.check(gsl_blas_dgemv(CblasNoTrans, 1, &view.matrix, &x.vector, 0, &y.vector), "Jᵀr")
    self.gradient = gradient
    var largest = 0.0
    for i in 0..<size { largest = max(largest, gsl_matrix_get(gram, i, i)) }
    scale = largest
  }

  deinit {
    jacobian.deallocate()
    gsl_matrix_free(gram)
    gsl_matrix_free(factor)
  }

  /// δ for a damping μ > 0; nil where the matrix is not positive definite to working precision: μ is too small.
  func step(damping mu: Double) throws(GSLError) -> [Double]? {
    try GSL.check(gsl_matrix_memcpy(factor, gram), "copy of the normal equations")
    let size = gram.pointee.size1
    for i in 0..<size { gsl_matrix_set(factor, i, i, gsl_matrix_get(gram, i, i) + mu) }
    guard gsl_linalg_cholesky_decomp1(factor) == GSL_SUCCESS else { return nil }
    var solution = (isKernel ? residuals : gradient).map { -$0 }
    var x = gsl_vector_view_array(&solution, size)
    guard gsl_linalg_cholesky_svx(factor, &x.vector) == GSL_SUCCESS else { return nil }
    if isKernel {
      var delta = [Double](repeating: 0, count: columns)
      var y = gsl_vector_view_array(&delta, columns)
      var view = gsl_matrix_view_array_with_tda(jacobian, columns, rows, leading)
      try GSL.check(gsl_blas_dgemv(CblasNoTrans, 1, &view.matrix, &x.vector, 0, &y.vector), "Jᵀλ")
      solution = delta
    }
    return solution.allSatisfy(\.isFinite) ? solution : nil
  }
}
