// SPDX-License-Identifier: MIT

/// A matrix element: flags, lengths, a name, and the numbers, each an element of its own.
struct MATMatrix {
  enum Item {
    case array(NumericArray)
    case skipped(name: String, kind: String)
  }
  private var parts: MATElements
  private let bigEndian: Bool
  private let kind: UInt32
  private let isComplex: Bool
  private let isLogical: Bool
  private let shape: [Int]
  private let name: String

  init(_ data: Bytes, bigEndian: Bool) throws(Problem) {
    self.bigEndian = bigEndian
    parts = MATElements(data, bigEndian: bigEndian)
    let part = "a variable's header"
    guard let flags = try parts.next(part), flags.type == 6 else {
      throw .malformed(part: part, reason: "the flags are missing")
    }
    let word = try flags.data.integer(UInt32.self, at: 0, bigEndian: bigEndian, part)
    kind = word & 0xFF
    isLogical = word & 0x200 != 0
    isComplex = word & 0x800 != 0
    // An opaque object has no lengths.
    guard kind != 17 else {
      (shape, name) = ([], "")
      return
    }
    guard let lengths = try parts.next(part), lengths.type == 5, lengths.data.count % 4 == 0,
      let label = try parts.next(part), label.numbers?.width == 1 || label.type == 16
    else { throw .malformed(part: part, reason: "lengths or name are missing") }
    name = String(decoding: label.data.array.prefix { $0 != 0 }, as: UTF8.self)
    guard lengths.data.count >= 8, lengths.data.count / 4 <= Shape.mostDimensions else {
      throw .shape(array: name, reason: "\(lengths.data.count / 4) dimensions")
    }
    var shape: [Int] = []
    for k in 0..<lengths.data.count / 4 {
      shape.append(Int(try lengths.data.integer(Int32.self, at: 4 * k, bigEndian: bigEndian, part)))
    }
    self.shape = shape
  }

  /// The variable; of what is no array of numbers, what it is.
  func item(_ allowance: inout Allowance) throws(Problem) -> Item {
    guard let type, !name.isEmpty else {
      return .skipped(name: name.isEmpty ? "unnamed" : name, kind: kindName)
    }
    let count = try Shape.count(shape, of: name)
    try allowance.take(try Shape.bytes(count, width: 8, of: name), for: "array \(name)")
    var parts = parts
    let real = try numbers(&parts, count)
    let imaginary = isComplex ? try numbers(&parts, count) : nil
    return .array(
      try NumericArray(
        name, shape, columnMajor: true, real, imaginary, isComplex ? type.paired : type))
  }

  private func numbers(_ parts: inout MATElements, _ count: Int) throws(Problem) -> [Double] {
    let part = "the array \(name)"
    guard let element = try parts.next(part) else {
      // Empty arrays may go without.
      if count == 0 { return [] }
      throw .truncated(part: part, needed: count, found: 0)
    }
    guard let stored = element.numbers else {
      throw .malformed(part: part, reason: "its element of type \(element.type) holds no numbers")
    }
    let size = try Shape.bytes(count, width: stored.width, of: name)
    guard element.data.count >= size else {
      throw .truncated(part: part, needed: size, found: element.data.count)
    }
    guard element.data.count == size else {
      throw .surplus(part: part, bytes: element.data.count - size)
    }
    return stored.decoded(element.data, count: count, bigEndian: bigEndian).real
  }

  /// The class, as far as it is one of numbers.
  private var type: ElementType? {
    if isLogical { return (6...15).contains(kind) ? .bool : nil }
    let types: [ElementType] = [
      .float64, .float32, .int8, .uint8, .int16, .uint16, .int32, .uint32, .int64, .uint64,
    ]
    return (6...15).contains(kind) ? types[Int(kind) - 6] : nil
  }

  private var kindName: String {
    let names = ["cell", "struct", "object", "char", "sparse"]
    if kind >= 1, kind <= 5 { return names[Int(kind) - 1] }
    return kind == 16 ? "function" : kind == 17 ? "object" : type.map(\.rawValue) ?? "class \(kind)"
  }
}
