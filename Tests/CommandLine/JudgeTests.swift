// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

/// `Tests/Judge`: a program in Python that knows every problem from its statement, in ball arithmetic, and no
/// formula of the package. It recomputes values and all derivatives to 30 digits; none may lie outside its
/// bar.
@Suite struct JudgeTests {
  static let hasFlint = OutsideProgram.has("python3", "-c", "import flint")
  static let tables = RecipeTests.root.appendingPathComponent("Reference/Tables/data").path

  static func judge(_ arguments: String...) throws -> (code: Int32, out: String) {
    try OutsideProgram.run(["python3", "Tests/Judge/judge.py"] + arguments, in: RecipeTests.root)
  }

  /// The frozen tables whole, and points of every kind: corners, edges, the start, beside them, anywhere;
  /// with the standard parameters and at both ends of every range.
  @Test(.enabled(if: hasFlint, "pip install python-flint")) func references() throws {
    let r = try Self.judge(
      "--verify", CommandLineTests.binary.path, "--tables", Self.tables, "--points", "200", "--ends", "20")
    #expect(r.code == 0, "\(r.out)")
    #expect(r.out.contains(/[2-9]\d{5} values, 0 outside their bars/), "\(r.out)")
  }

  /// A judge that accepts everything judges nothing: one number is moved by a little more than its bar.
  @Test(.enabled(if: hasFlint, "pip install python-flint"), arguments: ["u", "u_xx"])
  func rejects(column: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("judge-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = try String(contentsOfFile: Self.tables + "/heat.csv", encoding: .utf8)
    var lines = text.components(separatedBy: "\n")
    let header = try #require(lines.firstIndex { $0.hasPrefix("x,t,u") })
    let place = try #require(lines[header].components(separatedBy: ",").firstIndex(of: column))
    var fields = lines[header + 300].components(separatedBy: ",")
    let (value, bar) = (try #require(Double(fields[place])), try #require(Double(fields[place + 1])))
    fields[place] = "\(value + 2 * bar)"
    lines[header + 300] = fields.joined(separator: ",")
    try lines.joined(separator: "\n")
      .write(to: folder.appendingPathComponent("heat.csv"), atomically: true, encoding: .utf8)
    let r = try Self.judge("--tables", folder.path, "--problem", "heat")
    #expect(r.code == 1 && r.out.contains("values, 1 outside their bars"), "\(r.out)")
    #expect(r.out.contains(try Regex("heat +\(column) +861 +1 .*outside, at")), "\(r.out)")
  }
}
