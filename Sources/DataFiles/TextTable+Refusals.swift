// SPDX-License-Identifier: MIT

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
