// SPDX-License-Identifier: MIT

/// Reads `.npy`, versions 1.0 to 3.0.
enum NPYFile {
  /// What one file or one member of an archive holds.
  enum Item {
    case array(NumericArray)
    case text(String)
    case skipped(String)
  }

  static func read(_ bytes: Bytes, name: String, _ allowance: inout Allowance) throws(Problem) -> NamedArrays
  {
    var result = NamedArrays()
    let length = try NPYHeader.length(bytes, name)
    let header = try header(bytes.part(0, length.total, "the header of \(name)"), length.start, name)
    guard let size = try size(of: header, name) else { throw unsupported(header, name) }
    let data = try data(bytes, after: length.total, size, name)
    switch try item(header, data, name, &allowance) {
    case .array(let array): result.arrays = [array]
    case .text(let text): result.texts = [name: text]
    case .skipped: throw unsupported(header, name)
    }
    return result
  }

  /// - Parameter bytes: those before the data.
  static func header(_ bytes: Bytes, _ start: Int, _ name: String) throws(Problem) -> NPYHeader {
    let text = try bytes.part(start, bytes.count - start, "the header of \(name)").array
    var parser = NPYHeaderParser(text, array: name)
    return try parser.header()
  }

  /// Bytes of data; nil for elements that are not read.
  static func size(of header: NPYHeader, _ name: String) throws(Problem) -> Int? {
    let count = try Shape.count(header.shape, of: name)
    switch header.element {
    case .number(let type): return try Shape.bytes(count, width: type.width, of: name)
    case .bytes(let width): return header.shape.isEmpty ? width : nil
    case .unicode(let width): return header.shape.isEmpty ? try Shape.bytes(width, width: 4, of: name) : nil
    case .other: return nil
    }
  }

  static func unsupported(_ header: NPYHeader, _ name: String) -> Problem {
    switch header.element {
    case .number(let type): .unsupportedType(array: name, code: type.code)
    case .unicode(let width): .unsupportedType(array: name, code: "U\(width)")
    case .bytes(let width): .unsupportedType(array: name, code: "S\(width)")
    case .other(let code): .unsupportedType(array: name, code: String(code.prefix(40)))
    }
  }

  /// The data, which must be as long as the header says.
  private static func data(
    _ bytes: Bytes, after start: Int, _ size: Int, _ name: String
  ) throws(Problem) -> Bytes {
    let rest = bytes.count - start
    if rest > size { throw .surplus(part: "the array \(name)", bytes: rest - size) }
    return try bytes.part(start, size, "the array \(name)")
  }

  /// - Parameter data: as long as `size(of:_:)` says.
  static func item(
    _ header: NPYHeader, _ data: Bytes, _ name: String, _ allowance: inout Allowance
  ) throws(Problem) -> Item {
    switch header.element {
    case .number(let type):
      let count = try Shape.count(header.shape, of: name)
      try allowance.take(try Shape.bytes(count, width: 8, of: name), for: "array \(name)")
      let (real, imaginary) = type.decoded(data, count: count, bigEndian: header.bigEndian)
      return .array(
        try NumericArray(
          name, header.shape, columnMajor: header.fortranOrder, real, imaginary, type))
    case .unicode: return .text(try unicode(data, header.bigEndian, name))
    case .bytes:
      let text = data.array
      return .text(String(decoding: text[..<(text.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0)], as: UTF8.self))
    case .other(let code): return .skipped(code)
    }
  }

  /// UTF-32, filled up with zeros.
  private static func unicode(_ data: Bytes, _ bigEndian: Bool, _ name: String) throws(Problem) -> String {
    var text = String.UnicodeScalarView()
    var zeros = 0
    for i in 0..<data.count / 4 {
      let word = try data.integer(UInt32.self, at: 4 * i, bigEndian: bigEndian, name)
      guard let scalar = Unicode.Scalar(word) else {
        throw .malformed(part: "the text \(name)", reason: "\(word) at \(i) is no character")
      }
      if word == 0 {
        zeros += 1
        continue
      }
      for _ in 0..<zeros { text.append("\0") }
      zeros = 0
      text.append(scalar)
    }
    return String(text)
  }
}
