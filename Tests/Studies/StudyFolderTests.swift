// SPDX-License-Identifier: MIT

import Foundation
import Testing
import Verification

@testable import Studies

/// Outcomes are kept as they end, read back as they were, and never taken for those of another run.
@Suite struct StudyFolderTests {
  /// A question that costs nothing.
  static let question = Study.Question(
    "toy", "Does it?", method: "By counting.",
    factors: [Study.Factor("way", ["a", "b, or \"c\""]), Study.Factor("size", ["1"])],
    quantities: [Study.Quantity("count", "1", "how many")], seeds: (10, 3),
    findings: [
      Study.Finding(
        "ratio", .ratio("count", of: ["way": "b, or \"c\""], to: ["way": "a"]), says: .times("B", as: "a"))
    ]
  ) { seed, cells, _ in cells.map { ["count": Double(seed) * ($0["way"] == "a" ? 1 : 2)] } }
  static let study = Study("toy", "A toy", "One question.", [question])

  func temporary() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("study-\(UUID())").path
  }

  @Test func keptAndReadBack() throws {
    let path = temporary()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let folder = try StudyFolder(path)
    let outcome = try Self.question.ask(.short)
    #expect(folder.outcome(of: Self.question, .short, seeds: nil) == nil)
    try folder.save(outcome)
    #expect(folder.outcome(of: Self.question, .short, seeds: nil) == outcome)
    #expect(folder.outcome(of: Self.question, .short, seeds: 4) == nil)
    #expect(folder.outcome(of: Self.question, .whole, seeds: 3) == nil)
    try Data("{".utf8).write(to: URL(fileURLWithPath: path + "/questions/toy.json"))
    #expect(folder.outcome(of: Self.question, .short, seeds: nil) == nil, "a damaged file is no outcome")

    let all = Study.Outcome(Self.study, .short, [outcome], failures: [.init(question: "x", reason: "y")])
    try folder.write(all, madeBy: "verify study toy --short --output DIR")
    let read = try Study.QuestionOutcome.decoder.decode(
      Study.Outcome.self, from: Data(contentsOf: URL(fileURLWithPath: path + "/study.json")))
    #expect(read == all)
    let files = try FileManager.default.contentsOfDirectory(atPath: path)
    #expect(Set(files) == ["questions", "study.json", "study.csv", "study.md"])
  }

  @Test(arguments: ["/proc/none", "/dev/null/x"]) func whereNothingCanBeWritten(path: String) {
    #expect(throws: StoreError.self) { try StudyFolder(path) }
  }

  @Test func tidyRows() throws {
    let outcome = Study.Outcome(Self.study, .short, [try Self.question.ask(.short)])
    let lines = outcome.csv.split(separator: "\n").map(String.init)
    #expect(lines[0] == "question,way,size,seed,quantity,value,unit" && lines.count == 7)
    #expect(lines[1] == "toy,a,1,1,count,1.0,1")
    #expect(lines[2] == "toy,\"b, or \"\"c\"\"\",1,1,count,2.0,1")
  }

  @Test func thePage() throws {
    let outcome = Study.Outcome(
      Self.study, .short, [try Self.question.ask(.short)], failures: [.init(question: "x", reason: "why not")]
    )
    let page = outcome.page(madeBy: "verify study toy")
    for text in [
      "# A toy\n", "## Does it?\n", "- B takes 2.0 times as long as a.\n", "| way | size | count |",
      "| a | 1 | 2 (1 … 3) |", "`verify study toy`", "this is the short form", "**x** has no answer: why not",
      Machine.current.compiler,
    ] { #expect(page.contains(text), "\(text) is not in\n\(page)") }
  }

  /// Another number of cells than it was asked for is an error, not a shift.
  @Test func anExperimentThatForgetsACell() {
    let short = Study.Question(
      "toy", "Does it?", method: "By counting.", factors: Self.question.factors,
      quantities: Self.question.quantities, findings: []
    ) { _, cells, _ in Array(cells.dropLast()).map { _ in [:] } }
    #expect(throws: StudyError.cells(question: "toy", found: 1, expected: 2)) { try short.ask(.short) }
  }

  /// No finite number is no number.
  @Test func whatIsNotFinite() throws {
    let question = Study.Question(
      "toy", "Does it?", method: "By counting.", factors: [Study.Factor("way", ["a"])],
      quantities: [Study.Quantity("count", "1", "how many")],
      findings: [
        Study.Finding(
          "value", .value("count", of: ["way": "a"]), against: 1,
          says: Study.Wording("It", above: "a", below: "b", undecided: "c"))
      ]
    ) { seed, cells, _ in cells.map { _ in ["count": seed == 2 ? .nan : 1] } }
    let outcome = try question.ask(.short)
    #expect(outcome.rows.map { $0.value == nil } == [false, true, false, false])
    #expect(outcome.answers[0].sentence == "It: no answer, since 1 of 4 seeds gave no number.")
    _ = try Study.QuestionOutcome.encoder.encode(outcome)
  }
}
