// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

/// The recipes for Python and Octave, run as they stand in the documentation.
@Suite struct RecipeTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The indented lines between the marks.
  static func recipe(_ name: String) throws -> String {
    let article = root.appendingPathComponent("Sources/Plumbline/Documentation.docc/OtherLanguages.md")
    let text = try String(contentsOf: article, encoding: .utf8)
    let lines = text.components(separatedBy: "\n")
    if let from = lines.firstIndex(of: "<!-- \(name) recipe -->"),
      let to = lines.firstIndex(of: "<!-- end of \(name) recipe -->")
    {
      return lines[(from + 1)..<to].map { String($0.dropFirst(4)) }.joined(separator: "\n")
    }
    throw CocoaError(.fileNoSuchFile)
  }

  static func python(_ program: String) throws -> (code: Int32, out: String) {
    let folder = CommandLineTests.binary.deletingLastPathComponent()
    let library = ["so", "dylib"].map { folder.appendingPathComponent("libplumbline.\($0)").path }
      .first { FileManager.default.fileExists(atPath: $0) }
    return try OutsideProgram.run(
      ["python3", "-c", program], in: root, environment: ["PLUMBLINE": library ?? ""])
  }

  @Test(.enabled(if: OutsideProgram.hasNumPy, "pip install numpy")) func table() throws {
    let r = try Self.python(Self.recipe("python"))
    #expect(r.code == 0 && r.out.hasPrefix("u_t - alpha*u_xx = 0"), "\(r)")
    try Self.hasTheDifferences(r.out)
  }

  /// The error of second order in h and nothing more: an 80th squared, less what a step of time gives back.
  /// Lines between the nodes would leave 2e-4.
  static func hasTheDifferences(_ out: String) throws {
    let error = out.firstMatch(of: /relative L2 (\S+),?/).flatMap { Double($0.1.prefix { $0 != "," }) }
    #expect(abs(try #require(error) - 7.55e-5) < 5e-7, "\(out)")
    #expect(out.hasSuffix("\ndistinguishable\n"), "\(out)")
  }

  static let hasOctave = OutsideProgram.has("octave-cli", "--version")
  @Test(.enabled(if: hasOctave, "apt-get install octave")) func octave() throws {
    let r = try OutsideProgram.run(
      ["octave-cli", "--no-init-file", "--quiet", "--eval", Self.recipe("octave")], in: Self.root)
    #expect(r.code == 0 && r.out.hasPrefix("u_t - alpha*u_xx = 0"), "\(r)")
    try Self.hasTheDifferences(r.out)
  }

  @Test(.enabled(if: OutsideProgram.hasNumPy, "pip install numpy")) func library() throws {
    let r = try Self.python(Self.recipe("ctypes"))
    #expect(r.code == 0 && r.out.contains("["), "\(r)")
    #expect(
      try Self.python(Self.recipe("ctypes") + "\nreference('burgers', [[7, 0]])").out.contains("outside"))
  }
}
