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
