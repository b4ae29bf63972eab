// SPDX-License-Identifier: MIT

import Foundation
import Plumbline
import Testing

/// `verify export` in its three formats.
@Suite struct ExportCommandTests {
  let line = CommandLineTests()

  @Test(arguments: [
    (["--problem", "heat", "--grid", "3x3", "--format", "nzp"], 64, "did you mean 'npz'"),
    (["--problem", "heat", "--grid", "3x3", "--format", "npz"], 64, "--output"),
    (["--problem", "heat", "--grid", "99999x9999"], 64, "10 million"),
    (
      ["--problem", "heat", "--grid", "3x3", "--format", "npz", "--output", "/dev/null"], 73,
      "no ordinary file"
    ),
    (
      ["--problem", "heat", "--grid", "3x3", "--format", "npz", "--output", "/proc/none/x"], 73,
      "cannot write"
    ),
    (
      ["--problem", "heat", "--grid", "3x3", "--format", "json", "--output", "/proc/none/x"], 73,
      "cannot write"
    ),
    (["--problem", "heat", "--grid", "3x3", "--format", "json"], 0, "\"licence\":\"CC0-1.0\""),
    (["--problem", "heat", "--grid", "3x3", "--output", "/dev/null"], 0, ""),
    (["--problem", "lotka-volterra", "--grid", "2"], 0, "t,u1,u1_bar,u2,u2_bar"),
  ]) func answers(arguments: [String], code: Int32, message: String) throws {
    let r = try line.verify(["export"] + arguments)
    #expect(r.code == code && (message.isEmpty || (r.out + r.err).contains(message)), "\(arguments): \(r)")
  }

  static let endings: [(String, String?, Int32, String)] = [
    ("a.npz", nil, 0, "PK"), ("a.NPZ", nil, 0, "PK"), ("a.json", nil, 0, "{\"meta\""),
    ("a.csv", nil, 0, "# problem"),
    ("a.txt", nil, 0, "# problem"), ("a", nil, 0, "# problem"), ("a.txt", "json", 0, "{\"meta\""),
    ("a.npz", "npz", 0, "PK"), ("a.npz", "csv", 64, "--format csv contradicts"),
    ("a.csv", "npz", 64, "--format npz contradicts"), ("a.json", "csv", 64, "end the file by .csv"),
    ("a.mat", nil, 64, ".mat is no format of tables"), ("a.csv.gz", nil, 64, ".gz is no format"),
    ("a.h5", "csv", 64, ".h5 is no format"),
  ]
  /// The ending decides; what contradicts it is refused, and nothing is written.
  @Test(arguments: endings) func endsIn(name: String, format: String?, code: Int32, text: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("export-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent(name)
    let r = try line.verify(
      ["export", "--problem", "heat", "--grid", "3x2", "--output", file.path]
        + (format.map { ["--format", $0] } ?? []))
    #expect(r.code == code, "\(r)")
    if code == 0 {
      #expect(String(decoding: try Data(contentsOf: file).prefix(40), as: UTF8.self).hasPrefix(text))
    } else {
      #expect(r.err.contains(text) && !FileManager.default.fileExists(atPath: file.path), "\(r)")
    }
  }

  /// Where a value is missing no row is printed.
  @Test func nothingHalfPrinted() throws {
    let r = try line.verify("export", "--problem", "laplace-top", "--grid", "9x9")
    #expect(r.code == 64 && r.out.isEmpty, "\(r)")
  }

  /// The three formats hold the same numbers.
  @Test func theSameNumbers() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("export-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for format in ["csv", "npz", "json"] {
      let r = try line.verify(
        "export", "--problem", "burgers", "--grid", "7x5", "--set", "nu=0.1", "--format", format, "--output",
        folder.appendingPathComponent("b.\(format)").path)
      #expect(r.code == 0 && r.out.isEmpty && r.err.isEmpty, "\(r)")
    }
    guard case .table(let table) = try DataFile.read(folder.appendingPathComponent("b.csv").path),
      case .arrays(let arrays) = try DataFile.read(folder.appendingPathComponent("b.npz").path)
    else {
      Issue.record("other contents")
      return
    }
    let data = try Data(contentsOf: folder.appendingPathComponent("b.json"))
    // Not by JSONSerialization, which rounds some numbers twice.
    struct Document: Decodable { let rows: [[Double]] }
    let rows = try JSONDecoder().decode(Document.self, from: data).rows
    #expect(table.header == ["x", "t", "u", "u_bar"] && rows.count == 35)
    #expect(arrays["u"]?.values == rows.map { $0[2] })
    #expect(table.values == rows.flatMap { $0 })
  }
}
