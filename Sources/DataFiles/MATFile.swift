// SPDX-License-Identifier: MIT

/// Reads MATLAB's level-5 MAT-files, as `save -v6` and `-v7` write (MathWorks, MAT-File Format, R2023a).
///
/// A header of 128 bytes, then elements, each with its type and length; a variable is a matrix element, since
/// v7 compressed.
enum MATFile {
  static func read(_ bytes: Bytes, _ allowance: inout Allowance) throws(Problem) -> NamedArrays {
    guard bytes.count >= 128 else {
      throw .truncated(part: "the header", needed: 128, found: bytes.count)
    }
    guard let little = isLittleEndian(bytes) else {
      throw .malformed(part: "the header", reason: "version and byte order are not MATLAB 5's")
    }
    var result = NamedArrays()
    var names: Set<String> = []
    var elements = MATElements(try bytes.part(128, bytes.count - 128, "the file"), bigEndian: !little)
    while var element = try elements.next("a variable") {
      if element.type == MATElement.compressed {
        element = try inflated(element, bigEndian: !little, limit: allowance.limit)
      }
      guard element.type == MATElement.matrix else {
        throw .malformed(part: "the file", reason: "an element of type \(element.type) is no variable")
      }
      if element.data.count == 0 { continue }
      switch try MATMatrix(element.data, bigEndian: !little).item(&allowance) {
      case .array(let array):
        guard names.insert(array.name).inserted else { throw .duplicate(name: array.name) }
        result.arrays.append(array)
      case .skipped(let name, let kind): result.skipped.append("\(name) (\(kind))")
      }
    }
    return try result.unlessEmpty()
  }

  /// The byte order that the header's last four bytes tell; nil where they are not a level-5 header's.
  static func isLittleEndian(_ bytes: Bytes) -> Bool? {
    if bytes.has([0x00, 0x01, 0x49, 0x4D], at: 124) { return true }
    if bytes.has([0x01, 0x00, 0x4D, 0x49], at: 124) { return false }
    return nil
  }

  /// A compressed element's only content.
  private static func inflated(
    _ element: MATElement, bigEndian: Bool, limit: Int
  ) throws(Problem) -> MATElement {
    let part = "a compressed variable"
    let inflater = try Inflater(element.data, .zlib, part: part)
    let tag = Bytes(try inflater.read(8))
    let type = try tag.integer(UInt32.self, at: 0, bigEndian: bigEndian, part)
    let size = Int(try tag.integer(UInt32.self, at: 4, bigEndian: bigEndian, part))
    guard size <= limit else { throw .tooLarge(part: part, limit: limit) }
    let data = Bytes(try inflater.read(size))
    try inflater.finish()
    return MATElement(type: type, data: data)
  }
}
