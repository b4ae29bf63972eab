// SPDX-License-Identifier: MIT

import Foundation
import Plumbline
import Testing

/// The executable as a user calls it: exit codes, messages, documents.
@Suite struct CommandLineTests {
  static let binary: URL = {
    var folder = Bundle.main.bundleURL
    for candidate in [
      folder, folder.deletingLastPathComponent(),
      URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent(),
    ] {
      let file = candidate.appendingPathComponent("verify")
      if FileManager.default.isExecutableFile(atPath: file.path) { return file }
      folder = candidate
    }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return root.appendingPathComponent(".build/debug/verify")
  }()

  /// The tests' own, with a cache that is theirs.
  static let environment = ProcessInfo.processInfo.environment.merging([
    "XDG_CACHE_HOME": FileManager.default.temporaryDirectory.appendingPathComponent("plumbline-tests").path
  ]) { $1 }

  func verify(_ arguments: String...) throws -> (code: Int32, out: String, err: String) {
    try verify(arguments)
  }

  /// - Parameters:
  ///   - file: written to a file, whose name takes the place of the last argument.
  ///   - input: standard input.
  func verify(
    _ arguments: [String], file: Data? = nil, input: Data? = nil
  ) throws -> (code: Int32, out: String, err: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verify-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (out, err) = (folder.appendingPathComponent("out"), folder.appendingPathComponent("err"))
    for file in [out, err] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    let process = Process()
    process.executableURL = Self.binary
    process.arguments = arguments
    if let file {
      let place = folder.appendingPathComponent("file")
      try file.write(to: place)
      process.arguments = arguments.dropLast() + [place.path]
    }
    if let input {
      let place = folder.appendingPathComponent("input")
      try input.write(to: place)
      process.standardInput = try FileHandle(forReadingFrom: place)
    }
    process.environment = Self.environment
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus, try String(contentsOf: out, encoding: .utf8),
      try String(contentsOf: err, encoding: .utf8)
    )
  }

  @Test(arguments: [
    (["--problem", "burgrs"], "did you mean 'burgers'"),
    (["--problem", "cosine-ode", "--strategy", "tailor"], "'taylor'"),
    (["--problem", "burgers", "--set", "nu=-1"], "out of range"),
    (["--problem", "burgers", "--set", "nu=0"], "out of range"),
    (["--problem", "burgers", "--set", "nu=abc"], "name=value"),
    (["--problem", "burgers", "--set", "mu=1"], "did you mean 'nu'"),
    (["--problem", "burgers", "--steps", "0"], "at least 1"), (["run"], "nothing is selected"),
    (["--problm", "burgers"], "--problem"),
    (["export", "--problem", "burgers", "--grid", "0x5"], "at least 1"),
    (["reference", "burgers", "--at", "7,0"], "outside the domain"),
    (["--problem", "burgers", "--seed", "x"], "1-10"), (["--cell", "burgers/taylor"], "no cell"),
  ]) func usageErrors(arguments: [String], message: String) throws {
    let process = Process()
    process.executableURL = Self.binary
    process.arguments = arguments
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 64, "\(arguments): \(text)")
    #expect(text.contains(message), "\(arguments): \(text)")
  }

  @Test func aCellAsJSON() throws {
    let r = try verify("--problem", "cosine-ode", "--strategy", "taylor", "--json")
    #expect(r.code == 0, "\(r.err)")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(r.out.utf8)) as? [String: Any])
    #expect(
      document["passed"] as? Int == 1 && document["failed"] as? Int == 0
        && document["command"] as? String == "run")
    let cell = try #require((document["cells"] as? [[String: Any]])?.first)
    #expect(cell["id"] as? String == "cosine-ode/taylor/levenberg-marquardt/float64/seed1")
    #expect(cell["verdict"] as? String == "pass")
    #expect(try #require(cell["relative_l2"] as? Double) < 1e-8)
  }

  @Test func aFailedVerdictExitsWithOne() throws {
    let r = try verify(
      "--problem", "cosine-ode", "--strategy", "taylor", "--optimizer", "adam", "--steps", "1")
    #expect(r.code == 1 && r.out.contains("exceeds the bound"), "\(r)")
  }

  @Test func filesThatAreNotThereOrBroken() throws {
    #expect(try verify("export", "--problem", "burgers", "--points", "/no/such/file").code == 66)
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("points-\(UUID()).csv")
    try "x,t\n0.5,0.5\n0.5,oops\n".write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let r = try verify("export", "--problem", "burgers", "--points", file.path)
    #expect(r.code == 65 && r.err.contains("line 3") && r.err.contains("oops"), "\(r)")
    #expect(try verify("--problem", "cosine-ode", "--output", "/proc/none").code == 73)
    #expect(
      try verify("export", "--problem", "cosine-ode", "--grid", "3", "--output", "/proc/none/x").code == 73)
  }

  @Test func exportedNumbersAreReadBackExactly() throws {
    let r = try verify("export", "--problem", "burgers", "--grid", "3x2", "--derivatives", "--set", "nu=0.1")
    #expect(r.code == 0)
    let rows = r.out.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(rows[0] == "x,t,u,u_bar,u_t,u_t_bar,u_x,u_x_bar,u_xx,u_xx_bar" && rows.count == 7)
    let problem = try Catalogue.problem("burgers", ["nu": 0.1])
    let last = rows[4].split(separator: ",").map { Double($0)! }
    #expect(last[0] == 0 && last[1] == 1)
    #expect(try problem.reference.evaluate([[.x]], at: problem.domain.point([0, 1]))[0][0].value == last[6])
  }

  @Test func listAndVersion() throws {
    let cells = try verify("list", "--cells").out.split(separator: "\n").map(String.init)
    #expect(cells == (try Gate.cells.map(\.id)))
    let version = try verify("--version").out
    for word in ["plumbline", "compiler", "BLAS"] { #expect(version.contains(word)) }
    #expect(version.contains(/instruction set: (x86-64(-v[234])?|arm64)\n/), "\(version)")
    #expect(version.contains(/kernels: (wide|narrow), optimised/), "\(version)")
  }
}
