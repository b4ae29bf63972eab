// SPDX-License-Identifier: MIT

import Testing

@testable import DataFiles

@Suite struct NPYTests {
  static let data = little([1, 2, 3, 4, 5, 6] as [Double])

  @Test func whatIsWrittenIsRead() throws {
    let folder = try Folder()
    for type in ElementType.allCases {
      for shape in [[], [4], [2, 3], [3, 1, 2], [0], [2, 0, 3]] {
        let count = try Shape.count(shape, of: "u")
        let values = (0..<count).map { type == .bool ? Double($0 % 2) : Double($0 * 3) }
        let array = try NumericArray("u", shape: shape, values: values, elementType: type)
        try DataFile.write(array, npy: folder("u.npy"))
        #expect(try arrays(folder.bytes("u.npy"), "u.npy").arrays == [array], "\(type) \(shape)")
      }
    }
    #expect(folder.files == ["u.npy"])
  }

  @Test(arguments: ["(2, 3)", "(2,3,)", "( 2 , 3 )", "(2L, 3L)"]) func shapesAreWrittenInManyWays(
    _ shape: String
  ) throws {
    #expect(try arrays(npy("<f8", shape, data: Self.data)).arrays[0].shape == [2, 3])
  }

  @Test func keysComeInAnyOrder() throws {
    let header = "{\"shape\": (6,), 'fortran_order': True, 'descr': '=f8'}"
    #expect(try arrays(npy(header, data: Self.data)).arrays[0].values == [1, 2, 3, 4, 5, 6])
  }

  @Test(
    arguments: [
      ("(2, -3)", .shape(array: "u", reason: "the length -3 is negative")),
      (
        "(99999999999999999999,)",
        .shape(array: "u", reason: "a length has more digits than memory has bytes")
      ),
      (
        "(4611686018427387904, 4)",
        .shape(array: "u", reason: "[4611686018427387904, 4] has more elements than memory has bytes")
      ),
      (
        "(0, 4611686018427387904, 4)",
        .shape(array: "u", reason: "[0, 4611686018427387904, 4] has more elements than memory has bytes")
      ),
      (
        "(4611686018427387904,)",
        .shape(array: "u", reason: "4611686018427387904 elements are more than memory has bytes")
      ),
      ("(7,)", .truncated(part: "the array u", needed: 56, found: 48)),
      ("(5,)", .surplus(part: "the array u", bytes: 8)),
      ("(x,)", .malformed(part: "the header of u", reason: "a length in the shape is no integer")),
      ("6", .malformed(part: "the header of u", reason: "( is missing")),
    ] as [(String, Problem)]
  ) func impossibleShapes(_ shape: String, _ expected: Problem) {
    #expect(problem(npy("<f8", shape, data: Self.data)) == expected)
  }

