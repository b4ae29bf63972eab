// SPDX-License-Identifier: MIT

import Foundation
import Plumbline
import Testing

/// Networks as a user keeps them: `--save`, `--resume`, `--checkpoint` and `export --network`.
@Suite struct NetworkCommandTests {
  let line = CommandLineTests()
  static let cell = ["--problem", "poisson", "--strategy", "fused", "--steps"]

  static func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("networks-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  @Test(arguments: [
    (["run", "--problem", "heat", "--save", "/tmp/a.npz"], 64, "hold one network"),
    (["run", "--problem", "heat", "--strategy", "fused", "--save", ""], 64, "--save is empty"),
    (
      ["run", "--problem", "heat", "--strategy", "fused", "--save", "/no/such/a.npz"], 73,
      "cannot write networks"
    ),
    (
      ["run", "--problem", "heat", "--strategy", "fused", "--checkpoint", "1"], 64,
      "--output DIR or --save FILE"
    ),
    (["run", "--problem", "heat", "--checkpoint", "0", "--output", "/tmp/none"], 64, "minutes above 0"),
    (["run", "--problem", "heat", "--checkpoint", "nan", "--output", "/tmp/none"], 64, "minutes above 0"),
    (["run", "--resume", "/no/such.npz"], 66, "no such file"),
    (["run", "--resume", "/no/such.npz", "--seed", "2"], 64, "--resume says which cell"),
    (["export", "--network", "/no/such.npz", "--grid", "3x3"], 66, "no such file"),
    (["export", "--grid", "3x3"], 64, "--problem NAME or --network FILE"),
    (["export", "--problem", "heat", "--network", "/no/such.npz", "--grid", "3"], 64, "either"),
    (["export", "--network", "/no/such.npz", "--set", "a=1", "--grid", "3"], 64, "--set goes with"),
  ]) func answers(arguments: [String], code: Int32, message: String) throws {
    let r = try line.verify(arguments)
    #expect(r.code == code && (r.out + r.err).contains(message), "\(arguments): \(r)")
  }

  private func result(_ path: String, _ steps: Int) throws -> CellResult {
    let id = "poisson/fused/levenberg-marquardt-\(steps)/float64/seed1"
    return try JSONDecoder().decode(
      CellResult.self, from: Data(contentsOf: URL(fileURLWithPath: "\(path)/\(CellName.fileName(id)).json")))
  }

  /// What is exported has no bars, and is scored as the training was.
  @Test(arguments: ["csv", "npz", "json"]) func exported(format: String) throws {
    try Self.inFolder { folder in
      let (network, table) = (folder + "/u.npz", "\(folder)/table.\(format)")
      var r = try line.verify(
        ["run", "--quiet"] + Self.cell + ["20", "--save", network, "--output", folder])
      #expect(r.err.isEmpty, "\(r)")
      let points = try Catalogue.problem("poisson").testGrid.map(String.init).joined(separator: "x")
      r = try line.verify(
        "export", "--network", network, "--grid", points, "--derivatives", "--output", table)
      #expect(r.code == 0 && r.err.isEmpty, "\(r)")
      r = try line.verify("score", table, "--problem", "poisson", "--json")
      let document = try JSONSerialization.jsonObject(with: Data(r.out.utf8)) as? [String: Any]
      let error = try #require(document?["relative_l2"] as? Double, "\(r)")
      let score = try #require(try result(folder, 20).relativeL2)
      #expect(abs(error - score) <= 1e-9 * score, "\(error) for \(score)")
      if format == "csv" {
        let text = try String(contentsOfFile: table, encoding: .utf8)
        #expect(text.contains("# bar: none") && text.contains("\nx,y,u,u_x,"), "\(text.prefix(600))")
      }
    }
  }

  /// To more steps: the result of a training that was never interrupted. A network that is there is not
  /// trained again.
  @Test func resumed() throws {
    try Self.inFolder { folder in
      let (first, second) = (folder + "/first.npz", folder + "/second")
      var r = try line.verify(["run", "--quiet"] + Self.cell + ["12", "--save", first])
      #expect(r.code <= 1 && r.err.isEmpty, "\(r)")
      r = try line.verify(
        "run", "--resume", first, "--steps", "40", "--output", folder + "/b", "--save", second)
      #expect(r.code <= 1 && r.err.contains("goes on after 12 of 40 steps"), "\(r)")
      r = try line.verify(["run", "--quiet"] + Self.cell + ["40", "--output", folder + "/a"])
      let (whole, rest) = (try result(folder + "/a", 40), try result(folder + "/b", 40))
      #expect(
        whole.losses == rest.losses && whole.scores == rest.scores && whole.fingerprint == rest.fingerprint)
      #expect(whole.dampings == rest.dampings && whole.dampings.count == 40)
      r = try line.verify(["run"] + Self.cell + ["40", "--output", folder + "/b", "--save", second])
      #expect(r.out.contains("1 of them stored"), "\(r)")
      r = try line.verify("run", "--resume", first)
      #expect(r.code == 64 && r.err.contains("has had all its 12 steps"), "\(r)")
      r = try line.verify("run", "--resume", first, "--steps", "11")
      #expect(r.code == 64 && r.err.contains("cannot go on to 11"), "\(r)")
    }
  }

  /// Killed in the middle, twice: the next run goes on, its result is the whole one, and nothing else is
  /// left.
  @Test(arguments: [true, false]) func killed(intoFolder: Bool) throws {
    try Self.inFolder { folder in
      let steps = 200
      let whole = folder + "/whole"
      #expect(try line.verify(["run", "--quiet"] + Self.cell + ["\(steps)", "--output", whole]).err.isEmpty)
      let results = folder + "/results"
      let (network, place) = (
        folder + "/u.npz", intoFolder ? ["--output", results] : ["--save", folder + "/u.npz"]
      )
      let checkpoint =
        intoFolder
        ? "\(results)/.checkpoints/poisson--fused--levenberg-marquardt-\(steps)--float64--seed1.npz"
        : network + ".checkpoint"
      let command = ["run"] + Self.cell + ["\(steps)"] + place
      for _ in 0..<2 {
        let before = try? Data(contentsOf: URL(fileURLWithPath: checkpoint))
        let process = Process()
        process.executableURL = CommandLineTests.binary
        process.arguments = command + ["--quiet", "--checkpoint", "1e-4"]
        try process.run()
        for _ in 0..<10_000 where process.isRunning {
          let now = try? Data(contentsOf: URL(fileURLWithPath: checkpoint))
          if now != nil, now != before { break }
          usleep(1000)
        }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(FileManager.default.fileExists(atPath: checkpoint))
      }
      // What a write that was cut off leaves behind.
      try Data([1]).write(to: URL(fileURLWithPath: checkpoint + ".abc.partial"))
      let r = try line.verify(command + ["--json"])
      #expect(r.err.contains("goes on after "), "\(r.err)")
      struct Document: Decodable { let cells: [CellResult] }
      let found = try JSONDecoder().decode(Document.self, from: Data(r.out.utf8)).cells[0]
      let right = try result(whole, steps)
      #expect(
        found.losses == right.losses && found.scores == right.scores && found.dampings == right.dampings)
      #expect(!FileManager.default.fileExists(atPath: checkpoint))
      let left = try FileManager.default.subpathsOfDirectory(atPath: intoFolder ? results : folder)
      #expect(left.filter { $0.contains("partial") || $0.contains("checkpoint") }.isEmpty, "\(left)")
    }
  }

  /// A checkpoint that is damaged or of other code is passed over with a word, and one that cannot be written
  /// loses nothing.
  @Test func unusable() throws {
    try Self.inFolder { folder in
      let path = "\(folder)/.checkpoints/poisson--fused--levenberg-marquardt-9--float64--seed1.npz"
      try FileManager.default.createDirectory(
        atPath: folder + "/.checkpoints", withIntermediateDirectories: true)
      try Data("nonsense".utf8).write(to: URL(fileURLWithPath: path))
      var r = try line.verify(["run"] + Self.cell + ["9", "--output", folder])
      #expect(r.err.contains("begins anew") && r.out.contains("1 fail"), "\(r)")
      #expect(!FileManager.default.fileExists(atPath: path))
      // A file stands where the folder would be.
      try Data().write(to: URL(fileURLWithPath: folder + "/.checkpoints"))
      r = try line.verify(
        ["run", "--quiet"] + Self.cell + ["8", "--output", folder, "--checkpoint", "1e-6"])
      #expect(r.err.contains("cannot write the checkpoint") && r.code == 1, "\(r)")
      #expect(try result(folder, 8).losses.count == 8)
    }
  }
}
