// SPDX-License-Identifier: MIT

/// Reads `.npz`: a ZIP archive with one `.npy` for each array.
///
/// Nothing is unpacked to disk, so a member's name is a name and no path. A member is inflated as far as its
/// array's header says that there are data: an archive that would inflate to more is refused before it does.
enum NPZFile {
  static func read(_ archive: Bytes, _ allowance: inout Allowance) throws(Problem) -> NamedArrays {
    var result = NamedArrays()
    var names: Set<String> = []
    for member in try ZipDirectory(archive).members {
      guard member.name.hasSuffix(".npy") else {
        result.skipped.append("\(member.name) (not an array)")
        continue
      }
      let name = String(member.name.dropLast(4))
      guard names.insert(name).inserted else { throw .duplicate(name: name) }
      switch try item(member, in: archive, name, &allowance) {
      case .array(let array): result.arrays.append(array)
      case .text(let text): result.texts[name] = text
      case .skipped(let code): result.skipped.append("\(name) (\(code))")
      }
    }
    return try result.unlessEmpty()
  }

  private static func item(
    _ member: ZipMember, in archive: Bytes, _ name: String, _ allowance: inout Allowance
  ) throws(Problem) -> NPYFile.Item {
    let source = try Source(member, member.data(in: archive))
    let prefix = try source.read(min(NPYHeader.prefix, member.size))
    let length = try NPYHeader.length(Bytes(prefix), name)
    guard length.total <= member.size else {
      throw .truncated(part: "the header of \(name)", needed: length.total, found: member.size)
    }
    let start = prefix + (try source.read(max(0, length.total - prefix.count)))
    // Every dictionary is longer than what the first piece has of it.
    let header = try NPYFile.header(Bytes(start).part(0, length.total, name), length.start, name)
    guard let size = try NPYFile.size(of: header, name) else {
      return .skipped("\(NPYFile.unsupported(header, name))")
    }
    let rest = member.size - length.total
    if rest < size { throw .truncated(part: "the array \(name)", needed: size, found: rest) }
    if rest > size { throw .surplus(part: "the array \(name)", bytes: rest - size) }
    guard size <= allowance.limit else { throw .tooLarge(part: "array \(name)", limit: allowance.limit) }
    let data = Bytes(try source.read(size))
    try source.finish()
    guard source.crc == member.crc else { throw .checksum(member: member.name) }
    return try NPYFile.item(header, data, name, &allowance)
  }

  /// A member's bytes, stored or inflated, one after the other, with their checksum.
  private final class Source {
    private let stored: Bytes
    private let inflater: Inflater?
    private let part: String
    private var place = 0
    private(set) var crc: UInt32 = 0

    init(_ member: ZipMember, _ data: Bytes) throws(Problem) {
      part = "the member \(member.name)"
      stored = data
      inflater = member.method == ZipMember.deflated ? try Inflater(data, .none, part: part) : nil
    }

    func read(_ count: Int) throws(Problem) -> [UInt8] {
      let bytes =
        if let inflater { try inflater.read(count) } else { try stored.part(place, count, part).array }
      place += count
      crc = bytes.withUnsafeBytes { Checksum.crc32($0, after: crc) }
      return bytes
    }

    func finish() throws(Problem) {
      if let inflater { return try inflater.finish() }
      if place < stored.count { throw .surplus(part: part, bytes: stored.count - place) }
    }
  }
}
