// SPDX-License-Identifier: MIT

extension NPYHeaderParser {
  mutating func tuple() throws(Problem) -> [Int] {
    var lengths: [Int] = []
    try expect("(")
    while !skips(")") {
      lengths.append(try integer())
      if skips(")") { break }
      try expect(",")
    }
    return lengths
  }

  private mutating func integer() throws(Problem) -> Int {
    let negative = skips("-")
    passBlanks()
    let start = place
    var value = 0
    while let next, next >= 0x30, next <= 0x39 {
      let (tens, high) = value.multipliedReportingOverflow(by: 10)
      let (sum, low) = tens.addingReportingOverflow(Int(next - 0x30))
      if high || low { throw .shape(array: array, reason: "a length has more digits than memory has bytes") }
      value = sum
      place += 1
    }
    guard place > start else { throw malformed("a length in the shape is no integer") }
    // As Python 2 wrote long integers.
    if next == UInt8(ascii: "L") { place += 1 }
    if negative { throw .shape(array: array, reason: "the length -\(value) is negative") }
    return value
  }

  mutating func string() throws(Problem) -> String {
    passBlanks()
    guard let quote = next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw malformed("a string is missing")
    }
    place += 1
    let start = place
    while let next, next != quote {
      if next == UInt8(ascii: "\\") { throw malformed("an escaped character in a string") }
      place += 1
    }
    guard next == quote else { throw malformed("a string is not closed") }
    place += 1
    return String(decoding: text[start..<place - 1], as: UTF8.self)
  }

  var next: UInt8? { place < text.count ? text[place] : nil }

  mutating func passBlanks() {
    while let next, next == 0x20 || next == 0x0A || next == 0x09 || next == 0x0D { place += 1 }
  }

  /// Whether the word came next; then it is passed.
  mutating func skips(_ word: StaticString) -> Bool {
    passBlanks()
    return word.withUTF8Buffer { word in
      guard word.count <= text.count - place, zip(word, text[place...]).allSatisfy({ $0 == $1 }) else {
        return false
      }
      place += word.count
      return true
    }
  }

  mutating func expect(_ word: StaticString) throws(Problem) {
    if !skips(word) { throw malformed("\(word) is missing") }
  }

  func malformed(_ reason: String) -> Problem {
    .malformed(part: "the header of \(array)", reason: reason)
  }
}
