// SPDX-License-Identifier: MIT

import Testing

@testable import DataFiles

/// What NumPy and SciPy wrote is read as they state it.
@Suite struct FixtureTests {
  @Test func allAreStated() { #expect(Fixture.all.count == 88) }

  @Test(arguments: Fixture.all.filter { $0.file != "savetxt.csv" && !$0.isHDF5 }) func isReadAsStated(
    _ fixture: Fixture
  )
    throws
  {
    let path = Fixture.folder + fixture.file
    guard case .arrays(let arrays) = try DataFile.read(path) else { throw Unexpected.table }
    let array = try #require(arrays[fixture.name])
    let shape = fixture.file.hasSuffix(".mat") && fixture.shape.isEmpty ? [1, 1] : fixture.shape
    #expect(array.shape == shape && array.elementType == fixture.type)
    #expect(array.values == fixture.values)
  }

  @Test func savetxt() throws {
    let fixture = try #require(Fixture.all.first { $0.file == "savetxt.csv" })
    let table = try table(Fixture.bytes("savetxt.csv"))
    #expect(table.values == fixture.values && table.columnCount == 4 && table.lines == [2, 3, 4])
    #expect(table.comments == ["a,b,c,d"] && table.header == nil)
  }

  @Test func textsBesideArrays() throws {
    let text = "{\"equation\": \"u_t + u u_x = ν u_xx\"}"
    let plain = try arrays(Fixture.bytes("plain.npz"))
    #expect(plain.texts == ["meta": text] && plain.arrays.map(\.name) == ["u", "x", "t"])
    #expect(plain.skipped.count == 1 && plain.skipped[0].hasPrefix("labels"))
    #expect(try arrays(Fixture.bytes("deflated.npz")).texts == ["meta": text])
  }

  @Test(arguments: ["plain.mat", "compressed.mat"]) func whatIsNoNumberIsNamed(_ file: String) throws {
    #expect(try arrays(Fixture.bytes(file)).skipped == ["c (cell)", "word (char)", "rec (struct)"])
  }

  @Test(
    arguments: [
      ("object.npy", .pickled(array: "object")),
      ("fields.npy", .structured(array: "fields")),
      ("infinite.npy", .notFinite(array: "infinite", index: [1, 0])),
      ("dates.npy", .unsupportedType(array: "dates", code: "<M8[D]")),
    ] as [(String, Problem)]
  ) func refused(_ file: String, _ expected: Problem) throws {
    #expect(try problem(Fixture.bytes(file), file) == expected)
  }

  /// Imaginary parts and NaN are handed on.
  @Test func complexAndMissing() throws {
    let complex = try #require(try arrays(Fixture.bytes("complex.npy"))["u"])
    #expect(complex.values == [1, 2, 3, 4] && complex.imaginary == [0, 0, 0, 1])
    let missing = try #require(try arrays(Fixture.bytes("nan.npy"))["u"])
    #expect(missing.values.map(\.isNaN) == [false, false, true, false] && missing.imaginary == nil)
    let text = try table(Fixture.bytes("complex.csv"))
    #expect(text.values == [1, 2, 3, 4] && text.imaginary == [0, -1, 0, 1e-3])
    #expect(text.imaginary(0) == nil && text.imaginary(1) == [-1, 1e-3])
    let holes = try table(Fixture.bytes("missing.csv"))
    #expect(holes.values.map(\.isNaN) == [false, true, false, false] && holes.imaginary == nil)
    let old = try #require(try arrays(Fixture.bytes("version4.mat"))["z"])
    #expect(old.imaginary == [1, 1, 1, 1] && old.elementType == .complex128)
  }
}
