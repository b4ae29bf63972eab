// SPDX-License-Identifier: MIT

@testable import DataFiles

/// An archive put together by hand, for what the writer never writes.
struct ZipBuilder {
  var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// - Parameters:
  ///   - payload: the bytes as stored.
  ///   - size: what the directory says that they inflate to.
  ///   - descriptor: sizes and checksum behind the data, zeros before.
  ///   - wide: ZIP64 fields.
  mutating func add(
    _ name: String, _ payload: [UInt8], method: UInt16 = 0, flags: UInt16 = 0, crc: UInt32? = nil,
    size: Int? = nil, descriptor: Bool = false, wide: Bool = false, localName: String? = nil
  ) {
    let start = bytes.count
    let crc = crc ?? payload.withUnsafeBytes { Checksum.crc32($0) }
    let size = size ?? payload.count
    let flags = flags | (descriptor ? 8 : 0)
    func common(_ name: String, hidden: Bool, _ extra: Int) -> [UInt8] {
      var bytes = little([wide ? 45 : 20, flags, method, 0, 33] as [UInt16])
      bytes += little(
        hidden
          ? [0, 0, 0]
          : [crc, wide ? .max : UInt32(payload.count), wide ? .max : UInt32(truncatingIfNeeded: size)]
            as [UInt32])
      return bytes + little([UInt16(name.utf8.count), UInt16(extra)])
    }
    bytes += [0x50, 0x4B, 3, 4] + common(localName ?? name, hidden: descriptor, 0)
    bytes += Array((localName ?? name).utf8) + payload
    if descriptor { bytes += [0x50, 0x4B, 7, 8] + little([crc, UInt32(payload.count), UInt32(size)]) }
    let extra =
      wide ? little([1, 24] as [UInt16]) + little([UInt64(size), UInt64(payload.count), UInt64(start)]) : []
    directory += [0x50, 0x4B, 1, 2, 20, 0] + common(name, hidden: false, extra.count)
    directory += [UInt8](repeating: 0, count: 10) + little([wide ? .max : UInt32(start)])
    directory += Array(name.utf8) + extra
    count += 1
  }

  /// The archive, with a comment at its end.
  func archive(comment: String = "", count: Int? = nil, start: Int? = nil) -> [UInt8] {
    var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    end += little([UInt16(count ?? self.count), UInt16(count ?? self.count)])
    end += little([UInt32(directory.count), UInt32(start ?? bytes.count)])
    return bytes + directory + end + little([UInt16(comment.utf8.count)]) + Array(comment.utf8)
  }

  /// The archive with a ZIP64 record.
  func wideArchive() -> [UInt8] {
    var end: [UInt8] = [0x50, 0x4B, 6, 6] + little([44 as UInt64]) + [45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    end += little([UInt64(count), UInt64(count), UInt64(directory.count), UInt64(bytes.count)])
    end += [0x50, 0x4B, 6, 7, 0, 0, 0, 0] + little([UInt64(bytes.count + directory.count)]) + [1, 0, 0, 0]
    end += [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 255, 255, 255, 255] + [UInt8](repeating: 255, count: 8) + [0, 0]
    return bytes + directory + end
  }

  static func one(_ name: String = "u.npy", _ payload: [UInt8]) -> [UInt8] {
    var zip = ZipBuilder()
    zip.add(name, payload)
    return zip.archive()
  }

  static func deflated(_ bytes: [UInt8]) throws -> [UInt8] {
    var result: [UInt8] = []
    try Deflater(level: 9).write(bytes, isLast: true) { (block) throws(Problem) in result += block }
    return result
  }
}
