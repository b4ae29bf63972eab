// SPDX-License-Identifier: MIT

/// Tables as text, handed over piece by piece.
extension ReferenceTable {
  /// What a CSV says about the table before the columns' names, a line each.
  var comments: [String] { metadata.lines(parameterNames) }

  /// CSV: lines about the table after `#`, the names of the columns, then a line for each place.
  ///
  /// Nothing is handed over before the first values are measured, so that a request which fails at once
  /// leaves nothing.
  /// - Parameters:
  ///   - sink: takes the bytes in order.
  ///   - progress: told of the rows done.
  /// - Throws: as ``fields(_:)``, and what the sink throws.
  public func csv(to sink: ([UInt8]) throws -> Void, progress: (Int) -> Void = { _ in }) throws {
    let head = comments.map { "# \($0)\n" }.joined() + columns.names.joined(separator: ",")
    try text(head + "\n", row: ("", "\n"), between: "", end: "", to: sink, progress)
  }

  /// One JSON document, `{"meta": …, "columns": […], "rows": [[…], …]}`, a line for each row.
  /// - Parameters:
  ///   - sink: takes the bytes in order.
  ///   - progress: told of the rows done.
  /// - Throws: as ``fields(_:)``, and what the sink throws.
  public func json(to sink: ([UInt8]) throws -> Void, progress: (Int) -> Void = { _ in }) throws {
    // The names are letters, digits and underscores.
    let names = columns.names.map { "\"\($0)\"" }.joined(separator: ",")
    try text(
      "{\"meta\":\(try metadata.json()),\n\"columns\":[\(names)],\n\"rows\":[\n", row: ("[", "]"),
      between: ",\n", end: "\n]}\n", to: sink, progress)
  }

  private func text(
    _ head: String, row: (String, String), between: String, end: String, to sink: ([UInt8]) throws -> Void,
    _ progress: (Int) -> Void
  ) throws {
    let (open, close, comma) = (Array(row.0.utf8), Array(row.1.utf8), Array(between.utf8))
    let width = columns.names.count
    if places.count == 0 { try sink(Array(head.utf8)) }
    try parts(
      make: { rows in
        let numbers = try self.rows(rows)
        var text: [UInt8] = []
        text.reserveCapacity(numbers.count * 26)
        for i in 0..<rows.count {
          if i > 0 { text += comma }
          text += open
          Digits.append(numbers[i * width..<(i + 1) * width], to: &text)
          text += close
        }
        return text
      },
      take: { text, rows in
        try sink((rows.lowerBound == 0 ? Array(head.utf8) : comma) + text)
      },
      progress: progress)
    if !end.isEmpty { try sink(Array(end.utf8)) }
  }
}
