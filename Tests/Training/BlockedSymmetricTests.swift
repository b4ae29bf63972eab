// SPDX-License-Identifier: MIT

import Benchmarking
import GSL
import Networks
import Sampling
import Testing

@testable import Training

/// The blocked products and factors against plain sums.
@Suite struct BlockedSymmetricTests {
  /// Whole blocks, a part of one, and less than one; and more columns than a panel holds.
  struct Shape: Sendable {
    let n, width, length: Int
    let usesBLAS: Bool
  }
  static let shapes = [true, false].flatMap { usesBLAS in
    [1, 5, 8, 13, 24, 29].map { Shape(n: $0, width: 8, length: 11, usesBLAS: usesBLAS) }
      + [Shape(n: 97, width: 40, length: 2 * BlockProduct(sign: 1).depth + 3, usesBLAS: usesBLAS)]
  }

  private func matrix(_ rows: Int, _ columns: Int, _ value: (Int, Int) -> Double) throws
    -> UnsafeMutablePointer<gsl_matrix>
  {
    let m = try GSL.require(gsl_matrix_calloc(rows, columns), "a matrix")
    for i in 0..<rows { for j in 0..<columns { gsl_matrix_set(m, i, j, value(i, j)) } }
    return m
  }

  @Test(arguments: shapes, [false, true]) func gram(shape: Shape, isTransposed: Bool) throws {
    let (n, length) = (shape.n, shape.length)
    var random = SplitMix64("gram", "\(n)")
    let numbers = (0..<n * length).map { _ in random.uniform() - 0.5 }
    let a =
      isTransposed
      ? try matrix(length, n) { numbers[$1 * length + $0] }
      : try matrix(n, length) { numbers[$0 * length + $1] }
    defer { gsl_matrix_free(a) }
    var products: [[Double]] = []
    for threads in 1...3 {
      let c = try matrix(n, n) { _, _ in 7 }
      defer { gsl_matrix_free(c) }
      try BlockedSymmetric(threads: threads, width: shape.width, usesBLAS: shape.usesBLAS)
        .gram(a, isTransposed: isTransposed, into: c)
      var lower: [Double] = []
      for i in 0..<n {
        for j in 0...i {
          let right = (0..<length).reduce(0) { $0 + numbers[i * length + $1] * numbers[j * length + $1] }
          #expect(abs(gsl_matrix_get(c, i, j) - right) < 1e-15 * Double(length + 10), "(\(i), \(j)) of \(n)")
          lower.append(gsl_matrix_get(c, i, j))
        }
      }
      products.append(lower)
    }
    #expect(Set(products).count == 1, "the product depends on the number of threads")
  }

  @Test(arguments: shapes) func cholesky(shape: Shape) throws {
    let n = shape.n
    var random = SplitMix64("cholesky", "\(n)")
    func blocked(_ threads: Int) -> BlockedSymmetric {
      BlockedSymmetric(threads: threads, width: shape.width, usesBLAS: shape.usesBLAS)
    }
    // Of rows that are not much longer than 1, whatever their number.
    let l = (0..<n).map { i in
      (0..<n).map {
        $0 < i ? (random.uniform() - 0.5) / Double(n).squareRoot() : $0 == i ? 1 + random.uniform() : 0
      }
    }
    func product(_ i: Int, _ j: Int) -> Double { (0..<n).reduce(0) { $0 + l[i][$1] * l[j][$1] } }
    var factors: [[Double]] = []
    for threads in 1...3 {
      let a = try matrix(n, n, product)
      defer { gsl_matrix_free(a) }
      #expect(try blocked(threads).cholesky(a))
      for i in 0..<n { for j in 0...i { #expect(abs(gsl_matrix_get(a, i, j) - l[i][j]) < 1e-12) } }
      factors.append((0..<n).flatMap { i in (0...i).map { gsl_matrix_get(a, i, $0) } })
    }
    #expect(Set(factors).count == 1, "the factor depends on the number of threads")
    // One eigenvalue less than zero, in the last block.
    let indefinite = try matrix(n, n) { $0 == $1 ? ($0 == n - 1 ? -1 : 1) : 0 }
    defer { gsl_matrix_free(indefinite) }
    #expect(try !blocked(2).cholesky(indefinite))
  }
}
