// SPDX-License-Identifier: MIT

import Foundation
import Plumbline
import Testing

/// `verify score` as a user calls it.
@Suite struct ScoreCommandTests {
  let line = CommandLineTests()

  /// The truth of burgers on a grid, as `verify export` writes it.
  private func exported(_ settings: String...) throws -> Data {
    let r = try line.verify(
      ["export", "--problem", "burgers", "--grid", "41x11"] + settings.flatMap { ["--set", $0] })
    return Data(r.out.utf8)
  }
  private func document(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func whatWasExported() throws {
    let r = try line.verify(
      ["score", "--problem", "burgers", "--max-error", "0", "--json", "file"], file: try exported())
    let score = try document(r.out)
    #expect(r.code == 0 && score["verdict"] as? String == "indistinguishable", "\(r)")
    #expect(score["points"] as? Int == 451 && (score["diagnosis"] as? [Any])?.isEmpty == true)
    for key in [
      "relative_l2", "max_error", "max_error_at", "bar", "rmse", "bands", "boundary", "initial", "slope",
      "machine",
    ] {
      #expect(score[key] != nil, "\(key)")
    }
  }

  @Test func anotherViscosity() throws {
    let file = try exported("nu=0.01")
    let r = try line.verify(["score", "--problem", "burgers", "--max-error", "1e-3", "file"], file: file)
    #expect(r.code == 1 && r.out.contains("nu is 0.01 in the file"), "\(r)")
    #expect(r.out.contains("verdict: scored; as it stands above --max-error 0.001"), "\(r)")
    let loose = try line.verify(["score", "--problem", "burgers", "--max-error", "0.5", "file"], file: file)
    #expect(loose.code == 0 && loose.out.contains("verdict: scored"), "\(loose)")
    let right = try line.verify(["score", "--problem", "burgers", "--set", "nu=0.01", "file"], file: file)
    #expect(right.code == 0 && right.out.contains("indistinguishable"), "\(right)")
  }

  @Test(arguments: [
    ("", 65, "empty"), ("x,t,u\n0,0,nan\n", 65, "hold NaN"), ("0,0\n", 65, "2 columns"),
    ("x,t,u\n3,0,0\n", 65, "outside the domain"), ("0,0,0\n0,0,1\n", 65, "the same point"),
    ("\u{93}NUMPY\u{1}", 65, "u"),
  ]) func badFiles(text: String, code: Int32, message: String) throws {
    let r = try line.verify(["score", "--problem", "burgers", "--json", "file"], file: Data(text.utf8))
    #expect(r.code == code && r.err.contains(message) && r.out.isEmpty, "\(r)")
  }

  /// Coordinates in another range: scored after a correction, which no limit lets pass.
  @Test func shifted() throws {
    let rows = String(decoding: try exported(), as: UTF8.self).split(separator: "\n").filter {
      !$0.hasPrefix("#")
    }
    let moved = rows.dropFirst().map { row in
      let fields = row.split(separator: ",")
      return "\(Double(fields[0])! + 1),\(fields[1]),\(fields[2])"
    }
    let data = Data(moved.joined(separator: "\n").utf8)
    let r = try line.verify(["score", "--problem", "burgers", "--json", "file"], file: data)
    let score = try document(r.out)
    let diagnosis = score["diagnosis"] as? [[String: Any]]
    #expect(r.code == 0 && score["verdict"] as? String == "corrected" && score["limit"] is NSNull, "\(r)")
    #expect(diagnosis?.first?["code"] as? String == "shifted-range", "\(r)")
    #expect(score["relative_l2_as_it_stands"] is NSNull)
    let judged = try line.verify(["score", "--problem", "burgers", "--max-error", "1", "file"], file: data)
    #expect(judged.code == 1 && judged.out.contains("above --max-error 1.0"), "\(judged)")
  }

  @Test(arguments: [
    (["score", "/no/such/file", "--problem", "burgers"], 66, "no such file"),
    (["score", "/no/such/file", "--problem", "burgrs"], 64, "did you mean 'burgers'"),
    (["score", "/no/such/file", "--problem", "burgers", "--set", "mu=1"], 64, "did you mean 'nu'"),
    (["score", "/no/such/file", "--problem", "burgers", "--max-eror", "1"], 64, "--max-error"),
    (["score", "/no/such/file", "--problem", "burgers", "--max-error", "-1"], 64, "--max-error"),
    (["score", "/no/such/file", "--problem", "burgers", "--max-error", "nan"], 64, "not negative"),
    (["score", "--problem", "burgers"], 64, "file"), (["score", "/no/such/file"], 64, "--problem"),
    (["scor"], 64, "did you mean 'score'"), (["score", "/tmp", "--problem", "burgers"], 65, "folder"),
  ]) func usage(arguments: [String], code: Int32, message: String) throws {
    let r = try line.verify(arguments)
    #expect(r.code == code && r.err.contains(message), "\(arguments): \(r)")
  }
}
