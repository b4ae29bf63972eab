// SPDX-License-Identifier: MIT

import Testing

@testable import DataFiles

@Suite struct MATTests {
  static let orders = [false, true]

  /// A double variable may be stored in any narrower type; its class counts.
  @Test(arguments: orders) func storedTypesAreNarrower(_ bigEndian: Bool) throws {
    var file = MATBuilder(bigEndian: bigEndian)
    let stored: [(String, Int, [UInt8])] = [
      ("i8", 1, [1, 2, 3, 252]), ("u8", 2, [1, 2, 3, 4]), ("i16", 3, file.words([1, 2, 3, -4] as [Int16])),
      ("u16", 4, file.words([1, 2, 3, 4] as [UInt16])), ("i32", 5, file.words([1, 2, 3, -4] as [Int32])),
      ("u32", 6, file.words([1, 2, 3, 4] as [UInt32])),
      ("f32", 7, file.words([1, 2, 3, -4].map { Float($0).bitPattern })),
      ("f64", 9, file.doubles([1, 2, 3, -4])),
      ("i64", 12, file.words([1, 2, 3, -4] as [Int64])), ("u64", 13, file.words([1, 2, 3, 4] as [UInt64])),
    ]
    for (name, type, data) in stored {
      file.bytes += file.matrix(name, kind: 6, shape: [2, 2], file.element(type, data, isShort: true))
    }
    let read = try arrays(file.bytes).arrays
    #expect(read.map(\.name) == stored.map(\.0))
    for array in read {
      // Column by column in the file, row by row here.
      #expect(array.values == [1, 3, 2, array.name.first == "u" ? 4 : -4] && array.elementType == .float64)
    }
  }

  @Test(arguments: orders) func columnsBecomeRows(_ bigEndian: Bool) throws {
    var file = MATBuilder(bigEndian: bigEndian)
    // The value at (i, j, k) is 100 i + 10 j + k.
    var values: [Double] = []
    for k in 0..<4 { for j in 0..<3 { for i in 0..<2 { values.append(Double(100 * i + 10 * j + k)) } } }
    file.bytes += file.matrix("u", kind: 6, shape: [2, 3, 4], file.element(9, file.doubles(values)))
    let array = try #require(try arrays(file.bytes)["u"])
    var ordered: [Double] = []
    for i in 0..<2 { for j in 0..<3 { for k in 0..<4 { ordered.append(Double(100 * i + 10 * j + k)) } } }
    #expect(array.shape == [2, 3, 4] && array.values == ordered)
  }

  @Test(arguments: orders) func compressedVariables(_ bigEndian: Bool) throws {
    var file = MATBuilder(bigEndian: bigEndian)
    for name in ["u", "v"] {
      file.bytes += try file.compressed(
        file.matrix(
          name, kind: 7, shape: [1, 3], file.element(7, file.words([1, 2, 3].map { Float($0).bitPattern }))))
    }
    let read = try arrays(file.bytes).arrays
    #expect(read.map(\.name) == ["u", "v"] && read.allSatisfy { $0.values == [1, 2, 3] && $0.isFloat32 })
  }

  @Test(arguments: orders) func complexAndLogical(_ bigEndian: Bool) throws {
    func file(_ imaginary: [Double]) -> [UInt8] {
      var file = MATBuilder(bigEndian: bigEndian)
      file.bytes += file.matrix(
        "z", kind: 6, flags: 8, shape: [2, 2],
        file.element(9, file.doubles([1, 2, 3, 4])) + file.element(9, file.doubles(imaginary)))
      file.bytes += file.matrix(
        "b", kind: 9, flags: 2, shape: [1, 2], file.element(2, [0, 1], isShort: true))
      return file.bytes
    }
    let read = try arrays(file([0, 0, 0, 0])).arrays
    #expect(read[0].values == [1, 3, 2, 4] && read[0].elementType == .complex128)
    #expect(read[1].values == [0, 1] && read[1].elementType == .bool)
    #expect(read[0].imaginary == nil)
    // Column by column in the file.
    #expect(try arrays(file([0, 0, 1, 0]))["z"]?.imaginary == [0, 1, 0, 0])
  }

