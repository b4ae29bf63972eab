// SPDX-License-Identifier: MIT

/// Reads JSON's values; of arrays of numbers, their shape and the numbers in C order.
struct JSONParser {
  enum Value {
    /// Regular lists of numbers; a number alone has no lengths.
    case numbers(shape: [Int], values: [Double])
    case strings([String])
    case string(String)
    /// Lists of different lengths: the line of the first that differs.
    case ragged(line: Int, expected: Int, found: Int)
    case other(String)
  }
  private let text: [UInt8]
  private let limit: Int
  private var place: Int
  private(set) var line = 1
  private var count = 0
  /// The lines on which the elements of the last outermost array begin.
  private(set) var lines: [Int] = []
  /// Deeper than any array; the parser calls itself.
  static let deepest = 64

  init(_ text: [UInt8], limit: Int) {
    self.text = text
    self.limit = limit
    place = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The outermost object: the body reads the value of each name.
  mutating func object(
    _ body: (inout JSONParser, String) throws(Problem) -> Void
  ) throws(Problem) {
    try members(body)
    passBlanks()
    guard place == text.count else { throw malformed("something follows the last brace") }
  }

  private mutating func members(
    _ body: (inout JSONParser, String) throws(Problem) -> Void
  ) throws(Problem) {
    try expect("{")
    if skips("}") { return }
    repeat {
      let name = try string()
      try expect(":")
      try body(&self, name)
    } while skips(",")
    try expect("}")
  }

  /// - Parameter depth: how many values this one lies in.
  mutating func value(depth: Int) throws(Problem) -> Value {
    guard depth <= Self.deepest else { throw malformed("values lie in one another \(depth) times") }
    passBlanks()
    guard place < text.count else { throw malformed("the text ends early") }
    switch text[place] {
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"):
      try members { (parser, _) throws(Problem) in _ = try parser.value(depth: depth + 1) }
      return .other("object")
    default:
      if skips("true") || skips("false") { return .other("truth value") }
      return .numbers(shape: [], values: [try number(column: 1)])
    }
  }

  private mutating func array(depth: Int) throws(Problem) -> Value {
    try expect("[")
    var (numbers, strings, lines): ([Double], [String], [Int]) = ([], [], [])
    var (inner, length, odd): ([Int]?, Int, Value?) = (nil, 0, nil)
    if !skips("]") {
      repeat {
        passBlanks()
        if depth == 1 { lines.append(line) }
        length += 1
        let start = line
        guard place < text.count else { throw malformed("the text ends early") }
        if isNumber(text[place]) {
          numbers.append(try number(column: length))
          if inner ?? [] != [] { odd = odd ?? .ragged(line: start, expected: inner?[0] ?? 1, found: 1) }
          inner = inner ?? []
          continue
        }
        switch try value(depth: depth + 1) {
        case .numbers(let shape, let values):
          numbers += values
          if let inner, inner != shape {
            odd = odd ?? .ragged(line: start, expected: inner.first ?? 1, found: shape.first ?? 1)
          }
          inner = inner ?? shape
        case .string(let string): strings.append(string)
        case let other: odd = odd ?? other
        }
      } while skips(",")
      try expect("]")
    }
    if depth == 1 { self.lines = lines }
    if let odd { return odd }
    if !strings.isEmpty { return strings.count == length ? .strings(strings) : .other("mixed list") }
    return .numbers(shape: [length] + (inner ?? []), values: numbers)
  }

  /// `null`, `NaN` and `Infinity` among them.
  private func isNumber(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10
      || [UInt8(ascii: "-"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "I")].contains(byte)
  }

  /// - Parameter column: for messages, the place among its neighbours from 1.
  private mutating func number(column: Int) throws(Problem) -> Double {
    guard count < limit / 8 else { throw .tooLarge(part: "the table", limit: limit) }
    count += 1
    if skips("null") || skips("NaN") { return .nan }
    for word in ["Infinity", "-Infinity"] where skips(word) {
      throw .notFiniteNumber(line: line, column: column, text: word)
    }
    guard let (value, end) = DecimalNumber.scan(text, place, text.count) else {
      throw malformed("a value is expected")
    }
    guard value.isFinite else {
      let start = place
      throw .notFiniteNumber(
        line: line, column: column, text: String(decoding: text[start..<min(end, start + 40)], as: UTF8.self))
    }
    place = end
    return value
  }

  private mutating func string() throws(Problem) -> String {
    try expect("\"")
    var bytes: [UInt8] = []
    while place < text.count, text[place] != UInt8(ascii: "\""), text[place] >= 0x20 {
      // An escaped sign stands for itself: names of arrays have no others.
      if text[place] == UInt8(ascii: "\\"), place + 1 < text.count { place += 1 }
      bytes.append(text[place])
      place += 1
    }
    guard place < text.count, text[place] == UInt8(ascii: "\"") else {
      throw malformed("a quote is not closed")
    }
    place += 1
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func passBlanks() {
    while place < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[place]) {
      if text[place] == 0x0A { line += 1 }
      place += 1
    }
  }

  private mutating func skips(_ word: String) -> Bool {
    passBlanks()
    guard text[place...].starts(with: word.utf8) else { return false }
    place += word.utf8.count
    return true
  }

  private mutating func expect(_ sign: String) throws(Problem) {
    guard skips(sign) else { throw malformed("\(sign) is expected") }
  }

  private func malformed(_ reason: String) -> Problem { .malformed(part: "line \(line)", reason: reason) }
}
