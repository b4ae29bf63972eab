// SPDX-License-Identifier: MIT

import Foundation
import Plumbline
import Testing

/// What a new user mistypes, and what then must be said and kept.
@Suite struct FirstUseTests {
  let line = CommandLineTests()

  @Test(arguments: [
    (["lst"], 64, "did you mean 'list'"), (["burgers"], 64, "--problem burgers"),
    (["--problem", "burgers", "--seed", "-1"], 64, "1-10"),
    (["--problem", "burgers", "--steps", "-5"], 64, "at least 1"),
    (["audit"], 64, "give a problem's name, or all"), (["audit", "burgrs"], 64, "did you mean 'burgers'"),
    (["list", "burgrs"], 64, "did you mean 'burgers'"),
    (["list", "--cells", "heat"], 64, "write --problem heat"),
    (["show"], 64, "give a problem's name"), (["show", "heat", "--problem", "wave"], 64, "two problems"),
    (["cite", "het"], 64, "did you mean 'heat'"), (["cite"], 0, "@software{plumbline,"),
    (["reference", "--at", "0"], 64, "give a problem's name"),
    (["list", "heat", "taylor"], 0, "  taylor: "), (["show", "heat"], 0, "condition: u = 0 at x = 0, 1"),
    (["reference", "laplace-top", "--at", "0,1"], 64, "jumps"),
    (["reference", "burgers", "--at", "-0.5,0.5"], 0, "u = 0.59"),
    (["export", "--problem", "laplace-top", "--grid", "3x3"], 64, "jumps"),
    (["export", "--problem", "burgers", "--grid", "axb"], 64, "--grid axb"),
    (["export", "--problem", "burgers", "--grid", "5"], 64, "as in 101x101"),
    (["controls", "--seed", "2-1"], 64, "--seed 2-1"),
  ]) func answers(arguments: [String], code: Int32, message: String) throws {
    let r = try line.verify(arguments)
    #expect(r.code == code && (r.out + r.err).contains(message), "\(arguments): \(r)")
  }

  @Test(arguments: [
    ("", 65, "no points"), ("x,y\n", 65, "no points"), ("x,y\n0.5,0.5,1\n", 65, "line 2"),
    ("y,x\n0.5,0.5\n", 65, "the columns are y,x, not x,y"), ("x,y\n0,1\n", 65, "jumps"),
    ("x,y\n3,0\n", 65, "outside"), ("x,y\r\n0.5,0.5\r\n", 0, "0.5,0.5,"),
    (" # a comment\nx, y\n\n0.5 ,0.5\n", 0, "0.5,0.5,"), ("\u{feff}x,y\n0.5,0.5\n", 0, "0.5,0.5,"),
  ]) func pointsFiles(text: String, code: Int32, message: String) throws {
    let r = try line.verify(["export", "--problem", "laplace-top", "--points", "-"], file: Data(text.utf8))
    #expect(r.code == code && (r.out + r.err).contains(message), "\(text): \(r)")
  }

  @Test func bytesThatAreNoText() throws {
    let r = try line.verify(
      ["export", "--problem", "burgers", "--points", "-"], file: Data([0xff, 0xfe, 0]))
    #expect(r.code == 65 && r.err.contains("UTF-8"), "\(r)")
  }

  /// A cell named twice is one cell.
  @Test func namedTwice() throws {
    let id = "cosine-ode/taylor/adam-2/float64/seed1"
    let r = try line.verify(["--cell", id, "--cell", id, "--json"])
    #expect(r.out.components(separatedBy: "\"id\"").count == 2, "\(r)")
  }

  /// Half a result is no result: the cell is trained again and its file is whole.
  @Test func aTruncatedResult() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("results-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let arguments = ["--cell", "cosine-ode/taylor/adam-2/float64/seed1", "--quiet", "--output", folder.path]
    #expect(try line.verify(arguments).code == 1)
    let file = try #require(
      try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).first)
    let whole = try Data(contentsOf: file)
    try whole.prefix(whole.count / 2).write(to: file)
    #expect(try line.verify(arguments).code == 1)
    let again = try JSONDecoder().decode(CellResult.self, from: Data(contentsOf: file))
    #expect(again.verdict == .fail && again.losses.count == 3)
  }

  /// What a cell's id says is not said again.
  @Test(arguments: [
    ["--seed", "2"], ["--seed", "1"], ["--optimizer", "adam"], ["--precision", "float64"], ["--steps", "5"],
    ["--strategy", "fused"], ["--set", "omega=2"],
  ]) func contradictions(extra: [String]) throws {
    let r = try line.verify(["--cell", "cosine-ode/taylor/adam-2/float64/seed1"] + extra)
    #expect(r.code == 64 && r.err.contains("\(extra[0]) goes with --problem and contradicts --cell"), "\(r)")
  }

  /// Without a word: what it can do.
  @Test func bare() throws {
    let r = try line.verify()
    #expect(r.code == 0 && r.err.isEmpty && r.out.contains("USAGE: verify"), "\(r)")
    for command in ["list", "show", "cite", "reference", "export", "score", "audit"] {
      #expect(r.out.contains("  \(command) "), "\(command)")
    }
  }

  /// A result that is there already is said to be.
  @Test func stored() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("results-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let arguments = [
      "--problem", "cosine-ode", "--strategy", "fused", "--optimizer", "adam", "--steps", "2", "--output",
      folder.path,
    ]
    let (first, second) = (try line.verify(arguments), try line.verify(arguments))
    #expect(first.code == 1 && !first.out.contains("stored"), "\(first)")
    #expect(second.out.contains("  stored ") && second.out.contains("1 of them stored"), "\(second)")
    #expect(second.code == 1 && second.out.contains("(checked in an earlier run)"), "\(second)")
    let json = try line.verify(arguments + ["--json"])
    #expect(json.out.contains("\"stored\" : true"), "\(json)")
  }

  /// Ctrl-C: exit code 130, what is finished is printed, and every file that is there is whole.
  @Test(arguments: [[], ["--json"], ["--quiet"]]) func interrupted(form: [String]) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("results-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = CommandLineTests.binary
    process.arguments =
      [
        "--cell", "cosine-ode/taylor/adam-2/float64/seed1", "--cell", "heat/reverse/adam/float64/seed1",
        "--output", folder.path,
      ] + form
    process.environment = CommandLineTests.environment
    let (out, err) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (out, err)
    try process.run()
    func files() -> [URL] {
      let all = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      return (all ?? []).filter { $0.pathExtension == "json" }
    }
    for _ in 0..<2400 where files().isEmpty { Thread.sleep(forTimeInterval: 0.05) }
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(files().count == 1)
    let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let said = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(said.contains("1 of 2 cells are finished, kept in \(folder.path)"), "\(said)")
    switch form.first {
    case "--json":
      #expect(text.contains("\"interrupted\" : true") && text.contains("\"failed\" : 1"), "\(text)")
    case "--quiet": #expect(text.isEmpty)
    default: #expect(text.contains("1 fail, 0 error, 1 not finished"), "\(text)")
    }
    for file in files() { _ = try JSONDecoder().decode(CellResult.self, from: Data(contentsOf: file)) }
  }

  #if os(Linux)
    @Test(arguments: [["list"], ["export", "--problem", "cosine-ode", "--grid", "3"]])
    func aFullDisk(arguments: [String]) throws {
      let process = Process()
      process.executableURL = CommandLineTests.binary
      process.arguments = arguments
      process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
      let pipe = Pipe()
      process.standardError = pipe
      try process.run()
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 73 && text.contains("cannot write to standard output"), "\(text)")
    }
  #endif
}
