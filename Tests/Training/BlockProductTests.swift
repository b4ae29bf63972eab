// SPDX-License-Identifier: MIT

import Sampling
import Testing

@testable import Training

/// Products of blocks against plain sums, with the tiles of this machine and of others.
@Suite struct BlockProductTests {
  /// Less than a tile, a tile, several with a rest; fewer columns than a panel, and more.
  static let shapes = [(1, 1, 1), (6, 8, 3), (8, 16, 17), (13, 21, 8), (5, 40, 400), (31, 35, 801)]

  /// Numbers with room between the rows.
  private struct Matrix {
    var numbers: [Double]
    let rows, columns, row, column: Int
    init(_ rows: Int, _ columns: Int, isTransposed: Bool, _ random: inout SplitMix64) {
      (self.rows, self.columns) = (rows, columns)
      (row, column) = isTransposed ? (1, rows + 3) : (columns + 2, 1)
      numbers = (0..<(rows + 3) * (columns + 3)).map { _ in random.uniform() - 0.5 }
    }
    subscript(i: Int, j: Int) -> Double { numbers[i * row + j * column] }
    mutating func withBlock(_ body: (BlockProduct.Block) -> Void) {
      numbers.withUnsafeMutableBufferPointer {
        body(.init(start: $0.baseAddress!, rows: rows, columns: columns, row: row, column: column))
      }
    }
  }

  @Test(arguments: shapes, [false, true])
  func sums(shape: (rows: Int, columns: Int, depth: Int), isWide: Bool) {
    for (isTransposed, isLower, sign) in [(false, false, 1.0), (true, false, -1.0), (false, true, -1.0)] {
      var random = SplitMix64("block product", "\(shape)")
      var a = Matrix(shape.rows, shape.depth, isTransposed: isTransposed, &random)
      var b = Matrix(shape.columns, shape.depth, isTransposed: isTransposed, &random)
      var c = Matrix(shape.rows, shape.columns, isTransposed: false, &random)
      let before = c
      a.withBlock { a in
        b.withBlock { b in
          c.withBlock { BlockProduct(sign: sign, isWide: isWide).add(a, b, to: $0, isLower: isLower) }
        }
      }
      for i in 0..<shape.rows {
        for j in 0..<(isLower ? min(i + 1, shape.columns) : shape.columns) {
          let sum = (0..<shape.depth).reduce(0) { $0 + a[i, $1] * b[j, $1] }
          let error = abs(c[i, j] - before[i, j] - sign * sum)
          #expect(error < 1e-15 * Double(shape.depth + 10), "(\(i), \(j)) of \(shape)")
        }
      }
      // What lies between the rows is not C's.
      for i in 0..<shape.rows {
        for gap in shape.columns..<c.row { #expect(c[i, gap] == before[i, gap]) }
      }
    }
  }
}