  @Test func tooManyDimensions() {
    let shape = "(" + String(repeating: "1, ", count: 65) + ")"
    #expect(
      problem(npy("<f8", shape, data: little([1.0])))
        == .shape(array: "u", reason: "65 dimensions, at most 64 are read"))
  }

  @Test(
    arguments: [
      ("|O", .pickled(array: "u")), ("O8", .pickled(array: "u")),
      ("<f16", .unsupportedType(array: "u", code: "<f16")),
      ("|V8", .unsupportedType(array: "u", code: "|V8")),
      ("<m8[s]", .unsupportedType(array: "u", code: "<m8[s]")),
      ("<U3", .unsupportedType(array: "u", code: "U3")),
      ("|S3", .unsupportedType(array: "u", code: "S3")), ("f8x", .unsupportedType(array: "u", code: "f8x")),
    ] as [(String, Problem)]
  ) func otherTypes(_ descr: String, _ expected: Problem) {
    #expect(problem(npy(descr, "(6,)", data: Self.data)) == expected)
  }

  @Test(
    arguments: [
      ("", "{ is missing"), ("[]", "{ is missing"),
      ("{}", "one of descr, fortran_order and shape is missing"),
      ("{'descr': '<f8', 'descr': '<f8'}", "the key 'descr' is unknown or there twice"),
      ("{'a': 1}", "the key 'a' is unknown or there twice"),
      ("{'fortran_order': 1}", "fortran_order is neither True nor False"),
      ("{'descr': eval('1')}", "a string is missing"), ("{'descr': 'a", "a string is not closed"),
      ("{'descr': '\\x3c'}", "an escaped character in a string"), ("{'descr' '<f8'}", ": is missing"),
      (
        "{'descr': '<f8', 'fortran_order': False, 'shape': ()} + x", "something follows the dictionary"
      ),
    ]
  ) func dictionariesThatAreNone(_ text: String, _ reason: String) {
    #expect(problem(npy(text)) == .malformed(part: "the header of u", reason: reason))
  }

  @Test func headersThatAreCutOff() {
    let whole = npy("<f8", "(6,)", data: Self.data)
    for count in 6..<whole.count {
      guard case .truncated = problem(Array(whole.prefix(count))) else {
        Issue.record("\(count) bytes")
        continue
      }
    }
    let header = "the header of u"
    #expect(
      problem(npy("{}", version: [9, 1]))
        == .malformed(part: header, reason: "version 9.1 is not 1.0, 2.0 or 3.0"))
    #expect(
      problem(npy("{}", version: [2, 0], length: 1 << 31))
        == .malformed(part: header, reason: "2147483648 bytes, at most 1048576 are read"))
    #expect(problem(npy("{}", length: 60000)) == .truncated(part: header, needed: 60010, found: 12))
  }

  @Test func nestedTypesAreStructured() {
    let header = "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }"
    #expect(problem(npy(header, data: little([1.0]))) == .structured(array: "u"))
  }

  @Test func memoryIsLimited() {
    let bytes = npy("|i1", "(1000,)", data: [UInt8](repeating: 1, count: 1000))
    #expect(problem(bytes, limit: 8000) == nil)
    #expect(problem(bytes, limit: 7999) == .tooLarge(part: "array u", limit: 7999))
  }

  @Test func complexNumbers() throws {
    let real = try arrays(npy("<c16", "(3,)", data: little([1, 0, 3, -0.0, 5, 0]))).arrays[0]
    #expect(real.values == [1, 3, 5] && real.imaginary == nil)
    let complex = try arrays(npy("<c16", "(3,)", data: little([1, 0, 3, 1e-300, 5, 6]))).arrays[0]
    #expect(complex.values == [1, 3, 5] && complex.imaginary == [0, 1e-300, 6])
    // What is missing in part is missing.
    let holes = try arrays(npy("<c16", "(2,)", data: little([1, .nan, 2, 3]))).arrays[0]
    #expect(holes.values.map(\.isNaN) == [true, false] && holes.imaginary?[1] == 3)
    #expect(
      problem(npy("<c16", "(2,)", data: little([1, 2, 3, .infinity]))) == .notFinite(array: "u", index: [1]))
    #expect(problem(npy("<c16", "()", data: little([.infinity, 0]))) == .notFinite(array: "u", index: []))
  }

  /// Text without dimensions is text, as metadata are.
  @Test func texts() throws {
    let letters = [0x3BD, 0, 0x1F30A, 0] as [UInt32]
    #expect(try arrays(npy("<U4", "()", data: little(letters))).texts == ["u": "ν\0🌊"])
    #expect(try arrays(npy(">U4", "()", data: little(letters.map(\.byteSwapped)))).texts == ["u": "ν\0🌊"])
    #expect(try arrays(npy("|S4", "()", data: [97, 98, 0, 0])).texts == ["u": "ab"])
    #expect(try arrays(npy("<U0", "()", data: [])).texts == ["u": ""])
    #expect(
      problem(npy("<U1", "()", data: little([0xD800 as UInt32])))
        == .malformed(part: "the text u", reason: "55296 at 0 is no character"))
    #expect(
      problem(npy("<U2", "()", data: [97, 0, 0, 0])) == .truncated(part: "the array u", needed: 8, found: 4))
  }

  @Test func singlePrecisionIsRecognised() throws {
    let single = try NumericArray("u", shape: [1], values: [Double(Float(0.1))], elementType: .float32)
    let double = try NumericArray("u", shape: [2], values: [0.5, 0.1])
    #expect(single.isFloat32 && single.holdsFloat32Values)
    #expect(!double.isFloat32 && !double.holdsFloat32Values)
  }

  /// All 65,536 half-precision numbers, against their definition and back.
  @Test func halfPrecision() throws {
    let finite = (UInt16.min...UInt16.max).filter { $0 >> 10 & 31 != 31 }
    let array = try arrays(npy("<f2", "(\(finite.count),)", data: little(finite))).arrays[0]
    var back: [UInt8] = []
    for value in array.values { #expect(ElementType.float16.encode(value, to: &back)) }
    #expect(back == little(finite))
    #expect(array.values.max() == 65504 && array.values[1] == 0x1p-24)
    // Ties to even, and a carry into the exponent.
    for (value, bits) in [(2049, 0x6800), (2051, 0x6802), (4095.9, 0x6C00), (0x1p-25, 0), (0x1.8p-24, 2)]
      as [(Double, UInt16)]
    {
      var bytes: [UInt8] = []
      #expect(ElementType.float16.encode(value, to: &bytes) && bytes == little([bits]), "\(value)")
    }
    #expect(!ElementType.float16.encode(65520, to: &back))
  }
}
