// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import DataFiles

@Suite struct WriterTests {
  static func refusal(_ body: () throws -> Void) -> Problem? {
    do { try body() } catch { return (error as? DataFileError)?.problem }
    return nil
  }

  @Test func piecesDoNotMatter() throws {
    let folder = try Folder()
    let values = (0..<100_000).map { sin(Double($0)) }
    let array = try NumericArray("u", shape: [100, 1000], values: values)
    try DataFile.write([array], npz: folder("whole.npz"))
    try DataFile.write(array, npy: folder("whole.npy"))
    var archive = try NPZWriter(to: folder("pieces.npz"))
    var lone = try NPYWriter(to: folder("pieces.npy"), shape: [100, 1000])
    try archive.begin("u", shape: [100, 1000])
    var place = 0
    for size in [0, 1, 999, 40_000, 59_000] {
      try archive.append(Array(values[place..<place + size]))
      try lone.append(Array(values[place..<place + size]))
      place += size
    }
    try archive.finish()
    try lone.finish()
    #expect(try arrays(folder.bytes("pieces.npz"))["u"] == array)
    #expect(try folder.bytes("whole.npy") == folder.bytes("pieces.npy"))
    #expect(folder.files == ["pieces.npy", "pieces.npz", "whole.npy", "whole.npz"])
  }

  @Test func sameArraysSameBytes() throws {
    let folder = try Folder()
    let array = try NumericArray("u", shape: [3], values: [1, 2, 3])
    for name in ["a", "b"] { try DataFile.write([array], texts: ["b": "1", "a": "2"], npz: folder(name)) }
    #expect(try folder.bytes("a") == folder.bytes("b"))
    // The bytes of a stored archive are a promise.
    try DataFile.write([array], npz: folder("c"), compression: .stored)
    #expect(
      try SHA256.hex(file: folder("c")) == "0c13cf160547de167fd3d537a32f0427f67f0cddb58dcabed44e8fb6788d6049")
  }

  @Test func failuresLeaveNothing() throws {
    let folder = try Folder()
    let path = folder("u.npz")
    func writer(_ body: (inout NPZWriter) throws -> Void) -> Problem? {
      Self.refusal {
        var writer = try NPZWriter(to: path)
        try body(&writer)
        try writer.finish()
      }
    }
    func begun(_ values: [Double], as type: ElementType = .float64) -> Problem? {
      writer {
        try $0.begin("u", shape: [2, 2], as: type)
        try $0.append(values)
      }
    }
    #expect(begun([1, 2, 3]) == .length(array: "u", expected: 4, given: 3))
    #expect(begun([1, 2, 3, 4, 5]) == .length(array: "u", expected: 4, given: 5))
    #expect(begun([1, 2, .nan, 4]) == .notFinite(array: "u", index: [1, 0]))
    #expect(begun([1, 2, 3, 128], as: .int8) == .notRepresentable(array: "u", index: [1, 1], type: .int8))
    #expect(
      begun([1, 0.5, 3, 4], as: .uint64) == .notRepresentable(array: "u", index: [0, 1], type: .uint64))
    #expect(
      begun([1, 2, 3, 1e39], as: .float32) == .notRepresentable(array: "u", index: [1, 1], type: .float32))
    #expect(begun([0, 1, 2, 1], as: .bool) == .notRepresentable(array: "u", index: [1, 0], type: .bool))
    #expect(writer { try $0.append([1]) } == .noArrayBegun)
    #expect(
      writer { try $0.begin("u", shape: [-1]) } == .shape(array: "u", reason: "the length -1 is negative"))
    #expect(writer { try $0.begin("", shape: []) } == .name(""))
    #expect(writer { try $0.add(text: "1", named: "a\0") } == .name("a\0"))
    #expect(
      writer {
        try $0.begin("u", shape: [0])
        try $0.begin("u", shape: [0])
      } == .duplicate(name: "u"))
    #expect(
      writer {
        try? $0.append([1])
        try $0.begin("u", shape: [])
      } == .closed)
    // A writer that is given up.
    _ = try NPZWriter(to: path)
    _ = try NPYWriter(to: path, shape: [3])
    #expect(folder.files == [])
  }

  @Test func theOldFileStaysUntilTheNewIsWhole() throws {
    let folder = try Folder()
    let path = folder("u.npy")
    try Data("old".utf8).write(to: URL(fileURLWithPath: path))
    let problem = Self.refusal {
      var writer = try NPYWriter(to: path, shape: [2])
      try writer.append([1])
      try writer.finish()
    }
    #expect(problem == .length(array: path, expected: 2, given: 1))
    #expect(try folder.bytes("u.npy") == Array("old".utf8))
    try DataFile.write(NumericArray("u", shape: [], values: [1]), npy: path)
    #expect(try arrays(folder.bytes("u.npy"), path).arrays[0].values == [1])
    #expect(folder.files == ["u.npy"])
  }

  @Test func placesThatCannotBeWritten() throws {
    let folder = try Folder()
    #expect(Self.refusal { _ = try NPZWriter(to: folder.path) } == .directory)
    #expect(
      Self.refusal { _ = try NPYWriter(to: folder("none/u.npy"), shape: []) }
        == .unwritable("No such file or directory"))
    #expect(
      Self.refusal { _ = try NumericArray("u", shape: [2], values: [1]) }
        == .length(array: "u", expected: 2, given: 1))
  }

  /// Beyond 4 GiB the sizes have 64 bits; no test writes that much.
  @Test func wideRecords() throws {
    var record = ZipRecord(name: "u.npy", method: 0, offset: 5 << 30, isWide: true)
    let before = record.local.count
    (record.size, record.compressed, record.crc) = (6 << 30, 5 << 30, 7)
    #expect(record.local.count == before)
    var archive: [UInt8] = [0x50, 0x4B, 3, 4]
    let start = archive.count
    archive += record.central
    archive += ZipRecord.end(count: 1, size: record.central.count, start: start)
    var end = ZipRecord.end(count: 70_000, size: 4, start: 5 << 30)
    #expect(end.count == 98 && Bytes(end).has([0x50, 0x4B, 6, 7], at: 56))
    let member = try #require(try ZipDirectory(Bytes(archive)).members.first)
    #expect(
      member.size == 6 << 30 && member.compressed == 5 << 30 && member.offset == 5 << 30 && member.crc == 7)
    end = ZipRecord.end(count: 1, size: record.central.count, start: 4)
    #expect(end.count == 22)
  }

  @Test func manyMembers() throws {
    let folder = try Folder()
    var writer = try NPZWriter(to: folder("u.npz"), compression: .stored)
    for k in 0..<66_000 { try writer.begin("\(k)", shape: [0], as: .bool) }
    try writer.finish()
    let back = try arrays(folder.bytes("u.npz"))
    #expect(back.arrays.count == 66_000 && back.arrays[65_999].name == "65999")
  }
}
