// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

@testable import DataFiles

extension HDF5Library {
  static var isThere: Bool { shared.withLock { $0 != nil } }
}

/// HDF5 as h5py writes it, and MATLAB's v7.3, through libhdf5.
@Suite(.enabled(if: HDF5Library.isThere, "libhdf5 is not installed")) struct HDF5Tests {
  @Test(arguments: Fixture.all.filter(\.isHDF5)) func isReadAsStated(_ fixture: Fixture) throws {
    let path = Fixture.folder + fixture.file
    // By its path, by its bytes, and packed.
    for contents in [
      try DataFile.read(path), try DataFile.read(Fixture.bytes(fixture.file), named: "u"),
      try DataFile.read(try GzipTests.packed(Fixture.bytes(fixture.file)), named: "u"),
    ] {
      guard case .arrays(let arrays) = contents else { throw Unexpected.table }
      let array = try #require(arrays[fixture.name])
      #expect(array.shape == fixture.shape && array.elementType == fixture.type)
      #expect(array.values == fixture.values)
    }
  }

  @Test func complexAndSkipped() throws {
    let plain = try arrays(Fixture.bytes("plain.h5"))
    #expect(plain["z"]?.values == [1, 2, 3, 4] && plain["z"]?.imaginary == [0, 0, 0, 1])
    #expect(plain["z"]?.elementType == .complex128)
    #expect(
      plain.skipped == [
        "gone (a link that leads nowhere)", "list (text)", "pairs (compound)", "word (text)",
      ])
    #expect(
      try arrays(Fixture.bytes("version73.mat")).skipped == ["c (references)", "word (char)"])
  }

  /// One run of several: PDEBench's tensor, its groups, and The Well's fields.
  @Test(arguments: ["pdebench.h5", "groups.h5", "well.h5"]) func runs(_ file: String) throws {
    let name = ["pdebench.h5": "tensor", "groups.h5": "data", "well.h5": "t0_fields/u"][file] ?? ""
    let path = Fixture.folder + file
    for run in [nil, 0, 1, 2] {
      guard case .arrays(let read) = try DataFile.read(path, run: run) else { throw Unexpected.table }
      let array = try #require(read[name])
      let expected = (0..<20).map { Double(100 * (run ?? 0) + 10 * ($0 / 4) + $0 % 4) }
      #expect(array.values == expected && array.shape.prefix(2) == [5, 4])
      #expect(read.notes.count == 1 && read.notes[0].hasPrefix("run \(run ?? 0) of 3"))
      if file == "well.h5" { #expect(read["t1_fields/v"]?.shape == [5, 4, 2]) }
    }
    for run in [3, -1] {
      let error = #expect(throws: DataFileError.self) { try DataFile.read(path, run: run) }
      #expect(error?.problem == .run(asked: run, count: 3))
    }
  }

  @Test func aRunOfNone() throws {
    for file in ["latest.h5", "plain.npz", "savetxt.csv"] {
      let error = #expect(throws: DataFileError.self) { try DataFile.read(Fixture.folder + file, run: 0) }
      #expect(error?.problem == .noRuns, "\(file)")
    }
  }

  @Test func limitsAndLies() throws {
    let bytes = try Fixture.bytes("latest.h5")
    #expect(problem(bytes, limit: 48) == nil)
    #expect(problem(bytes, limit: 47) == .tooLarge(part: "array u", limit: 47))
    for count in [8, 100, bytes.count / 2, bytes.count - 1] {
      guard case .malformed = problem(Array(bytes.prefix(count)), "u.h5") else {
        Issue.record("\(count) bytes")
        continue
      }
    }
    let folder = try Folder()
    try Data(bytes.prefix(200)).write(to: URL(fileURLWithPath: folder("u.h5")))
    #expect(throws: DataFileError.self) { try DataFile.read(folder("u.h5")) }
  }

  /// Without the library the error says what to install.
  @Test func withoutTheLibrary() {
    #expect(HDF5Library([]) == nil && HDF5Library(["libnothing.so", "libz.so.1"]) == nil)
    let error = #expect(throws: Problem.self) {
      try HDF5File.inChild(nil, 0) { (_) throws(Problem) in NamedArrays() }
    }
    #expect(error == .hdf5 && "\(Problem.hdf5)".contains("libhdf5-dev"))
  }

  /// A crash, an endless loop and a death of the child are errors of the file.
  @Test func childrenThatFail() {
    func failed(_ outcome: ChildProcess.Outcome) -> Bool { if case .failed = outcome { true } else { false } }
    #expect(failed(ChildProcess.run(seconds: 1) { abort() }))
    #expect(failed(ChildProcess.run(seconds: 1) { _exit(0) }))
    #expect(failed(ChildProcess.run(seconds: 9, patience: 1) { sleep(60).description.utf8.map { $0 } }))
    #expect(
      failed(
        ChildProcess.run(seconds: 1) {
          var x = 1.0
          while x < 2 { x = 1 + x * 1e-9 }
          return [UInt8(x)]
        }))
    let all = [UInt8](repeating: 7, count: 1 << 20)
    guard case .bytes(all) = ChildProcess.run(seconds: 1, { all }) else {
      Issue.record("a megabyte")
      return
    }
  }

  /// libhdf5 breaks down on many of these; nothing here does.
  ///
  ///     PLUMBLINE_FUZZ_HDF5=100000 swift test --filter DataFilesTests.HDF5Tests
  @Test func damagedFilesNeverTrap() throws {
    let rounds = Int(ProcessInfo.processInfo.environment["PLUMBLINE_FUZZ_HDF5"] ?? "") ?? 120
    let seeds = try ["latest.h5", "pdebench.h5", "version73.mat", "well.h5", "plain.h5"].map(Fixture.bytes)
    var random = Random(state: 5)
    var (read, refused) = (0, 0)
    for round in 0..<rounds {
      let seed = seeds[round % seeds.count]
      let other = seeds[Int.random(in: 0..<seeds.count, using: &random)]
      let bytes = FuzzTests.damaged(seed, other, &random)
      do throws(DataFileError) {
        let contents = try DataFile.read(bytes, named: "u", limit: FuzzTests.limit)
        read += 1
        #expect(FuzzTests.isSound(contents))
      } catch {
        refused += 1
        #expect(!error.description.isEmpty)
      }
    }
    #expect(min(read, refused) > rounds / 10, "\(read) read, \(refused) refused")
  }
}
