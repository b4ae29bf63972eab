// SPDX-License-Identifier: MIT

/// Reads the header's dictionary: three keys, each with its own kind of value, and nothing else of Python.
struct NPYHeaderParser {
  let text: [UInt8]
  let array: String
  var place = 0

  init(_ text: [UInt8], array: String) {
    self.text = text
    self.array = array
  }

  mutating func header() throws(Problem) -> NPYHeader {
    var descr: String?
    var order: Bool?
    var shape: [Int]?
    try expect("{")
    while !skips("}") {
      let key = try string()
      try expect(":")
      switch key {
      case "descr" where descr == nil: descr = try description()
      case "fortran_order" where order == nil: order = try truth()
      case "shape" where shape == nil: shape = try tuple()
      default: throw malformed("the key '\(key.prefix(40))' is unknown or there twice")
      }
      if skips("}") { break }
      try expect(",")
    }
    passBlanks()
    guard place == text.count else { throw malformed("something follows the dictionary") }
    guard let descr, let order, let shape else {
      throw malformed("one of descr, fortran_order and shape is missing")
    }
    let (element, bigEndian) = try Self.element(descr, array)
    return NPYHeader(element: element, bigEndian: bigEndian, fortranOrder: order, shape: shape)
  }

  /// NumPy's type string: byte order, kind, width.
  private static func element(
    _ descr: String, _ array: String
  ) throws(Problem) -> (NPYHeader.Element, bigEndian: Bool) {
    var code = descr[...]
    var bigEndian = false
    if let first = code.first, "<>|=".contains(first) {
      bigEndian = first == ">"
      code = code.dropFirst()
    }
    if code.first == "O" { throw .pickled(array: array) }
    if let type = ElementType(code: String(code)) { return (.number(type), bigEndian) }
    if code == "?" { return (.number(.bool), bigEndian) }
    guard let width = Int(code.dropFirst()), width >= 0, code.dropFirst().allSatisfy(\.isNumber) else {
      return (.other(descr), bigEndian)
    }
    switch code.first {
    case "U": return (.unicode(width), bigEndian)
    case "S", "a": return (.bytes(width), bigEndian)
    default: return (.other(descr), bigEndian)
    }
  }

  private mutating func description() throws(Problem) -> String {
    passBlanks()
    // A list of fields, or a pair of a type and a shape.
    if let next, next == UInt8(ascii: "[") || next == UInt8(ascii: "(") { throw .structured(array: array) }
    return try string()
  }

  private mutating func truth() throws(Problem) -> Bool {
    if skips("True") { return true }
    if skips("False") { return false }
    throw malformed("fortran_order is neither True nor False")
  }
}

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
