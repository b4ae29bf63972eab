// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import GSL

/// The damped least-squares step δ of min ‖J δ + r‖² + μ‖δ‖², by the Cholesky factor of the smaller of
///
///     (JᵀJ + μ) δ = −Jᵀr        (residuals ≥ parameters)
///     δ = −Jᵀ(JJᵀ + μ)⁻¹ r      (fewer residuals than parameters; the same δ)
///
/// The memory is taken once and serves every iteration. Products and factors go to OpenBLAS through GSL where
/// it is linked, and to the package's own kernels elsewhere: GSL's own BLAS is far too slow for them.
package final class NormalEquations {
  package let rows: Int
  package let columns: Int
  private let blocks: BlockedSymmetric
  private let gram: UnsafeMutablePointer<gsl_matrix>
  private let factor: UnsafeMutablePointer<gsl_matrix>
  /// Parameter by parameter, `leading` apart: the Jacobian's own memory, or its copy in double precision.
  private var jacobian: UnsafeMutablePointer<Double>?
  private var copy: UnsafeMutableBufferPointer<Double>?
  private var leading = 0
  private(set) var residuals: [Double] = []
  /// Jᵀr, half the gradient of the loss.
  private(set) var gradient: [Double] = []
  /// The largest diagonal element of JᵀJ or JJᵀ: the scale of μ.
  private(set) var scale = 0.0
  private var isKernel: Bool { rows < columns }
  private var size: Int { min(rows, columns) }

  /// - Throws: ``GSLError`` where memory runs out.
  /// - Parameter threads: how many share the work; the result does not depend on it.
  package init(
    rows: Int, columns: Int, threads: Int = 1, usesBLAS: Bool = GSL.hasOptimisedBLAS
  ) throws(GSLError) {
    _ = GSL.singleThreaded
    blocks = BlockedSymmetric(threads: threads, usesBLAS: usesBLAS)
    self.rows = rows
    self.columns = columns
    let size = max(1, min(rows, columns))
    gram = try GSL.require(gsl_matrix_calloc(size, size), "normal equations of size \(size)")
    factor = try GSL.require(gsl_matrix_alloc(size, size), "normal equations of size \(size)")
  }
  deinit {
    copy?.deallocate()
    gsl_matrix_free(gram)
    gsl_matrix_free(factor)
  }

  /// Takes the residuals and their Jacobian at a new place. The Jacobian must stay as it is until the next
  /// one.
  package func linearise<L: Lanes>(_ j: WeightJacobian<L>, _ r: [Double]) throws(GSLError) {
    precondition(j.rows == rows && j.parameters == columns && r.count == rows)
    leading = j.leadingDimension
    residuals = r
    let j = try inDouble(j)
    jacobian = j
    var view = gsl_matrix_view_array_with_tda(j, columns, rows, leading)
    try blocks.gram(&view.matrix, isTransposed: isKernel, into: gram)
    gradient = try blocks.product(&view.matrix, isTransposed: false, r)
    scale = (0..<size).reduce(0) { max($0, gsl_matrix_get(gram, $1, $1)) }
  }

  private func inDouble<L: Lanes>(_ j: WeightJacobian<L>) throws(GSLError) -> UnsafeMutablePointer<Double> {
    if let own = j.storage as? UnsafeMutablePointer<Double> { return own }
    let total = leading * columns
    if copy?.count != total {
      copy?.deallocate()
      copy = .allocate(capacity: total)
    }
    nonisolated(unsafe) let (copy, storage) = (copy!.baseAddress!, j.storage)
    try blocks.eachRows(columns, of: leading) { parameters in
      for i in parameters.lowerBound * leading..<parameters.upperBound * leading {
        copy[i] = Double(storage[i])
      }
      return 0
    }
    return copy
  }

  /// δ for a damping μ > 0; nil where the matrix is not positive definite to working precision: μ is too
  /// small.
  package func step(damping mu: Double) throws(GSLError) -> [Double]? {
    try blocks.copy(gram, damping: mu, to: factor)
    guard try blocks.cholesky(factor) else { return nil }
    return try solve(isKernel ? residuals : gradient)
  }

  /// The step for other residuals than those at the place, by the last factor: −(JᵀJ + μ)⁻¹ Jᵀ s.
  package func step(for s: [Double]) throws(GSLError) -> [Double]? {
    try solve(isKernel ? s : product(s, isTransposed: false))
  }

  /// J δ: the change of the residuals that the linear model promises.
  package func change(by delta: [Double]) throws(GSLError) -> [Double] {
    try product(delta, isTransposed: true)
  }

  /// Jᵀx, or J x where it is transposed: the Jacobian lies parameter by parameter.
  private func product(_ x: [Double], isTransposed: Bool) throws(GSLError) -> [Double] {
    var view = gsl_matrix_view_array_with_tda(jacobian, columns, rows, leading)
    return try blocks.product(&view.matrix, isTransposed: isTransposed, x)
  }

  private func solve(_ right: [Double]) throws(GSLError) -> [Double]? {
    var solution = right.map { -$0 }
    try blocks.solve(factor, &solution)
    if isKernel { solution = try product(solution, isTransposed: false) }
    return solution.allSatisfy(\.isFinite) ? solution : nil
  }
}

/// Residuals, Jacobian and normal equations of an engine's loss at one place after another, in memory that is
/// taken once: fresh pages for every iteration would cost as much as the Jacobian itself.
package final class Linearisation<L: Lanes> {
  let engine: Engine<L>
  private let jacobian: WeightJacobian<L>
  let equations: NormalEquations

  /// For the number of residuals that the engine's points have now; they may move, but not become more or
  /// fewer.
  /// - Throws: ``GSLError`` where memory runs out.
  package init(_ engine: Engine<L>) throws {
    self.engine = engine
    jacobian = WeightJacobian(rows: engine.residualCount, parameters: engine.parameterCount)
    equations = try NormalEquations(
      rows: jacobian.rows, columns: jacobian.parameters, threads: engine.threads)
  }

  /// - Returns: the loss there. Where it is not finite the equations stay as they were.
  func move(to parameters: [L.Element]) throws -> Double {
    let r = try engine.residuals(parameters, into: jacobian)
    let loss = r.reduce(0) { $0 + $1 * $1 }
    if loss.isFinite { try equations.linearise(jacobian, r) }
    return loss
  }
}
