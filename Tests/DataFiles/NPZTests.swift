// SPDX-License-Identifier: MIT

import Testing

@testable import DataFiles

@Suite struct NPZTests {
  static let array = npy("<f8", "(2, 3)", data: NPYTests.data)

  func read(_ build: (inout ZipBuilder) throws -> Void) rethrows -> Problem? {
    var zip = ZipBuilder()
    try build(&zip)
    return problem(zip.archive())
  }

  @Test func whatIsWrittenIsRead() throws {
    let folder = try Folder()
    var all: [NumericArray] = []
    for (k, type) in ElementType.allCases.enumerated() {
      let values = (0..<6).map { type == .bool ? Double($0 % 2) : Double($0 * k) }
      all.append(try NumericArray("a/\(type) ν", shape: [2, 3], values: values, elementType: type))
    }
    let texts = ["meta": "{\"ν\": 0.01, \"🌊\": true}", "nothing": ""]
    for compression in [NPZWriter.Compression.stored, .deflate(level: 1), .deflate(level: 9)] {
      try DataFile.write(all, texts: texts, npz: folder("u.npz"), compression: compression)
      let back = try arrays(folder.bytes("u.npz"))
      #expect(back.arrays == all && back.texts == texts && back.skipped.isEmpty)
    }
  }

  @Test func waysToStore() throws {
    let deflated = try ZipBuilder.deflated(Self.array)
    let crc = Self.array.withUnsafeBytes { Checksum.crc32($0) }
    for wide in [false, true] {
      for descriptor in [false, true] {
        var zip = ZipBuilder()
        zip.add("readme.txt", [65, 66], descriptor: descriptor, wide: wide)
        zip.add("u.npy", Self.array, descriptor: descriptor, wide: wide)
        zip.add(
          "v.npy", deflated, method: 8, crc: crc, size: Self.array.count, descriptor: descriptor, wide: wide)
        for bytes in [zip.archive(), zip.archive(comment: "PK\u{5}\u{6} by hand"), zip.wideArchive()] {
          let back = try arrays(bytes)
          #expect(
            back.arrays.map(\.name) == ["u", "v"]
              && back.arrays.allSatisfy { $0.values == [1, 2, 3, 4, 5, 6] })
          #expect(back.skipped == ["readme.txt (not an array)"])
        }
      }
    }
  }

  /// A name is a name: nothing is unpacked.
  @Test(arguments: ["../../etc/u", "/u", "a/b/u", "C:\\u", "", "u\0v", "u "]) func namesAreNoPaths(
    _ name: String
  ) throws {
    #expect(try arrays(ZipBuilder.one(name + ".npy", Self.array)).arrays.map(\.name) == [name])
  }

  @Test func refusedMembers() throws {
    #expect(read { $0.add("u.npy", Self.array, flags: 1) } == .encrypted(member: "u.npy"))
    #expect(read { $0.add("u.npy", Self.array, flags: 64) } == .encrypted(member: "u.npy"))
    #expect(read { $0.add("u.npy", Self.array, method: 12) } == .method(member: "u.npy", code: 12))
    #expect(read { $0.add("u.npy", Self.array, crc: 7) } == .checksum(member: "u.npy"))
    #expect(
      read {
        $0.add("u.npy", Self.array)
        $0.add("u.npy", Self.array)
      } == .duplicate(name: "u"))
    #expect(
      read { $0.add("u.npy", Self.array, localName: "v.npy") }
        == .malformed(part: "the member u.npy", reason: "its local header has another name"))
    #expect(
      read { $0.add("u.npy", Self.array, size: 7) }
        == .malformed(part: "the member u.npy", reason: "it is stored, yet its two sizes differ"))
    #expect(read { $0.add("a.txt", [1]) } == .noArrays(skipped: ["a.txt (not an array)"]))
    #expect(read { _ in } == .noArrays(skipped: []))
    #expect(read { $0.add("u.npy", npy("|O", "()", data: [1])) } == .pickled(array: "u"))
    // What is passed over may be anything.
    #expect(
      read {
        $0.add("a.bin", [1], method: 99, flags: 1, crc: 0)
        $0.add("u.npy", Self.array)
      } == nil)
  }

  @Test func damagedDirectories() {
    let whole = ZipBuilder.one("u.npy", Self.array)
    for count in 4..<whole.count { #expect(problem(Array(whole.prefix(count))) != nil) }
    #expect(
      problem(whole + [0])
        == .malformed(
          part: "the archive", reason: "no directory at its end: it was cut off, or something was appended"))
    var zip = ZipBuilder()
    zip.add("u.npy", Self.array)
    let part = "the archive's directory"
    #expect(
      problem(zip.archive(count: 2)) == .malformed(part: part, reason: "it has 1 members, 2 are announced"))
    #expect(problem(zip.archive(start: 9999)) == .malformed(part: part, reason: "it lies outside the file"))
  }

  @Test func lengthsOfMembers() throws {
    let deflated = try ZipBuilder.deflated(Self.array)
    let crc = Self.array.withUnsafeBytes { Checksum.crc32($0) }
    func inflate(_ payload: [UInt8], size: Int) -> Problem? {
      read { $0.add("u.npy", payload, method: 8, crc: crc, size: size) }
    }
    let (member, array) = ("the member u.npy", "the array u")
    #expect(inflate(deflated, size: Self.array.count + 1) == .surplus(part: array, bytes: 1))
    #expect(inflate(deflated, size: Self.array.count - 1) == .truncated(part: array, needed: 48, found: 47))
    #expect(inflate(deflated + [0], size: Self.array.count) == .surplus(part: member, bytes: 1))
    let more = try ZipBuilder.deflated(Self.array + [9])
    #expect(inflate(more, size: Self.array.count) == .surplus(part: member, bytes: 1))
    #expect(inflate(Array(deflated.dropLast(9)), size: Self.array.count) != nil)
    #expect(inflate([0xFF, 0xFF], size: Self.array.count) != nil)
    #expect(inflate([], size: Self.array.count) == .truncated(part: member, needed: 12, found: 0))
  }

  /// A few hundred bytes that would inflate to many: the array's header, the ratio, and the limit each stop
  /// them.
  @Test func bombs() throws {
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    let small = npy("<f8", "(1,)", data: little([0.0]))
    #expect(
      try read { $0.add("u.npy", try ZipBuilder.deflated(small + zeros), method: 8, size: small.count) }
        == .surplus(part: "the member u.npy", bytes: 1))
    let promise = npy("<f8", "(100000000,)", data: [])
    let payload = try ZipBuilder.deflated(promise + zeros)
    #expect(
      read { $0.add("u.npy", payload, method: 8, size: promise.count + 800_000_000) }
        == .truncated(
          part: "the member u.npy", needed: 800_000_000,
          found: payload.count * Inflater.bestRatio - promise.count))
    let large = npy("|u1", "(1048576,)", data: zeros)
    var zip = ZipBuilder()
    let crc = large.withUnsafeBytes { Checksum.crc32($0) }
    for name in ["a.npy", "b.npy"] {
      zip.add(name, try ZipBuilder.deflated(large), method: 8, crc: crc, size: large.count)
    }
    #expect(problem(zip.archive(), limit: 16 << 20) == nil)
    #expect(problem(zip.archive(), limit: 15 << 20) == .tooLarge(part: "array b", limit: 15 << 20))
  }
}
