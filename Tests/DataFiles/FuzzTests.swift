// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

@testable import DataFiles

/// Damaged files are refused or read, and never more: no trap, no endless loop, no memory beyond the limit.
///
///     PLUMBLINE_FUZZ=1000000 swift test --filter DataFilesTests.FuzzTests
@Suite struct FuzzTests {
  static let rounds = Int(ProcessInfo.processInfo.environment["PLUMBLINE_FUZZ"] ?? "") ?? 20_000
  static let limit = 1 << 20
  /// What headers and tables are made of.
  static let signs = Array("0123456789(),'-+.eD\"#;\t \r\n".utf8)

  /// A valid file, and how a damaged content is wrapped again so that the checksums around it hold.
  struct Seed {
    let bytes: [UInt8]
    var wrap: ([UInt8]) throws -> [UInt8] = { $0 }
  }

  static func seeds() throws -> [Seed] {
    var seeds: [Seed] = []
    let files = try FileManager.default.contentsOfDirectory(atPath: Fixture.folder).sorted()
    // HDF5 has rounds of its own: each is a process.
    for file in files
    where !file.hasSuffix(".py") && file != "numpy.txt" && !file.hasSuffix(".h5") && file != "version73.mat" {
      seeds.append(Seed(bytes: try Fixture.bytes(file)))
    }
    for (_, bytes) in FileTests.samples { seeds.append(Seed(bytes: bytes)) }
    var wide = ZipBuilder()
    wide.add("u.npy", NPZTests.array, descriptor: true, wide: true)
    seeds.append(Seed(bytes: wide.wideArchive()))
    for text in [
      "% c\nx [m] u\n1 nan\n2 (3-4.5e-1j)\n", "{\"columns\":[\"x\",\"u\"],\n\"rows\":[[1,2.5e3],[null,4]]}",
      "{\"x\":[1,2],\"u\":[[1,2],[3,4]],\"m\":{\"a\":[\"b\\\"\"]},\"ok\":true}",
      "# c\nx;y\n1;2.5e-3\n\"3\";4\n", "1 2 3\r\n4 5 1.234567890123456789e-30\r\n", "a,\"b \"\"c\"\n1D0,+2\n",
    ] {
      seeds.append(Seed(bytes: Array(text.utf8)))
    }
    for bigEndian in [false, true] {
      var file = MATBuilder(bigEndian: bigEndian)
      let header = file.bytes
      let matrix = file.matrix(
        "u", kind: 6, flags: 8, shape: [2, 1, 2],
        file.element(2, [1, 2, 3, 4], isShort: true) + file.element(2, [0, 0, 0, 0]))
      seeds.append(Seed(bytes: matrix) { header + (try file.compressed($0)) })
      file.bytes += matrix
      seeds.append(Seed(bytes: file.bytes))
    }
    seeds.append(Seed(bytes: NPZTests.array) { ZipBuilder.one("u.npy", $0) })
    seeds.append(Seed(bytes: Array("x,u\n1,2\n".utf8)) { try GzipTests.packed($0) })
    seeds.append(Seed(bytes: try GzipTests.packed(NPZTests.array)))
    seeds.append(
      Seed(bytes: npy("<U2", "()", data: little([97, 0x1F30A] as [UInt32]))) { bytes in
        var zip = ZipBuilder()
        let crc = bytes.withUnsafeBytes { Checksum.crc32($0) }
        zip.add("t.npy", try ZipBuilder.deflated(bytes), method: 8, crc: crc, size: bytes.count)
        return zip.archive()
      })
    return seeds
  }

  /// One to three damages: bits, lengths, digits, ends, and pieces of other files.
  static func damaged(_ bytes: [UInt8], _ other: [UInt8], _ random: inout Random) -> [UInt8] {
    var bytes = bytes
    for _ in 0...Int.random(in: 0...2, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.removeSubrange(place...)
      case 3:
        let length = Int.random(in: 1...16, using: &random)
        bytes.removeSubrange(place..<min(bytes.count, place + length))
      case 4:
        let start = Int.random(in: 0..<other.count, using: &random)
        let piece = other[start..<min(other.count, start + Int.random(in: 1...64, using: &random))]
        bytes.replaceSubrange(
          place..<min(bytes.count, place + Int.random(in: 0...64, using: &random)), with: piece)
      case 5:
        let values: [UInt64] = [
          0, 1, 0xFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, 0x7FFF_FFFF_FFFF_FFFF, .max, UInt64(bytes.count),
          random.next(),
        ]
        let value = values[Int.random(in: 0..<values.count, using: &random)]
        let width = [1, 2, 4, 8][Int.random(in: 0..<4, using: &random)]
        let word = little([Bool.random(using: &random) ? value : value.byteSwapped]).prefix(width)
        bytes.replaceSubrange(place..<min(bytes.count, place + width), with: word)
      case 6:
        // Runs: more digits than a word has, deep nesting, long fields.
        let sign = Self.signs[Int.random(in: 0..<Self.signs.count, using: &random)]
        let run = [UInt8](repeating: sign, count: Int.random(in: 1...48, using: &random))
        bytes.insert(contentsOf: run, at: place)
      default: bytes[place] = Self.signs[Int.random(in: 0..<Self.signs.count, using: &random)]
      }
    }
    return bytes
  }

  @Test func damagedFilesNeverTrap() throws {
    let seeds = try Self.seeds()
    var random = Random(state: 20_261_126)
    var (read, refused) = (0, 0)
    for round in 0..<Self.rounds {
      let seed = seeds[round % seeds.count]
      let other = seeds[Int.random(in: 0..<seeds.count, using: &random)].bytes
      let bytes = try seed.wrap(Self.damaged(seed.bytes, other, &random))
      do throws(DataFileError) {
        let contents = try DataFile.read(bytes, named: round % 2 == 0 ? "u" : "u.npz", limit: Self.limit)
        read += 1
        #expect(Self.isSound(contents))
      } catch {
        refused += 1
        #expect(!error.description.isEmpty)
      }
    }
    // Both happen, else nothing was tried.
    #expect(read > Self.rounds / 50 && refused > Self.rounds / 4, "\(read) read, \(refused) refused")
  }

  /// Every two, four and eight bytes of the smaller files, wherever lengths may stand, at their extremes.
  @Test func everyWordAtItsExtremes() throws {
    let extremes: [UInt64] = [0, .max, .max >> 1, .max << 63, 1 << 62]
    for seed in try Self.seeds() where seed.bytes.count < 700 {
      for place in seed.bytes.indices {
        for width in [2, 4, 8] where place + width <= seed.bytes.count {
          for value in extremes {
            var bytes = seed.bytes
            // The highest bytes, so that narrow words have their extremes too.
            bytes.replaceSubrange(place..<place + width, with: little([value]).suffix(width))
            if let contents = try? DataFile.read(try seed.wrap(bytes), named: "u", limit: Self.limit) {
              #expect(Self.isSound(contents))
            }
          }
        }
      }
    }
  }

  /// What is read is whole and nowhere infinite, within the limit.
  static func isSound(_ contents: DataFileContents) -> Bool {
    switch contents {
    case .table(let table):
      return table.values.count == table.rowCount * table.columnCount
        && !table.values.contains(where: \.isInfinite)
        && table.imaginary.map { $0.count == table.values.count } ?? true
    case .arrays(let arrays):
      return arrays.arrays.allSatisfy { array in
        array.values.count == array.shape.reduce(1, *) && !array.values.contains(where: \.isInfinite)
          && array.values.count * 8 <= limit && array.imaginary.map { $0.count == array.values.count } ?? true
      }
    }
  }
}
