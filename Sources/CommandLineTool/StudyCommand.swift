// SPDX-License-Identifier: MIT

import ArgumentParser
import Essentials
import Plumbline
import Studies
import Synchronization

struct StudyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study",
    abstract: "Measure what a question depends on, and answer it in sentences that the numbers make.",
    discussion: """
      Without a name it lists the studies. With --output DIR each question's outcome is written when it ends, \
      and study.json, study.csv and study.md are made of what is finished; questions found there, of the same \
      code, seeds and form, are not asked again.
      """)
  @Argument(help: "A study; none lists them.") var name: String?
  @Option(help: "A folder for the outcome.") var output: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("These questions alone; repeatable. Default: all.", valueName: "ID"))
  var question: [String] = []
  @Option(
    parsing: .unconditional, help: "So many seeds, from 3 on, in place of the questions' own numbers.")
  var seeds: Int?
  @Flag(help: "Little networks and few seeds: whether all of it works, in seconds.") var short = false
  @Flag(help: "Print one JSON document.") var json = false

  func run() async throws {
    try await Failure.report {
      guard let name else { return try list() }
      let study = try StudyCatalogue.study(name)
      let questions = try study.questions(question)
      if let seeds, !(3...10_000).contains(seeds) { throw StudyError.seeds(seeds) }
      if output == "" { throw Failure("--output is empty: give a folder", Failure.usage) }
      let folder = try output.map { try StudyFolder($0) }
      let asking = Asking(
        study: study, questions: questions, extent: short ? .short : .whole, seeds: seeds, folder: folder,
        command: command(study), isQuiet: json)
      let outcome = try asking.run()
      if json { try Console.print(document(outcome)) }
      if !outcome.failures.isEmpty { throw ExitCode(1) }
    }
  }

  private func list() throws {
    if json {
      struct Item: Encodable { let name: String, title: String, questions: [String: String] }
      return try Console.print(
        jsonText(
          StudyCatalogue.all.map { study in
            Item(
              name: study.name, title: study.title,
              questions: Dictionary(study.questions.map { ($0.id, $0.text) }) { first, _ in first })
          }))
    }
    for study in StudyCatalogue.all {
      try Console.print("\(study.name): \(study.title)")
      for question in study.questions {
        try Console.print("    \(question.id.padded(to: 24)) \(question.text)")
      }
    }
  }

  private func document(_ outcome: Study.Outcome) throws -> String {
    String(decoding: try Study.QuestionOutcome.encoder.encode(outcome), as: UTF8.self)
  }

  /// What the page says that it was made by; the folder's name is anyone's.
  private func command(_ study: Study) -> String {
    "verify study \(study.name)" + question.map { " --question \($0)" }.joined()
      + (seeds.map { " --seeds \($0)" } ?? "") + (short ? " --short" : "") + " --output DIR"
  }
}

/// The questions of a study, asked one after another; what is finished is kept whatever comes after.
private struct Asking {
  let study: Study
  let questions: [Study.Question]
  let extent: Study.Extent
  let seeds: Int?
  let folder: StudyFolder?
  let command: String
  let isQuiet: Bool

  func run() throws -> Study.Outcome {
    let finished = Mutex<[Study.QuestionOutcome]>([])
    let line = WorkLine(of: questions.count, "questions")
    defer { line.end() }
    let place = folder?.path
    let interrupt = Interrupt { [count = questions.count] in
      line.end()
      let done = finished.withLock { $0.count }
      let kept = place.map { "kept in \($0)" } ?? "give --output DIR to keep them"
      Console.error("interrupted: \(done) of \(count) questions are finished, \(kept)")
    }
    defer { interrupt.end() }
    var failures: [Study.Outcome.Failure] = []
    for (number, question) in questions.enumerated() {
      let stored = folder?.outcome(of: question, extent, seeds: seeds)
      line.show(number, now: question.id)
      let watch = QuestionProgress(line, finished: number)
      do {
        let outcome = try stored ?? question.ask(extent, seeds: seeds, watch)
        finished.withLock { $0.append(outcome) }
        if stored == nil { try folder?.save(outcome) }
        if !isQuiet { try line.print(lines(of: outcome, isStored: stored != nil)) }
      } catch let error as StoreError {
        throw error
      } catch let error as Failure {
        throw error
      } catch {
        // The others have answers of their own.
        failures.append(.init(question: question.id, reason: "\(error)"))
        try line.print([])
        Console.error("Error: \(question.id): \(error)")
      }
      try folder?.write(outcome(finished.withLock { $0 }, failures), madeBy: command)
    }
    line.end()
    let all = outcome(finished.withLock { $0 }, failures)
    if !isQuiet, let place { try Console.print("written to \(place): study.json, study.csv, study.md") }
    return all
  }

  /// What is finished, in the study's order: of questions that were not asked now, what the folder holds.
  private func outcome(
    _ finished: [Study.QuestionOutcome], _ failures: [Study.Outcome.Failure]
  ) -> Study.Outcome {
    let all = study.questions.compactMap { question in
      finished.first { $0.id == question.id } ?? folder?.outcome(of: question, extent, seeds: seeds)
    }
    return Study.Outcome(study, extent, all, failures: failures)
  }

  private func lines(of outcome: Study.QuestionOutcome, isStored: Bool) -> [String] {
    let width = Terminal.width(of: 1)
    return ["\(outcome.text)" + (isStored ? " (kept from before)" : "")]
      + outcome.answers.flatMap { Terminal.wrap("    " + $0.sentence, width) }
  }
}

/// Says which seed of a question is measured.
private struct QuestionProgress: StudyObserver {
  private let line: WorkLine
  private let finished: Int
  init(_ line: WorkLine, finished: Int) {
    self.line = line
    self.finished = finished
  }

  func measured(_ question: String, seeds: Int, of all: Int) {
    line.show(finished, now: "\(question), seed \(seeds) of \(all)")
  }
}
