// SPDX-License-Identifier: MIT

import Differentiation

// Blocks that are written in place while they are made: for kernels, not for numbers.
extension Block {
  /// Blocks of one row, one under another.
  @inlinable package init(stacking rows: [Self]) {
    self.init(rows: rows.count, channels: 1, in: rows[0].arena!)
    for (i, row) in rows.enumerated() {
      for g in 0..<groups { base![g * rows.count + i] = row.base![g] }
    }
  }
  /// Copies a block of the same shape, or a constant.
  @inlinable package func assign(_ other: Self) {
    guard let q = other.base else { return fill { _ in L.Element(other.constant) } }
    base!.update(from: q, count: count)
  }
  /// One value for all points of a row.
  @inlinable package func fill(_ value: (_ row: Int) -> L.Element) {
    for i in 0..<rows {
      let lanes = L(repeating: value(i))
      for g in 0..<channels * groups { base![g * rows + i] = lanes }
    }
  }
  /// One row that is the same value everywhere, in the shape of the arena's blocks.
  @inlinable package func row(of value: Double) -> Self { Self(value, rows: 1, in: arena) }
}
