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
