// SPDX-License-Identifier: MIT

/// One member of a ZIP archive, as the central directory describes it.
struct ZipMember {
  let name: String
  let flags: UInt16
  let method: UInt16
  let crc: UInt32
  let compressed: Int
  let size: Int
  /// Where its local header stands.
  let offset: Int

  static let stored: UInt16 = 0
  static let deflated: UInt16 = 8

  /// The bytes as they are stored.
  ///
  /// The sizes are the central directory's: a local header may lack them where they follow the data.
  func data(in archive: Bytes) throws(Problem) -> Bytes {
    let part = "the member \(name)"
    // Bit 0: encrypted; 6: strongly; 13: the directory too.
    if flags & 0x2041 != 0 { throw .encrypted(member: name) }
    guard method == Self.stored || method == Self.deflated else {
      throw .method(member: name, code: Int(method))
    }
    let local = try archive.part(offset, 30, part)
    guard local.has([0x50, 0x4B, 3, 4], at: 0) else {
      throw .malformed(part: part, reason: "no local header where the directory says")
    }
    let nameLength = Int(try local.integer(UInt16.self, at: 26, part))
    let extraLength = Int(try local.integer(UInt16.self, at: 28, part))
    let localName = try archive.part(offset + 30, nameLength, part)
    guard String(decoding: localName.array, as: UTF8.self) == name else {
      throw .malformed(part: part, reason: "its local header has another name")
    }
    guard method != Self.stored || compressed == size else {
      throw .malformed(part: part, reason: "it is stored, yet its two sizes differ")
    }
    return try archive.part(offset + 30 + nameLength + extraLength, compressed, part)
  }
}
