// SPDX-License-Identifier: MIT

import Foundation
import Plumbline
import TestSupport
import Testing

/// `verify gradients` as a user calls it.
@Suite struct GradientCommandTests {
  let command = CommandLineTests()

  @Test func oneStrategyAsJSON() throws {
    let r = try command.verify(
      "gradients", "--strategy", "taylor", "--order", "2", "--precision", "float64", "--json")
    #expect(r.code == 0, "\(r.err)")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(r.out.utf8)) as? [String: Any])
    #expect(document["wrong"] as? Int == 0 && document["cost"] is [Any])
    let results = try #require(document["results"] as? [[String: Any]])
    #expect(results.count > 50)
    for result in results {
      let keys: Set = ["strategy", "case", "order", "precision", "verdict", "error", "kappa_u", "fault"]
      #expect(keys.isSubset(of: result.keys) && result["strategy"] as? String == "taylor")
      #expect(try #require(result["order"] as? Int) <= 2 && result["precision"] as? String == "float64")
    }
  }

  @Test func aSeededFaultIsCaughtAndNamed() throws {
    let r = try command.verify(
      "gradients", "--seed-fault", "tanh-second-order-sign", "--order", "2", "--precision", "float64")
    #expect(r.code == 1 && r.out.contains("the fault: tanh-second-order-sign"), "\(r.out.suffix(600))")
    #expect(
      try command.verify("gradients", "--seed-fault", "list").out.split(separator: "\n").count
        == Fault.allCases.count)
  }

  @Test(arguments: [
    (["gradients", "--strategy", "tailor"], "did you mean 'taylor'"),
    (["gradients", "--seed-fault", "closure-droped"], "did you mean 'closure-dropped'"),
    (["gradients", "--precision", "flota64"], "did you mean 'float64'"),
    (["gradients", "--blocks", "0"], "at least 1"), (["gradients", "--seed", "2", "--score", "x"], "leave"),
    (["gradients", "--order", "5"], "1 to 4"), (["gradients", "--ordr", "5"], "--order"),
    (["--problem", "cosine-ode", "--strategy", "compiler"], "verify gradients"),
  ]) func usage(arguments: [String], message: String) throws {
    let r = try command.verify(arguments)
    #expect(r.code == 64 && r.err.contains(message), "\(arguments): \(r.code) \(r.err)")
  }

  /// Set-ups by their seeds, as text and as JSON.
  @Test func drawnBlocks() throws {
    let r = try command.verify("gradients", "--blocks", "9", "--seed", "5")
    #expect(r.code == 0 && r.out.contains("nothing is wrong: 9 set-ups from seed 5, 27 answers"), "\(r)")
    let json = try command.verify("gradients", "--seed", "17", "--json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any])
    #expect(document["blocks"] as? Int == 1 && document["answers"] as? Int == 3, "\(json)")
    #expect(document["wrong"] as? Int == 0 && (document["failures"] as? [Any])?.isEmpty == true)
  }

  /// Bare NaN, as Python writes it, and questions passed over: counted, and a failure.
  @Test func answersThatAreNone() throws {
    let table = try GradientTable.standard()
    let right = table.questions[0].gradient.map { "\(Double($0.number))" }.joined(separator: ", ")
    let nan = table.questions[1].gradient.map { _ in "NaN" }.joined(separator: ", ")
    let text =
      "{\"schema\": 1, \"precision\": \"float64\", \"answers\": ["
      + "{\"question\": \"\(table.questions[0].name)\", \"gradient\": [\(right)]}, "
      + "{\"question\": \"\(table.questions[1].name)\", \"gradient\": [\(nan)]}]}"
    let r = try command.verify(["gradients", "--score", "file"], file: Data(text.utf8))
    #expect(r.code == 1 && r.out.contains("1 right, 0 rounding, 0 wrong, 1 not a number"), "\(r)")
    #expect(r.out.contains("12 unanswered") && r.out.contains("worst infinite") && r.out.contains("13 wrong"))
    let json = try command.verify(["gradients", "--json", "--score", "file"], file: Data(text.utf8))
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any])
    #expect(document["counts"] as? [String: Int] == ["right": 1, "not a number": 1, "unanswered": 12])
    #expect(document["wrong"] as? Int == 13)
  }

  @Test func filesOfAnswers() throws {
    #expect(try command.verify("gradients", "--score", "/no/such/file").code == 66)
    let broken = try command.verify(["gradients", "--score", "file"], file: Data("{\"schema\": 1}".utf8))
    #expect(
      broken.code == 65 && broken.err.contains("lacks") && broken.err.contains("precision"), "\(broken)")
    let large = try command.verify(
      ["gradients", "--score", "file"], file: Data(repeating: 48, count: 100_000_000))
    #expect(large.code == 65 && large.err.contains("MB"), "\(large)")
  }

  /// An independent program in another language: once right, and with faults, which are named.
  @Test(
    .enabled(if: OutsideProgram.hasNumPy, "python3 with numpy answers: pip install numpy"),
    arguments: [nil, "tanh-second-order-dropped", "boundary-detached", "inner-detached"] as [String?])
  func python(
    _ fault: String?
  ) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let answers = try OutsideProgram.run(
      ["python3", "Tests/Gradients/answers.py", "Reference/Tables/gradients.json"]
        + (fault.map { ["--fault", $0] } ?? []), in: root)
    try #require(answers.code == 0, "\(answers.out.suffix(500))")
    let out = FileManager.default.temporaryDirectory.appendingPathComponent("answers-\(UUID()).json")
    defer { try? FileManager.default.removeItem(at: out) }
    try Data(answers.out.utf8).write(to: out)
    let r = try command.verify("gradients", "--score", out.path, "--json")
    #expect(r.code == (fault == nil ? 0 : 1), "\(r.out.suffix(500)) \(r.err)")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(r.out.utf8)) as? [String: Any])
    let results = try #require(document["results"] as? [[String: Any]])
    #expect(results.count == (try GradientTable.standard().questions.count))
    if let fault {
      // From outside closure-dropped and inner-detached are one where no point moves with the parameters:
      // both are named.
      let named = results.filter { $0["verdict"] as? String == "wrong" }.map {
        $0["faults"] as? [String] ?? []
      }
      #expect(2 * named.count { $0.contains(fault) } > named.count && !named.isEmpty, "\(named)")
    }
  }
}
