// SPDX-License-Identifier: MIT

/// ‖u − v‖₂/‖v‖₂, summed as the values come.
package struct RelativeL2 {
  private var distance = 0.0
  private var size = 0.0
  package init() {}

  /// - Parameters:
  ///   - u: what is judged.
  ///   - v: what it should be.
  package mutating func add(_ u: Double, _ v: Double) {
    distance += (u - v) * (u - v)
    size += v * v
  }
  /// Whether anything but zero was to be compared with.
  package var isDefined: Bool { size > 0 }
  /// ∞ or NaN where all v are zero.
  package var error: Double { (distance / size).squareRoot() }
}

/// ‖columns‖₂, scaled so that nothing overflows.
package func norm(_ columns: [[Double]]) -> Double {
  let largest = columns.joined().reduce(0) { max($0, abs($1)) }
  guard largest > 0, largest.isFinite else { return largest }
  return largest * columns.joined().reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
}

/// √(Σ v²/n) of n values; 0 of none.
package func rootMeanSquare(_ values: [Double]) -> Double {
  (values.reduce(0) { $0 + $1 * $1 } / Double(max(1, values.count))).squareRoot()
}
