// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import DataFiles

/// The file as a whole: what is there, and what it is.
@Suite struct FileTests {
  func read(_ path: String, limit: Int = DataFile.defaultLimit) -> Problem? {
    do throws(DataFileError) {
      _ = try DataFile.read(path, limit: limit)
      return nil
    } catch { return error.problem }
  }

  @Test func filesThatAreNone() throws {
    let folder = try Folder()
    #expect(read(folder("u.npz")) == .missing && read(folder.path) == .directory)
    for name in ["u", "u.npy", "u.npz", "u.mat", "u.csv"] {
      try Data().write(to: URL(fileURLWithPath: folder(name)))
      #expect(read(folder(name)) == .empty)
    }
    try Data([0x31]).write(to: URL(fileURLWithPath: folder("locked")))
    #expect(read(folder("locked") + "/u") == .unreadable("Not a directory"))
    #expect(read(String(repeating: "a", count: 5000)) == .unreadable("File name too long"))
    if geteuid() != 0 {
      chmod(folder("locked"), 0)
      #expect(read(folder("locked")) == .unreadable("Permission denied"))
    }
  }

  @Test func sizeIsLimited() throws {
    let folder = try Folder()
    try Data("1,2\n".utf8).write(to: URL(fileURLWithPath: folder("u")))
    #expect(read(folder("u"), limit: 16) == nil)
    #expect(read(folder("u"), limit: 15) == .tooLarge(part: "the table", limit: 15))
    #expect(read(folder("u"), limit: 3) == .tooLarge(part: "the file", limit: 3))
    #expect(read("/dev/zero", limit: 1 << 20) == .tooLarge(part: "the file", limit: 1 << 20))
  }

  static let samples: [(FileFormat, [UInt8])] = [
    (.npy, NPZTests.array), (.npz, ZipBuilder.one("u.npy", NPZTests.array)),
    (
      .matlab,
      {
        var file = MATBuilder()
        file.bytes += file.matrix("u", kind: 6, shape: [2, 3], file.element(9, NPYTests.data))
        return file.bytes
      }()
    ), (.text, Array("1,2,3\n4,5,6\n".utf8)), (.json, Array(#"{"u": [[1,2,3],[4,5,6]]}"#.utf8)),
    (
      .matlab,
      little([0, 2, 3, 0, 2] as [Int32]) + [0x75, 0] + little([1, 4, 2, 5, 3, 6])
    ), (.gzip, (try? GzipTests.packed(NPZTests.array)) ?? []),
  ]

  /// The contents decide.
  @Test(arguments: ["u", "u.npy", "u.npz", "u.mat", "u.csv", "u.TXT", "a.npz/u", ".npy"])
  func extensionsDoNotMatter(_ name: String) throws {
    for (format, bytes) in Self.samples {
      #expect(FileFormat(of: Bytes(bytes)) == format)
      switch try DataFile.read(bytes, named: name) {
      case .arrays(let arrays): #expect(format != .text && arrays.arrays[0].values.count == 6)
      case .table(let table): #expect(format == .text && table.values == [1, 2, 3, 4, 5, 6])
      }
    }
  }

  /// Unless they are nothing: then the extension's promise is told.
  @Test func brokenPromises() {
    #expect(
      problem("1,2\n3\n", "u.npz")
        == .unlikeExtension(promised: .npz, found: .text, .ragged(line: 2, expected: 2, found: 1)))
    #expect(
      problem([0x89, 0x50, 0x4E, 0x47, 0], "u.npy")
        == .unlikeExtension(promised: .npy, found: .text, .binary(offset: 4)))
    #expect(problem([0x89, 0x50, 0x4E, 0x47, 0], "u.png") == .binary(offset: 4))
    let zip = ZipBuilder.one("u.npy", NPZTests.array)
    guard case .unlikeExtension(.text, .npz, .malformed) = problem(zip + [0], "u.csv") else {
      Issue.record("a damaged archive named .csv")
      return
    }
  }

  /// Each text says what is wrong and, behind a semicolon, the cure.
  @Test(
    arguments: [
      .complex(array: "u", index: [1, 2]), .pickled(array: "u"), .hdf5, .run(asked: 3, count: 2), .noRuns,
      .utf16, .noRows, .empty,
      .directory, .missing, .noArrays(skipped: ["a (cell)"]), .ragged(line: 3, expected: 2, found: 1),
      .notFiniteNumber(line: 1, column: 2, text: "nan"), .decimalComma(line: 1, column: 1, text: "0,5"),
      .encrypted(member: "u"), .method(member: "u", code: 12), .checksum(member: "u"), .duplicate(name: "u"),
      .unlikeExtension(promised: .npz, found: .text, .noRows), .tooLarge(part: "u", limit: 1),
      .notANumber(line: 1, column: 1, text: ""), .notANumber(line: 1, column: 1, text: "a"),
      .binary(offset: 0),
      .unclosedQuote(line: 1, column: 1), .structured(array: "u"), .unsupportedType(array: "u", code: "f16"),
      .notFinite(array: "u", index: [0]), .truncated(part: "u", needed: 2, found: 1),
      .surplus(part: "u", bytes: 1),
      .length(array: "u", expected: 2, given: 1), .notRepresentable(array: "u", index: [], type: .int8),
      .name(""),
      .noArrayBegun, .closed,
    ] as [Problem]
  ) func textsNameTheFileAndTheCure(_ problem: Problem) {
    let text = DataFileError(file: "a/u.dat", problem: problem).description
    #expect(text.hasPrefix("a/u.dat: ") && (text.contains(";") || text.contains(": save")), "\(text)")
    #expect(!text.contains("  ") && text.count < 250)
  }
}
