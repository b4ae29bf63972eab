// SPDX-License-Identifier: MIT

extension TextTable {
  /// A line's separator: semicolons before tabs before commas before blanks, since a comma may be a decimal
  /// one. What stands in quotes does not count.
  static func separator(of line: ArraySlice<UInt8>) -> Separator {
    var found = Separator.blank
    var quoted = false
    for byte in line {
      if byte == UInt8(ascii: "\"") { quoted.toggle() }
      if quoted { continue }
      switch Separator(rawValue: byte) {
      case .semicolon: return .semicolon
      case .tab: found = .tab
      case .comma where found == .blank: found = .comma
      default: break
      }
    }
    return found
  }

  /// The fields of a line, without blanks and quotes around them.
  func fields(_ range: Range<Int>, _ line: Int, _ separator: Separator) throws(Problem) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var place = range.lowerBound
    let end = range.upperBound
    while true {
      while place < end, text[place] == 0x20 || text[place] == 0x09 && separator != .tab { place += 1 }
      if place < end, text[place] == UInt8(ascii: "\"") {
        let start = place + 1
        let close = try closing(start, end, line, column: fields.count + 1)
        fields.append(trimmed(start, close))
        place = close + 1
        while place < end, !ends(place, separator) {
          guard text[place] == 0x20 || text[place] == 0x09 else {
            throw .notANumber(line: line, column: fields.count, text: excerpt(start - 1..<end))
          }
          place += 1
        }
      } else {
        let start = place
        while place < end, !ends(place, separator) { place += 1 }
        fields.append(trimmed(start, place))
      }
      if place >= end { return fields }
      place += 1
      if separator == .blank {
        while place < end, ends(place, separator) { place += 1 }
        if place >= end { return fields }
      }
    }
  }

  private func ends(_ place: Int, _ separator: Separator) -> Bool {
    text[place] == separator.rawValue || separator == .blank && text[place] == 0x09
  }

  /// Where the quote that was opened before `start` is closed; two quotes stand for one.
  private func closing(_ start: Int, _ end: Int, _ line: Int, column: Int) throws(Problem) -> Int {
    var place = start
    while place < end {
      if text[place] == UInt8(ascii: "\"") {
        guard place + 1 < end, text[place + 1] == UInt8(ascii: "\"") else { return place }
        place += 1
      }
      place += 1
    }
    throw .unclosedQuote(line: line, column: column)
  }

  /// A field as a name, two quotes standing for one.
  func name(in field: Range<Int>) -> String {
    string(field).split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
  }
}

extension TextTable {
  /// What a field is, for one that is perhaps no number.
  enum Field: Equatable {
    case number
    case complex
    case missing
    case notFinite
    case decimalComma
    case word
  }

  func kind(of field: Range<Int>) -> Field {
    if let (value, end) = DecimalNumber.scan(text, field.lowerBound, field.upperBound),
      end == field.upperBound
    {
      return value.isFinite ? .number : .notFinite
    }
    let word = string(field.prefix(16)).lowercased().drop { $0 == "+" || $0 == "-" }
    // As C's libraries and Microsoft's write them.
    if ["nan", "1.#qnan", "1.#ind", "nan(ind)"].contains(word) { return .missing }
    if ["inf", "infinity", "1.#inf"].contains(word) { return .notFinite }
    if let (real, other) = ComplexNumber.scan(text[field]) {
      return real.isInfinite || other.isInfinite ? .notFinite : .complex
    }
    let parts = text[field].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard parts.count == 2, let last = parts[1].first, last &- 0x30 < 10,
      let (_, end) = DecimalNumber.scan(text, parts[0].startIndex, parts[0].endIndex),
      end == parts[0].endIndex,
      let (_, after) = DecimalNumber.scan(text, parts[1].startIndex, parts[1].endIndex),
      after == parts[1].endIndex
    else { return .word }
    return .decimalComma
  }

  /// Whether the first line has names: none of its fields is a number, finite or not, and not all begin like
  /// one, as damaged numbers do. A row is never lost for a header.
  func isHeader(_ range: Range<Int>, _ line: Int) throws(Problem) -> Bool {
    let fields = try fields(range, line, Self.separator(of: text[range]))
    return fields.allSatisfy { kind(of: $0) == .word }
      && !fields.allSatisfy { DecimalNumber.scan(text, $0.lowerBound, $0.upperBound) != nil }
  }

  /// Throws what is wrong with a row, if anything is: first any field that is no finite number, then how many
  /// there are.
  func refuse(_ range: Range<Int>, _ line: Int) throws(Problem) {
    let fields = try fields(range, line, separator)
    for (k, field) in fields.enumerated() {
      let column = k + 1
      switch kind(of: field) {
      case .number, .complex, .missing: continue
      case .notFinite: throw .notFiniteNumber(line: line, column: column, text: excerpt(field))
      case .decimalComma: throw .decimalComma(line: line, column: column, text: excerpt(field))
      case .word:
        // A line that ends with a separator, or with another one, has its fault in the number of fields.
        if field.isEmpty, fields.count != columns { continue }
        throw .notANumber(line: line, column: column, text: excerpt(field))
      }
    }
    if fields.count != columns { throw .ragged(line: line, expected: columns, found: fields.count) }
  }

  /// Real and imaginary part of a field that was not refused.
  func number(in field: Range<Int>) -> (Double, Double) {
    if let (value, end) = DecimalNumber.scan(text, field.lowerBound, field.upperBound),
      end == field.upperBound
    {
      return (value, 0)
    }
    return ComplexNumber.scan(text[field]) ?? (.nan, 0)
  }

  /// The first characters of a field, fit for a message.
  func excerpt(_ field: Range<Int>) -> String {
    let text = string(field.lowerBound..<min(field.upperBound, field.lowerBound + 40))
    return String(
      text.map { $0.isASCII && !($0.asciiValue.map { $0 >= 32 && $0 < 127 } ?? false) ? "?" : $0 })
  }
}