  @Test func whatIsNoNumberIsSkipped() throws {
    var file = MATBuilder()
    for kind in [1, 2, 3, 4, 5, 16] as [UInt32] {
      file.bytes += file.matrix("k\(kind)", kind: kind, shape: [1, 1], file.element(9, little([1.0])))
    }
    file.bytes += file.element(14, file.element(6, little([17, 0] as [UInt32])))
    file.bytes += file.matrix("", kind: 9, shape: [1, 1], file.element(2, [1]))
    let skipped = [
      "k1 (cell)", "k2 (struct)", "k3 (object)", "k4 (char)", "k5 (sparse)", "k16 (function)",
      "unnamed (object)",
      "unnamed (uint8)",
    ]
    #expect(problem(file.bytes) == .noArrays(skipped: skipped))
    file.bytes += file.matrix("u", kind: 6, shape: [0, 3], file.element(9, []))
    let read = try arrays(file.bytes)
    #expect(read.skipped == skipped && read.arrays[0].values.isEmpty && read.arrays[0].shape == [0, 3])
  }

  @Test(
    arguments: [
      ([2, 2], 9, 3, .truncated(part: "the array u", needed: 32, found: 24)),
      ([2, 2], 9, 5, .surplus(part: "the array u", bytes: 8)),
      ([2, -2], 9, 4, .shape(array: "u", reason: "the length -2 is negative")),
      ([1], 9, 1, .shape(array: "u", reason: "1 dimensions")),
      ([2, 2], 10, 4, .malformed(part: "the array u", reason: "its element of type 10 holds no numbers")),
      (
        [.max, .max, .max], 9, 1,
        .shape(
          array: "u", reason: "[2147483647, 2147483647, 2147483647] has more elements than memory has bytes")
      ),
      ([1 << 20, 1 << 10], 9, 1, .tooLarge(part: "array u", limit: 1 << 30)),
    ] as [([Int32], Int, Int, Problem)]
  ) func impossibleVariables(_ shape: [Int32], _ type: Int, _ count: Int, _ expected: Problem) {
    var file = MATBuilder()
    let values = [Double](repeating: 1, count: count)
    file.bytes += file.matrix("u", kind: 6, shape: shape, file.element(type, little(values)))
    #expect(problem(file.bytes) == expected)
  }

  @Test func damagedFiles() throws {
    var file = MATBuilder()
    let header = file.bytes
    let matrix = file.matrix("u", kind: 6, shape: [1, 1], file.element(9, little([1.0])))
    #expect(problem(header) == .noArrays(skipped: []))
    for count in 10..<header.count {
      #expect(
        problem(Array(header.prefix(count))) == .truncated(part: "the header", needed: 128, found: count))
    }
    for count in 1..<matrix.count {
      guard case .truncated = problem(header + matrix.prefix(count)) else {
        Issue.record("\(count)")
        continue
      }
    }
    file.bytes += matrix
    #expect(problem(file.bytes + matrix) == .duplicate(name: "u"))
    #expect(
      problem(file.bytes + file.element(9, little([1.0])))
        == .malformed(part: "the file", reason: "an element of type 9 is no variable"))
    var squeezed = try file.compressed(matrix)
    squeezed[squeezed.count - 1] ^= 1
    #expect(
      problem(header + squeezed)
        == .malformed(
          part: "a compressed variable", reason: "the compressed bytes are damaged (zlib status -3)"))
    let longer = try file.compressed(matrix + [0])
    #expect(problem(header + longer) == .surplus(part: "a compressed variable", bytes: 1))
    let bomb = try file.compressed(little([14, UInt32.max]) + [UInt8](repeating: 0, count: 1 << 20))
    #expect(problem(header + bomb) == .tooLarge(part: "a compressed variable", limit: 1 << 30))
    guard case .truncated = problem(header + bomb, limit: 1 << 40) else { throw Unexpected.fixture }
  }

  @Test func notFiniteValuesAreNamed() throws {
    func file(_ value: Double) -> [UInt8] {
      var file = MATBuilder()
      file.bytes += file.matrix("u", kind: 6, shape: [2, 2], file.element(9, little([1, value, 3, 4])))
      return file.bytes
    }
    #expect(problem(file(.infinity)) == .notFinite(array: "u", index: [1, 0]))
    #expect(try arrays(file(.nan))["u"]?.values.map(\.isNaN) == [false, false, true, false])
  }
}
