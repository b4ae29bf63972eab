// SPDX-License-Identifier: MIT

/// Reads MATLAB's level-4 MAT-files, as `save -v4` writes (MathWorks, MAT-File Format, R2023a, appendix).
///
/// Matrices one after the other, each with a header of five words, a name, and its numbers column by column.
enum MAT4File {
  static func read(_ bytes: Bytes, _ allowance: inout Allowance) throws(Problem) -> NamedArrays {
    var result = NamedArrays()
    var names: Set<String> = []
    var place = 0
    while place < bytes.count {
      let header = try Header(bytes, at: place)
      place += header.length
      let size = try header.size
      let data = try bytes.part(place, size, "the array \(header.name)")
      place += size
      guard let type = header.type else {
        result.skipped.append("\(header.name) (\(header.kindName))")
        continue
      }
      guard names.insert(header.name).inserted else { throw .duplicate(name: header.name) }
      let count = try Shape.count(header.shape, of: header.name)
      try allowance.take(try Shape.bytes(count, width: 8, of: header.name), for: "array \(header.name)")
      let half = size / (header.isComplex ? 2 : 1)
      let real = type.decoded(try data.part(0, half, header.name), count: count, bigEndian: header.bigEndian)
      let other =
        header.isComplex
        ? type.decoded(try data.part(half, half, header.name), count: count, bigEndian: header.bigEndian).real
        : nil
      result.arrays.append(
        try NumericArray(
          header.name, header.shape, columnMajor: true, real.real, other,
          header.isComplex ? type.paired : type))
    }
    return try result.unlessEmpty()
  }

  /// Whether the first bytes are such a header: these files have no signature.
  static func isFirst(_ bytes: Bytes) -> Bool {
    guard let header = try? Header(bytes, at: 0) else { return false }
    return header.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && (1...63).contains(header.name.utf8.count)
  }

  private struct Header {
    let bigEndian, isComplex: Bool
    /// How numbers are stored, and whether they are numbers, text or a sparse matrix.
    private let storage, kind: Int
    let shape: [Int]
    let name: String
    let length: Int

    init(_ bytes: Bytes, at place: Int) throws(Problem) {
      let part = "the header of a matrix"
      func word(_ k: Int, _ bigEndian: Bool) throws(Problem) -> Int {
        Int(try bytes.integer(Int32.self, at: place + 4 * k, bigEndian: bigEndian, part))
      }
      // The type is a decimal number MOPT: machine, 0, storage, kind. In the other byte order it is enormous.
      let isSmall = (0...5000).contains(try word(0, false))
      let type = try word(0, !isSmall)
      bigEndian = !isSmall
      (storage, kind) = (type / 10 % 10, type % 10)
      guard type / 1000 == (bigEndian ? 1 : 0), type / 100 % 10 == 0, storage <= 5, kind <= 2 else {
        throw .malformed(part: part, reason: "\(type) is no type of MATLAB 4")
      }
      shape = [try word(1, bigEndian), try word(2, bigEndian)]
      let (complex, count) = (try word(3, bigEndian), try word(4, bigEndian))
      guard shape.allSatisfy({ $0 >= 0 }), complex == 0 || complex == 1, (2...256).contains(count) else {
        throw .malformed(part: part, reason: "lengths, name or kind are impossible")
      }
      isComplex = complex == 1
      let label = try bytes.part(place + 20, count, part).array
      guard label.last == 0 else { throw .malformed(part: part, reason: "the name has no end") }
      name = String(decoding: label.prefix { $0 != 0 }, as: UTF8.self)
      length = 20 + count
    }

    private var stored: ElementType {
      [.float64, .float32, .int32, .int16, .uint16, .uint8][storage]
    }
    /// nil for what is no array of numbers.
    var type: ElementType? { kind == 0 ? stored : nil }
    var kindName: String { kind == 1 ? "char" : "sparse" }

    /// Bytes of data.
    var size: Int {
      get throws(Problem) {
        let count = try Shape.count(shape, of: name)
        return try Shape.bytes(count, width: stored.width * (isComplex ? 2 : 1), of: name)
      }
    }
  }
}
