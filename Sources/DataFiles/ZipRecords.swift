// SPDX-License-Identifier: MIT

/// The records of a ZIP archive that is written: the same bytes for the same members, at 1 January 1980.
struct ZipRecord {
  let name: String
  let method: UInt16
  /// Where the local header stands.
  let offset: Int
  /// Whether sizes have 64 bits; decided before the data are known, from their length.
  let isWide: Bool
  var crc: UInt32 = 0
  var compressed = 0
  var size = 0

  /// ZIP counts from 1980: month 1, day 1.
  private static let date: UInt16 = 1 << 5 | 1
  private static let all: UInt32 = 0xFFFF_FFFF

  private var version: UInt16 { isWide ? 45 : 20 }
  /// Bit 11: the name is UTF-8.
  private var flags: UInt16 { name.utf8.allSatisfy { $0 < 0x80 } ? 0 : 1 << 11 }

  private func common(wide: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(integer: version)
    bytes.append(integer: flags)
    bytes.append(integer: method)
    bytes.append(integer: UInt16(0))
    bytes.append(integer: Self.date)
    bytes.append(integer: crc)
    bytes.append(integer: wide ? Self.all : UInt32(truncatingIfNeeded: compressed))
    bytes.append(integer: wide ? Self.all : UInt32(truncatingIfNeeded: size))
    bytes.append(integer: UInt16(truncatingIfNeeded: name.utf8.count))
    return bytes
  }

  private func extra(_ sizes: [Int]) -> [UInt8] {
    if sizes.isEmpty { return [] }
    var bytes: [UInt8] = [1, 0]
    bytes.append(integer: UInt16(8 * sizes.count))
    for size in sizes { bytes.append(integer: UInt64(size)) }
    return bytes
  }

  /// Stands before the data; as long before the sizes are known as after.
  var local: [UInt8] {
    let extra = extra(isWide ? [size, compressed] : [])
    var bytes: [UInt8] = [0x50, 0x4B, 3, 4] + common(wide: isWide)
    bytes.append(integer: UInt16(extra.count))
    return bytes + Array(name.utf8) + extra
  }

  /// Stands in the directory.
  var central: [UInt8] {
    let isFar = offset >= Int(Self.all)
    let extra = extra((isWide ? [size, compressed] : []) + (isFar ? [offset] : []))
    var bytes: [UInt8] = [0x50, 0x4B, 1, 2, isFar ? 45 : UInt8(version), 0] + common(wide: isWide)
    bytes.append(integer: UInt16(extra.count))
    // No comment, first disk, no attributes.
    bytes += [UInt8](repeating: 0, count: 10)
    bytes.append(integer: isFar ? Self.all : UInt32(offset))
    return bytes + Array(name.utf8) + extra
  }

  /// The end of an archive whose directory has so many members and bytes, and begins at `start`.
  static func end(count: Int, size: Int, start: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    let isWide = count >= 0xFFFF || size >= Int(all) || start >= Int(all)
    if isWide {
      bytes += [0x50, 0x4B, 6, 6]
      bytes.append(integer: UInt64(44))
      bytes += [45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]
      for value in [count, count, size, start] { bytes.append(integer: UInt64(value)) }
      bytes += [0x50, 0x4B, 6, 7, 0, 0, 0, 0]
      bytes.append(integer: UInt64(start + size))
      bytes += [1, 0, 0, 0]
    }
    bytes += [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    for _ in 0..<2 { bytes.append(integer: isWide ? 0xFFFF : UInt16(count)) }
    bytes.append(integer: isWide ? all : UInt32(size))
    bytes.append(integer: isWide ? all : UInt32(start))
    return bytes + [0, 0]
  }
}
