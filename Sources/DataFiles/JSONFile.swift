// SPDX-License-Identifier: MIT

/// Reads JSON whose outermost value is an object: a table, `{"columns": […], "rows": [[…], …]}`, as `verify
/// export` writes it, or arrays of numbers by name, `{"x": […], "t": […], "u": [[…], …]}`.
///
/// `null` and Python's `NaN` stand for a value that is missing. What is no number is passed over.
enum JSONFile {
  /// Whether the first sign is a brace.
  static func isFirst(_ bytes: Bytes) -> Bool {
    var place = bytes.has([0xEF, 0xBB, 0xBF], at: 0) ? 3 : 0
    while [0x20, 0x09, 0x0A, 0x0D].contains(where: { bytes.has([$0], at: place) }) { place += 1 }
    return bytes.has([UInt8(ascii: "{")], at: place)
  }

  /// - Parameter limit: bytes of numbers, 8 each, at most.
  static func read(_ bytes: [UInt8], limit: Int) throws(Problem) -> DataFileContents {
    try TextTable.refuseOther(bytes)
    var parser = JSONParser(bytes, limit: limit)
    var result = NamedArrays()
    var columns: [String]?
    var rows: (shape: [Int], values: [Double], lines: [Int])?
    var names: Set<String> = []
    try parser.object { (parser: inout JSONParser, name) throws(Problem) in
      guard names.insert(name).inserted else { throw .duplicate(name: name) }
      switch try parser.value(depth: 1) {
      case .strings(let all) where name == "columns": columns = all
      case .numbers(let shape, let values) where name == "rows":
        rows = (shape, values, parser.lines)
      case .numbers(let shape, let values):
        result.arrays.append(NumericArray(checked: name, shape, values, nil, .float64))
      case .string(let text): result.texts[name] = text
      case .strings: result.skipped.append("\(name) (strings)")
      case .ragged(let line, let expected, let found):
        if name == "rows" { throw .ragged(line: line, expected: expected, found: found) }
        result.skipped.append("\(name) (lists of different lengths, line \(line))")
      case .other(let kind): result.skipped.append("\(name) (\(kind))")
      }
    }
    guard let columns, let rows else {
      if let rows {
        result.arrays.append(NumericArray(checked: "rows", rows.shape, rows.values, nil, .float64))
      }
      return .arrays(try result.unlessEmpty())
    }
    guard let count = rows.shape.first, count > 0 else { throw .noRows }
    let width = rows.shape.count == 2 ? rows.shape[1] : 1
    guard rows.shape.count <= 2, width == columns.count, width > 0 else {
      throw .ragged(line: rows.lines[0], expected: columns.count, found: rows.shape.dropFirst().first ?? 1)
    }
    return .table(
      NumericTable(
        header: columns, columnCount: width, values: rows.values, imaginary: nil, lines: rows.lines,
        comments: []))
  }
}
