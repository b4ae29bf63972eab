/// The numbers of a text file: rows of equal length.
public struct NumericTable: Sendable, Equatable {
  /// The names in the first line, where it has no number.
  public let header: [String]?
  /// Fields in each row.
  public let columnCount: Int
  /// Row by row; all finite.
  public let values: [Double]
  /// The line on which each row stands, counted from 1.
  public let lines: [Int]
  /// Lines that start with `#`, without it and without the blanks around.
  public let comments: [String]

  /// Rows of numbers.
  public var rowCount: Int { lines.count }

  /// The numbers of one row.
  /// - Parameter row: from 0 on, below `rowCount`.
  public func row(_ row: Int) -> ArraySlice<Double> { values[row * columnCount..<(row + 1) * columnCount] }

  /// The numbers of one column.
  /// - Parameter column: from 0 on, below `columnCount`.
  public func column(_ column: Int) -> [Double] {
    precondition(column >= 0 && column < columnCount, "column \(column) of \(columnCount)")
    return stride(from: column, to: values.count, by: columnCount).map { values[$0] }
  }

  /// The numbers of the column of that name; nil where the header has no such name, or has it twice.
  public func column(_ name: String) -> [Double]? {
    let found = (header ?? []).indices.filter { header?[$0] == name }
    return found.count == 1 ? column(found[0]) : nil
  }
}
