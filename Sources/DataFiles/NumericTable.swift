// SPDX-License-Identifier: MIT

/// The numbers of a text file: rows of equal length.
package struct NumericTable: Sendable, Equatable {
  /// The names in the first line, where it has no number.
  package let header: [String]?
  /// Fields in each row.
  package let columnCount: Int
  /// Row by row; none infinite, NaN where the file has it. Of complex numbers the real parts.
  package let values: [Double]
  /// The imaginary parts, row by row; nil where no field is complex.
  package let imaginary: [Double]?
  /// The line on which each row stands, counted from 1.
  package let lines: [Int]
  /// Lines that start with `#` or `%`, without it and without the blanks around.
  package let comments: [String]

  /// Rows of numbers.
  package var rowCount: Int { lines.count }

  /// The numbers of one row.
  /// - Parameter row: from 0 on, below `rowCount`.
  package func row(_ row: Int) -> ArraySlice<Double> { values[row * columnCount..<(row + 1) * columnCount] }

  /// The numbers of one column.
  /// - Parameter column: from 0 on, below `columnCount`.
  package func column(_ column: Int) -> [Double] {
    precondition(column >= 0 && column < columnCount, "column \(column) of \(columnCount)")
    return stride(from: column, to: values.count, by: columnCount).map { values[$0] }
  }

  /// The imaginary parts of one column; nil where none of its fields is complex.
  /// - Parameter column: from 0 on, below `columnCount`.
  package func imaginary(_ column: Int) -> [Double]? {
    precondition(column >= 0 && column < columnCount, "column \(column) of \(columnCount)")
    guard let imaginary else { return nil }
    let parts = stride(from: column, to: imaginary.count, by: columnCount).map { imaginary[$0] }
    return parts.allSatisfy { $0 == 0 } ? nil : parts
  }

  /// The numbers of the column of that name; nil where the header has no such name, or has it twice.
  package func column(_ name: String) -> [Double]? {
    let found = (header ?? []).indices.filter { header?[$0] == name }
    return found.count == 1 ? column(found[0]) : nil
  }
}
