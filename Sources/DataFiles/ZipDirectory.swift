// SPDX-License-Identifier: MIT

/// The central directory of a ZIP archive (PKWARE, APPNOTE 6.3.10, §4.3), ZIP64 included.
struct ZipDirectory {
  private(set) var members: [ZipMember] = []
  private let archive: Bytes
  private static let part = "the archive's directory"

  init(_ archive: Bytes) throws(Problem) {
    self.archive = archive
    let end = try Self.end(archive)
    var place = end.start
    while place < end.start + end.size {
      let (member, length) = try Self.member(archive, at: place)
      members.append(member)
      place += length
    }
    guard place == end.start + end.size, members.count == end.count else {
      throw .malformed(part: Self.part, reason: "it has \(members.count) members, \(end.count) are announced")
    }
  }

  private struct End {
    let start: Int
    let size: Int
    let count: Int
  }

  /// The record at the archive's end; only a comment may follow it.
  private static func end(_ archive: Bytes) throws(Problem) -> End {
    var place = archive.count - 22
    let first = max(0, place - 0xFFFF)
    while place >= first {
      if archive.has([0x50, 0x4B, 5, 6], at: place),
        Int(try archive.integer(UInt16.self, at: place + 20, part)) == archive.count - place - 22
      {
        return try end(archive, at: place)
      }
      place -= 1
    }
    throw .malformed(
      part: "the archive", reason: "no directory at its end: it was cut off, or something was appended")
  }

  private static func end(_ archive: Bytes, at place: Int) throws(Problem) -> End {
    let disks =
      (
        try archive.integer(UInt16.self, at: place + 4, part),
        try archive.integer(UInt16.self, at: place + 6, part)
      )
    var count = UInt64(try archive.integer(UInt16.self, at: place + 10, part))
    var size = UInt64(try archive.integer(UInt32.self, at: place + 12, part))
    var start = UInt64(try archive.integer(UInt32.self, at: place + 16, part))
    var limit = place
    if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF,
      archive.has([0x50, 0x4B, 6, 7], at: place - 20)
    {
      let record = try archive.integer(UInt64.self, at: place - 12, part)
      guard let record = Int(exactly: record), record <= place - 20,
        archive.has([0x50, 0x4B, 6, 6], at: record)
      else { throw .malformed(part: part, reason: "no ZIP64 record where its locator says") }
      count = try archive.integer(UInt64.self, at: record + 32, part)
      size = try archive.integer(UInt64.self, at: record + 40, part)
      start = try archive.integer(UInt64.self, at: record + 48, part)
      limit = record
    } else if disks != (0, 0) {
      throw .malformed(part: part, reason: "the archive is split into several files")
    }
    guard let first = Int(exactly: start), let length = Int(exactly: size), let members = Int(exactly: count),
      first <= limit, length <= limit - first
    else { throw .malformed(part: part, reason: "it lies outside the file") }
    return End(start: first, size: length, count: members)
  }

  /// One entry, and its length.
  private static func member(_ archive: Bytes, at place: Int) throws(Problem) -> (ZipMember, Int) {
    let fixed = try archive.part(place, 46, part)
    guard fixed.has([0x50, 0x4B, 1, 2], at: 0) else {
      throw .malformed(part: part, reason: "an entry has no signature")
    }
    let nameLength = Int(try fixed.integer(UInt16.self, at: 28, part))
    let extraLength = Int(try fixed.integer(UInt16.self, at: 30, part))
    let commentLength = Int(try fixed.integer(UInt16.self, at: 32, part))
    let name = String(decoding: try archive.part(place + 46, nameLength, part).array, as: UTF8.self)
    let sizes = try sizes(fixed, extra: archive.part(place + 46 + nameLength, extraLength, part), name)
    let member = ZipMember(
      name: name, flags: try fixed.integer(UInt16.self, at: 8, part),
      method: try fixed.integer(UInt16.self, at: 10, part), crc: try fixed.integer(UInt32.self, at: 16, part),
      compressed: sizes[1], size: sizes[0], offset: sizes[2])
    return (member, 46 + nameLength + extraLength + commentLength)
  }

  /// Size, compressed size and offset; those with all bits set stand in the ZIP64 field, in this order.
  private static func sizes(_ fixed: Bytes, extra: Bytes, _ name: String) throws(Problem) -> [Int] {
    var wide: Bytes?
    var place = 0
    while place + 4 <= extra.count {
      let length = Int(try extra.integer(UInt16.self, at: place + 2, part))
      if try extra.integer(UInt16.self, at: place, part) == 1 {
        wide = try extra.part(place + 4, length, part)
        break
      }
      place += 4 + length
    }
    var used = 0
    var sizes: [Int] = []
    for offset in [24, 20, 42] {
      var value = UInt64(try fixed.integer(UInt32.self, at: offset, part))
      if value == 0xFFFF_FFFF, let wide {
        value = try wide.integer(UInt64.self, at: used, part)
        used += 8
      }
      guard let size = Int(exactly: value), size <= Int.max >> 1 else {
        throw .malformed(part: part, reason: "an impossible size of \(name)")
      }
      sizes.append(size)
    }
    return sizes
  }
}

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
