// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

/// What a person sees: lines that fit the terminal, and nothing of it where there is none.
@Suite struct TerminalTests {
  static let script = RecipeTests.root.appendingPathComponent("Tests/CommandLine/terminal.py").path
  static let hasTerminals = OutsideProgram.has("python3", "-c", "import pty, os; os.waitstatus_to_exitcode")

  func run(_ columns: Int, _ arguments: [String], _ variables: [String: String] = [:]) throws -> (
    code: Int32, out: String
  ) {
    try OutsideProgram.run(
      ["python3", Self.script, "\(columns)", CommandLineTests.binary.path] + arguments,
      environment: CommandLineTests.environment.merging(variables) { $1 })
  }
  /// Each piece of a line that is on the screen at some time.
  func pieces(_ text: String) -> [String] {
    text.replacing(/\u{1b}\[[0-9;]*[AJKm]/, with: "").split { $0.isNewline || $0 == "\r" || $0 == "\r\n" }
      .map(String.init)
  }

  static let widths: [(Int, String, Int)] = [
    (80, "80", 80), (60, "200", 60), (132, "80", 132), (0, "70", 70), (0, "", 80),
  ]
  /// A training that ends at once, and fails; and one that takes half a second.
  static let brief = ["--strategy", "fused", "--optimizer", "adam", "--steps", "2"]
  static let training = trained(1000)
  static func trained(_ steps: Int) -> [String] {
    ["--cell", "cosine-ode/fused/adam-2/float64/seed1", "--cell", "heat/fused/adam-\(steps)/float64/seed1"]
  }

  /// Its own word first, then COLUMNS, then 80.
  @Test(.enabled(if: hasTerminals, "python3 has pty"), arguments: widths)
  func fits(columns: Int, variable: String, width: Int) throws {
    let r = try run(columns, Self.training, ["COLUMNS": variable, "TERM": "xterm"])
    #expect(r.code == 1 && r.out.contains("confirmed by") && r.out.contains("2 fail"), "\(r)")
    let longest = pieces(r.out).map(\.count).max() ?? 0
    #expect(longest <= width && longest > width / 2, "\(longest)")
    #expect(r.out.contains("of 2 cells"), "\(r.out)")
    // The columns that a narrow terminal has no room for.
    #expect(r.out.contains("slope error") == (width >= 100), "\(width)")
  }

  @Test(
    .enabled(if: hasTerminals, "python3 has pty"),
    arguments: [["show", "kovasznay"], ["list"], ["audit", "heat"]])
  func others(arguments: [String]) throws {
    let r = try run(64, arguments)
    #expect(r.code == 0 && (pieces(r.out).map(\.count).max() ?? 0) <= 64, "\(r)")
  }

  /// Into a file or a pipe: no control characters, whole lines.
  @Test func noTerminal() throws {
    let r = try CommandLineTests().verify(["--problem", "cosine-ode"] + Self.brief)
    #expect(r.code == 1 && r.err.isEmpty, "\(r)")
    #expect(!(r.out + r.err).unicodeScalars.contains { $0.value < 32 && $0 != "\n" }, "\(r)")
    #expect(r.out.contains("slope error"), "\(r)")
  }
}
