// SPDX-License-Identifier: MIT

/// Reads tables of text: one row a line, the separator as in the first row.
struct TextTable {
  enum Separator: UInt8 {
    case comma = 0x2C, semicolon = 0x3B, tab = 0x09, blank = 0x20
  }
  let text: [UInt8]
  private(set) var separator = Separator.blank
  private(set) var columns = 0
  private var heading: (line: Int, inner: Range<Int>, whole: Range<Int>)?
  private var header: [String]?
  private var values: [Double] = []
  /// Empty until a complex number comes.
  private var imaginary: [Double] = []
  private var lines: [Int] = []
  private var comments: [String] = []
  private let limit: Int

  private init(_ text: [UInt8], _ limit: Int) {
    self.text = text
    self.limit = limit
  }

  /// - Parameter limit: bytes of numbers, 8 each, at most.
  static func read(_ bytes: [UInt8], limit: Int) throws(Problem) -> NumericTable {
    try refuseOther(bytes)
    var table = TextTable(bytes, limit)
    try table.readLines(from: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    if table.lines.isEmpty { throw .noRows }
    return NumericTable(
      header: table.header, columnCount: table.columns, values: table.values,
      imaginary: table.imaginary.isEmpty ? nil : table.imaginary, lines: table.lines,
      comments: table.comments)
  }

  private mutating func readLines(from first: Int) throws(Problem) {
    var (place, number) = (first, 0)
    while place < text.count {
      var end = place
      while end < text.count, text[end] != 0x0A, text[end] != 0x0D { end += 1 }
      number += 1
      try readLine(place..<end, number)
      // A carriage return and a line feed end one line.
      place = end + (end + 1 < text.count && text[end] == 0x0D && text[end + 1] == 0x0A ? 2 : 1)
    }
  }

  private mutating func readLine(_ whole: Range<Int>, _ line: Int) throws(Problem) {
    let inner = trimmed(whole.lowerBound, whole.upperBound)
    guard let first = inner.first else { return }
    // Where tabs separate, one at the line's start or end stands for an empty field.
    let tabs = lines.isEmpty ? Self.separator(of: text[inner]) == .tab : separator == .tab
    let range = tabs ? whole : inner
    if text[first] == UInt8(ascii: "#") || text[first] == UInt8(ascii: "%") {
      comments.append(string(trimmed(first + 1, inner.upperBound)))
    } else if !lines.isEmpty {
      try readRow(range, line)
    } else if heading == nil, try isHeader(range, line) {
      heading = (line, inner, whole)
    } else {
      try begin(range, line)
    }
  }

  /// The first row tells the separator and how many fields there are.
  private mutating func begin(_ range: Range<Int>, _ line: Int) throws(Problem) {
    separator = Self.separator(of: text[range])
    columns = try fields(range, line, separator).count
    if let heading {
      var names =
        separator == .tab
        ? try fields(heading.whole, heading.line, .tab) : try names(heading.inner, heading.line)
      if separator == .blank, names.count > columns { names = withUnits(names) }
      guard names.count == columns else {
        throw .ragged(line: heading.line, expected: columns, found: names.count)
      }
      header = names.map { name(in: $0) }
    }
    // As if all rows were about as long; room that is not used costs no memory.
    let rows = min(text.count / (range.count + 1) + 1, limit / (8 * columns))
    values.reserveCapacity(rows * columns)
    lines.reserveCapacity(rows)
    try readRow(range, line)
  }

  /// The header's fields. Beside a single column it has a separator of its own, if any but blanks: those may
  /// be part of the name.
  private func names(_ range: Range<Int>, _ line: Int) throws(Problem) -> [Range<Int>] {
    let own = Self.separator(of: text[range])
    let isName = own == .blank && text[range.lowerBound] != UInt8(ascii: "\"")
    return columns > 1 ? try fields(range, line, separator) : isName ? [range] : try fields(range, line, own)
  }

  /// Names between blanks with the units that follow them, as in "x [m] t [s]".
  private func withUnits(_ names: [Range<Int>]) -> [Range<Int>] {
    var joined: [Range<Int>] = []
    for name in names {
      if let before = joined.last, [UInt8(ascii: "["), UInt8(ascii: "(")].contains(text[name.lowerBound]) {
        joined[joined.count - 1] = before.lowerBound..<name.upperBound
      } else {
        joined.append(name)
      }
    }
    return joined
  }

  private mutating func readRow(_ range: Range<Int>, _ line: Int) throws(Problem) {
    if values.count + columns > limit / 8 { throw .tooLarge(part: "the table", limit: limit) }
    var place = range.lowerBound
    let end = range.upperBound
    while place < end, isBlank(text[place]) { place += 1 }
    for column in 1...columns {
      guard let (value, after) = DecimalNumber.scan(text, place, end), value.isFinite,
        let next = following(after, end, isLast: column == columns)
      else {
        try refuse(range, line)
        // Quoted or complex numbers, NaN, and blanks around them.
        return try readOthers(range, line)
      }
      values.append(value)
      place = next
    }
    if !imaginary.isEmpty { imaginary += [Double](repeating: 0, count: columns) }
    lines.append(line)
  }

  private mutating func readOthers(_ range: Range<Int>, _ line: Int) throws(Problem) {
    values.removeLast(values.count - lines.count * columns)
    for field in try fields(range, line, separator) {
      let (real, other) = number(in: field)
      values.append(real)
      if other != 0, imaginary.isEmpty { imaginary = [Double](repeating: 0, count: values.count - 1) }
      if other != 0 || !imaginary.isEmpty { imaginary.append(other) }
    }
    lines.append(line)
  }

  /// Where the next field begins, behind one separator and the blanks around it, or the line's end behind the
  /// last field; nil where something else stands there.
  private func following(_ place: Int, _ end: Int, isLast: Bool) -> Int? {
    var i = place
    while i < end, isBlank(text[i]) { i += 1 }
    if isLast { return i == end ? i : nil }
    if separator == .blank { return i > place && i < end ? i : nil }
    guard i < end, text[i] == separator.rawValue else { return nil }
    i += 1
    while i < end, isBlank(text[i]) { i += 1 }
    return i
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 && separator != .tab }

  func trimmed(_ start: Int, _ end: Int) -> Range<Int> {
    var (start, end) = (start, end)
    while start < end, text[start] == 0x20 || text[start] == 0x09 { start += 1 }
    while end > start, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
    return start..<end
  }

  func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }
}

extension TextTable {
  /// UTF-16 has a mark, or a zero in every other byte; anything else with zeros is no text.
  static func refuseOther(_ bytes: [UInt8]) throws(Problem) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .utf16 }
    guard let zero = bytes.firstIndex(of: 0) else { return }
    let start = bytes.prefix(64)
    let zeros = start.indices.filter { bytes[$0] == 0 }
    if zero < 2, zeros.count >= start.count / 2, zeros.allSatisfy({ $0 % 2 == zero }) { throw .utf16 }
    throw .binary(offset: zero)
  }
}
