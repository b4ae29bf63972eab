// SPDX-License-Identifier: MIT

import Benchmarking
import Blocks
import Differentiation
import GSL
import Networks
import Sampling
import Training

/// The damped least-squares step of training by itself: (JᵀJ + μ) δ = −Jᵀr put into plain sums, for sizes
/// around every block of the kernels, by BLAS and by the package's own.
package enum StepCheck {
  /// Residuals and parameters: more of the one or of the other, around four, 192 and 384, and both beyond
  /// 384.
  static let sizes = [
    (1, 1), (5, 3), (3, 5), (40, 17), (17, 42), (201, 194), (194, 201), (390, 30), (9, 391), (777, 6),
    (401, 391),
  ]

  /// - Throws: ``GSLError`` where memory runs out.
  package static func results() throws -> [GradientResult] {
    try [true, false].flatMap { usesBLAS in
      try [
        result(DoubleLanes.self, .float64, usesBLAS: usesBLAS),
        result(FloatLanes.self, .float32, usesBLAS: usesBLAS),
      ]
    }
  }

  private static func result<L: Lanes>(
    _: L.Type, _ precision: GradientPrecision, usesBLAS: Bool
  ) throws -> GradientResult {
    var worst = JudgedError()
    var random = SplitMix64("steps", precision.rawValue)
    for (rows, columns) in sizes {
      let equations = try NormalEquations(rows: rows, columns: columns, threads: 2, usesBLAS: usesBLAS)
      // Twice: nothing of the first place may stay at the second.
      for _ in 0..<2 {
        let j = WeightJacobian<L>(rows: rows, parameters: columns)
        for p in 0..<columns {
          for i in 0..<rows { j.storage[p * j.leadingDimension + i] = L.Element(2 * random.uniform() - 1) }
        }
        func product(_ x: [Double]) -> [Double] {
          (0..<rows).map { i in
            x.indices.reduce(0) { $0 + Double(j.storage[$1 * j.leadingDimension + i]) * x[$1] }
          }
        }
        func transposed(_ y: [Double]) -> [Double] {
          (0..<columns).map { p in
            y.indices.reduce(0) { $0 + Double(j.storage[p * j.leadingDimension + $1]) * y[$1] }
          }
        }
        let (r, s) = (
          product((0..<columns).map { _ in random.uniform() }), (0..<rows).map { _ in random.uniform() }
        )
        try equations.linearise(j, r)
        let mu = 0.05 * Double(max(rows, columns))
        for (right, found) in [(r, try equations.step(damping: mu)), (s, try equations.step(for: s))] {
          let delta = found ?? [Double](repeating: .nan, count: columns)
          let change = product(delta)
          let rest = transposed(zip(change, right).map { $0 + $1 })
          // Backward stable: a few units of what is summed.
          let largest = delta.reduce(0) { larger($0, abs($1)) }
          let unit = 0x1p-53 * (Double(rows * columns) * largest + transposed(right.map(abs)).map(abs).max()!)
          for p in 0..<columns {
            worst.take(rest[p] + mu * delta[p], 0, unit) { "\(rows) x \(columns), the balance \(p)" }
          }
          for (a, b) in zip(try equations.change(by: delta), change) {
            worst.take(a, b, unit) { "\(rows) x \(columns), the change of a residual" }
          }
        }
      }
    }
    return GradientResult(
      family: "steps", strategy: "steps", nesting: "steps", case: usesBLAS ? "by BLAS" : "by own kernels",
      order: 0, precision, units: worst.units, message: worst.message)
  }
}
