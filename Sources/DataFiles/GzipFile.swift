// SPDX-License-Identifier: MIT

/// Reads what gzip packed (RFC 1952): one member, or several one after the other.
enum GzipFile {
  static let magic: [UInt8] = [0x1F, 0x8B]

  /// - Parameter limit: bytes that the contents have at most; a file that would inflate to more is refused
  ///   before it does.
  static func inflated(_ bytes: Bytes, limit: Int) throws(Problem) -> [UInt8] {
    let part = "the compressed file"
    var all: [UInt8] = []
    var place = 0
    repeat {
      let rest = try bytes.part(place, bytes.count - place, part)
      guard rest.has(magic, at: 0) else { throw .surplus(part: part, bytes: rest.count) }
      let inflater = try Inflater(rest, .gzip, part: part)
      try inflater.readAll(into: &all, limit: limit)
      place += inflater.used
    } while place < bytes.count
    return all
  }
}
