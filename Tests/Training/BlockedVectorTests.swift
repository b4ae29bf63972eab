// SPDX-License-Identifier: MIT

import GSL
import Sampling
import Testing

@testable import Training

/// Copies, products with a vector and triangular systems, against plain sums and on any number of threads.
@Suite struct BlockedVectorTests {
  /// Of less than one portion, and of many; wide, tall, and of a single row.
  static let shapes = [(1, 5), (5, 1), (30, 40), (700, 901), (901, 700), (1, 70_001), (70_001, 1)]

  private func same(_ result: (BlockedSymmetric) throws -> [Double]) throws -> [Double] {
    let one = try result(BlockedSymmetric(threads: 1, width: 64))
    for threads in [2, 3, 8, 16] {
      #expect(try result(BlockedSymmetric(threads: threads, width: 64)) == one, "\(threads) threads")
    }
    return one
  }
  /// A matrix of numbers below 1/2, with the numbers.
  private func matrix(_ rows: Int, _ columns: Int) throws -> (UnsafeMutablePointer<gsl_matrix>, [Double]) {
    var random = SplitMix64("vectors", "\(rows)", "\(columns)")
    let a = try GSL.require(gsl_matrix_alloc(rows, columns), "a matrix")
    let numbers = (0..<rows * columns).map { _ in random.uniform() - 0.5 }
    a.pointee.data.update(from: numbers, count: numbers.count)
    return (a, numbers)
  }

  @Test(arguments: shapes, [false, true]) func product(shape: (Int, Int), isTransposed: Bool) throws {
    let (rows, columns) = shape
    let (a, numbers) = try matrix(rows, columns)
    defer { gsl_matrix_free(a) }
    let (n, length) = isTransposed ? (columns, rows) : (rows, columns)
    let x = (0..<length).map { 1 / Double($0 + 1) }
    let y = try same { try $0.product(a, isTransposed: isTransposed, x) }
    #expect(y.count == n)
    for i in stride(from: 0, to: n, by: max(1, n / 50)) {
      let right = (0..<length).reduce(0) {
        $0 + numbers[isTransposed ? $1 * columns + i : i * columns + $1] * x[$1]
      }
      #expect(abs(y[i] - right) < 1e-14)
    }
  }

  @Test(arguments: [1, 9, 64, 65, 500]) func triangularSystem(n: Int) throws {
    let (l, numbers) = try matrix(n, n)
    defer { gsl_matrix_free(l) }
    func element(_ i: Int, _ j: Int) -> Double { (i == j ? 2 : 0) + numbers[i * n + j] / Double(n) }
    for i in 0..<n { for j in 0..<n { gsl_matrix_set(l, i, j, j <= i ? element(i, j) : .nan) } }
    let right = (0..<n).map { 1 - 2 * Double($0 % 3) }
    // b = L Lᵀ x.
    let inner = (0..<n).map { j in (j..<n).reduce(0) { $0 + element($1, j) * right[$1] } }
    let b = (0..<n).map { i in (0...i).reduce(0) { $0 + element(i, $1) * inner[$1] } }
    let x = try same {
      var x = b
      try $0.solve(l, &x)
      return x
    }
    for i in 0..<n { #expect(abs(x[i] - right[i]) < 1e-13) }
  }

  /// The lower triangle alone, and μ once per row.
  @Test(arguments: [1, 40, 700]) func copy(n: Int) throws {
    let (a, numbers) = try matrix(n, n)
    let to = try GSL.require(gsl_matrix_alloc(n, n), "a matrix")
    defer {
      gsl_matrix_free(a)
      gsl_matrix_free(to)
    }
    let all = try same {
      gsl_matrix_set_all(to, 7)
      try $0.copy(a, damping: 0.25, to: to)
      return Array(UnsafeBufferPointer(start: to.pointee.data, count: n * n))
    }
    for i in 0..<n {
      for j in 0..<n {
        #expect(all[i * n + j] == (j > i ? 7 : numbers[i * n + j] + (i == j ? 0.25 : 0)))
      }
    }
  }
}
