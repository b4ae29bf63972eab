// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

/// The recipes for Python and Octave, run as they stand in the documentation.
@Suite struct RecipeTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let article = "Sources/Plumbline/Documentation.docc/OtherLanguages.md"

  /// The indented lines between the marks.
  static func recipe(_ name: String, in file: String = article) throws -> String {
    let text = try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
    let lines = text.components(separatedBy: "\n")
    if let from = lines.firstIndex(of: "<!-- \(name) -->"),
      let to = lines.firstIndex(of: "<!-- end of \(name) -->")
    {
      return lines[(from + 1)..<to].map { String($0.dropFirst(4)) }.joined(separator: "\n")
    }
    throw CocoaError(.fileNoSuchFile)
  }

  /// The C library that is built beside the tests, where the compiler can make it.
  static let library: String? = {
    let folder = CommandLineTests.binary.deletingLastPathComponent()
    return ["so", "dylib"].map { folder.appendingPathComponent("libplumbline.\($0)").path }
      .first { FileManager.default.fileExists(atPath: $0) }
  }()
  static let hasPackage = OutsideProgram.hasNumPy && library != nil

  static func python(_ program: String) throws -> (code: Int32, out: String) {
    let package = root.appendingPathComponent("Packaging/python/src").path
    return try OutsideProgram.run(
      ["python3", "-c", program], in: root,
      environment: ["PLUMBLINE_LIBRARY": library ?? "", "PYTHONPATH": package])
  }

  @Test(.enabled(if: OutsideProgram.hasNumPy, "pip install numpy")) func table() throws {
    let r = try Self.python(Self.recipe("python recipe"))
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
      ["octave-cli", "--no-init-file", "--quiet", "--eval", Self.recipe("octave recipe")], in: Self.root)
    #expect(r.code == 0 && r.out.hasPrefix("u_t - alpha*u_xx = 0"), "\(r)")
    try Self.hasTheDifferences(r.out)
  }

  /// The Python package over the library that is built beside the tests.
  @Test(.enabled(if: hasPackage, "pip install numpy, and Swift 6.3")) func package() throws {
    let r = try Self.python(Self.recipe("package recipe"))
    #expect(r.code == 0 && r.out.hasPrefix("u_t - alpha*u_xx = 0"), "\(r)")
    #expect(r.out.contains("relative L2 error 0.0299 > 0.001"), "\(r)")
    #expect(r.out.contains("alpha is 0.21 in the file"), "\(r)")
  }

  /// The first lines that a reader of the README runs, and what it says they print.
  @Test(.enabled(if: hasPackage, "pip install numpy, and Swift 6.3")) func frontPage() throws {
    let r = try Self.python(Self.recipe("python example", in: "README.md"))
    let text = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    let shown = text.components(separatedBy: "\n").drop { $0 != "It prints" }.dropFirst(2).prefix { $0 != "" }
    #expect(r.code == 0 && shown.count >= 4, "\(r)")
    let parts = shown.flatMap { $0.components(separatedBy: "…") }.map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    for part in parts where !part.isEmpty { #expect(r.out.contains(part), "\(part): \(r)") }
  }
}
