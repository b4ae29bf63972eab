// SPDX-License-Identifier: MIT

import Testing

@testable import DataFiles

/// What gzip packed is read as what it is.
@Suite struct GzipTests {
  /// One member: header, deflated bytes, checksum and length.
  static func packed(_ bytes: [UInt8], crc: UInt32? = nil, count: Int? = nil) throws -> [UInt8] {
    let sum = bytes.withUnsafeBytes { Checksum.crc32($0) }
    let tail = little([crc ?? sum, UInt32(truncatingIfNeeded: count ?? bytes.count)] as [UInt32])
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + (try ZipBuilder.deflated(bytes)) + tail
  }

  /// Every format, and a table in two members.
  @Test func contentsAreRead() throws {
    for (format, bytes) in FileTests.samples where format != .gzip {
      let plain = try DataFile.read(bytes, named: "u")
      for name in ["u", "u.gz", "u.csv.gz", "a/u.npz"] {
        #expect(try DataFile.read(try Self.packed(bytes), named: name) == plain, "\(format) \(name)")
      }
    }
    let (first, second) = (Array("1,2\n3".utf8), Array(",4\n".utf8))
    let two = try table(try Self.packed(first) + Self.packed(second))
    #expect(two.values == [1, 2, 3, 4])
    // The name without both extensions.
    #expect(try arrays(try Self.packed(NPZTests.array), "a/field.npy.gz").arrays[0].name == "field")
  }

  @Test func damagedOnes() throws {
    let text = Array("1,2\n3,4\n".utf8)
    let whole = try Self.packed(text)
    for count in 2..<whole.count {
      let found = try #require(problem(Array(whole.prefix(count)), "u.gz"))
      guard case .truncated = found else {
        Issue.record("\(count): \(found)")
        continue
      }
    }
    for odd in [try Self.packed(text, crc: 7), try Self.packed(text, count: 7)] {
      guard case .malformed = problem(odd, "u.gz") else {
        Issue.record("a wrong checksum or length")
        continue
      }
    }
    #expect(problem(whole + [0], "u.gz") == .surplus(part: "the compressed file", bytes: 1))
    #expect(problem(try Self.packed([]), "u.gz") == .empty)
    guard case .malformed = problem(try Self.packed(whole), "u.gz") else {
      Issue.record("packed twice")
      return
    }
  }

  /// A file that would inflate to more than is allowed is refused before it does.
  @Test func bombs() throws {
    let zeros = [UInt8](repeating: 0x30, count: 1 << 22)
    let bomb = try Self.packed(zeros)
    #expect(bomb.count < 1 << 13)
    #expect(problem(bomb, "u.gz", limit: 1 << 20) == .tooLarge(part: "the compressed file", limit: 1 << 20))
    // In several members too.
    let parts = try Self.packed([UInt8](repeating: 0x30, count: 600_000))
    #expect(
      problem(parts + parts, "u.gz", limit: 1 << 20) == .tooLarge(part: "the compressed file", limit: 1 << 20)
    )
  }
}
