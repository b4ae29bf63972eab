// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// What `verify score` and `verify export` are fed with, and how names are chosen.
@Suite struct ScoreInputTests {
  let line = CommandLineTests()

  /// Everything that `verify export` writes is the truth to `verify score`, from a file and from standard
  /// input.
  @Test(
    arguments: [
      ("heat", "7x5", "0.25,0.5\n0.5,0.125\n0,1\n"), ("kovasznay", "4x5", "0,0\n0.5,1\n-0.5,0.25\n"),
      ("lotka-volterra", "6", "1\n2.5\n"),
    ], ["csv", "json", "npz"]
  ) func whatIsExported(_ problem: (String, String, String), _ format: String) throws {
    let (name, grid, points) = problem
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("input-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (k, places) in [["--grid", grid], ["--points", "-"]].enumerated() {
      let file = folder.appendingPathComponent("\(k).\(format)")
      let exported = try line.verify(
        ["export", "--problem", name, "--derivatives", "--format", format, "--output", file.path] + places,
        input: Data(points.utf8))
      #expect(exported.code == 0, "\(exported)")
      let scored = try line.verify(
        ["score", "-", "--problem", name, "--json"], input: try Data(contentsOf: file))
      let found = try #require(
        try JSONSerialization.jsonObject(with: Data(scored.out.utf8)) as? [String: Any])
      #expect(scored.code == 0 && found["verdict"] as? String == "indistinguishable", "\(scored)")
      let unknowns = ["heat": ["u"], "kovasznay": ["u1", "u2", "u3"], "lotka-volterra": ["u1", "u2"]]
      #expect(found["scored"] as? [String] == unknowns[name] && found["file"] as? String == "standard input")
    }
  }

  private static let pair = "x,t,u_pred,u_exact\n0.5,0,0.9,1\n0.25,0,0.7,0.7071067811865476\n"

  @Test func predictionAndTruth() throws {
    let data = Data(Self.pair.utf8)
    let first = try line.verify(["score", "--problem", "heat", "file"], file: data)
    #expect(
      first.code == 0 && first.out.hasPrefix("scored: u_pred; u_exact is the truth by its name"), "\(first)")
    for choice in [["--field", "u_exact"], ["--map", "u=u_exact"], ["--map", "x=x,u=u_exact"]] {
      let r = try line.verify(["score", "--problem", "heat"] + choice + ["file"], file: data)
      #expect(
        r.code == 0 && r.out.contains("scored: u_exact\n") && r.out.contains("indistinguishable"), "\(r)")
    }
  }

  @Test(
    arguments: [
      ("x,t,u,usol\n0,0,0,0\n", [], 65, "to be scored: u, usol; choose one, as in --field u"),
      (pair, ["--field", "u_prd"], 65, "did you mean 'u_pred'?"),
      (pair, ["--map", "u=u_exakt"], 65, "did you mean 'u_exact'?"),
      (pair, ["--map", "w=u_exact"], 64, "there is no coordinate or unknown 'w'"),
      (pair, ["--map", "u"], 64, "write each name once"),
      (pair, ["--map", "u=a,u=b"], 64, "write each name once"),
      (pair, ["--field", "u_pred", "--map", "u=u_exact"], 64, "u is given twice"),
      (pair, ["--field", "u_pred,u_exact"], 65, "names 2 real columns, the problem has 1 unknown"),
      (pair, ["--sample", "1"], 65, "one run alone"), (pair, ["--sample=-1"], 64, "counted from 0"),
      ("0,0,0\n", ["--field", "u"], 65, "the columns have no names"),
      ("x,t,u\n0,0,0\n0.5,0,nan\n0.25,0,0.7071067811865476\n", [], 65, "1 of 3 points hold NaN"),
      ("x,t,u\n0.5,0,1+1j\n", [], 65, "take the real part"),
    ]
  ) func refused(_ text: String, _ arguments: [String], _ code: Int32, _ message: String) throws {
    let r = try line.verify(["score", "--problem", "heat"] + arguments + ["file"], file: Data(text.utf8))
    #expect(r.code == code && r.err.contains(message), "\(r)")
  }

  @Test func nothingPiped() throws {
    let empty = try line.verify(["score", "-", "--problem", "heat"], input: Data())
    #expect(empty.code == 65 && empty.err.contains("standard input: is empty"), "\(empty)")
    let points = try line.verify(["export", "--points", "-", "--problem", "heat"], input: Data("0,2\n".utf8))
    #expect(points.code == 65 && points.err.contains("standard input, line 1"), "\(points)")
  }
}
