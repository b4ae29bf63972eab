// SPDX-License-Identifier: MIT

import Foundation
import Studies
import Testing

/// `verify study`: names that are mistyped, folders that take nothing, and what is kept.
@Suite struct StudyCommandTests {
  let line = CommandLineTests()

  @Test func theList() throws {
    let r = try line.verify("study")
    #expect(r.code == 0)
    for study in StudyCatalogue.all {
      #expect(r.out.contains("\(study.name): ") && study.questions.allSatisfy { r.out.contains($0.text) })
    }
    let json = try line.verify("study", "--json")
    #expect(json.code == 0 && json.out.contains("\"accepted-answer\""))
  }

  @Test(arguments: [
    (["study", "tread"], "did you mean 'thread'"),
    (["study", "thread", "--question", "closure"], "did you mean 'closures'"),
    (["study", "thread", "--seeds", "2"], "at least 3"),
    (["study", "thread", "--seeds", "-4"], "at least 3"),
    (["study", "thread", "--output", ""], "--output is empty"),
  ]) func usageErrors(arguments: [String], message: String) throws {
    let r = try line.verify(arguments)
    #expect(r.code == 64 && r.err.contains(message), "\(arguments): \(r)")
  }

  @Test func aFolderThatTakesNothing() throws {
    let r = try line.verify("study", "thread", "--output", "/proc/none")
    #expect(r.code == 73 && r.err.contains("/proc/none"), "\(r)")
  }

  @Test func keptQuestionsAreNotAskedAgain() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("study-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let arguments = ["study", "thread", "--short", "--output", folder, "--question"]
    let first = try line.verify(arguments + ["closures"])
    #expect(first.code == 0 && !first.out.contains("kept from before"), "\(first)")
    let second = try line.verify(arguments + ["closures", "container"])
    #expect(second.code == 0 && second.out.contains("(kept from before)"), "\(second)")
    // What is not asked now is still in the study's own files.
    #expect(try line.verify(arguments + ["container"]).code == 0)
    let outcome = try Study.QuestionOutcome.decoder.decode(
      Study.Outcome.self, from: Data(contentsOf: URL(fileURLWithPath: folder + "/study.json")))
    #expect(outcome.questions.map(\.id) == ["closures", "container"] && outcome.failures.isEmpty)
    let page = try String(contentsOfFile: folder + "/study.md", encoding: .utf8)
    #expect(page.contains("`verify study thread --question container --short --output DIR`"))
  }
}
