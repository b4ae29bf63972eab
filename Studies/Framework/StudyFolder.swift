// SPDX-License-Identifier: MIT

import Essentials
import Verification

/// Where the outcomes of a study are kept: one file per question as it ends, and the study's own files, made
/// anew of what is there.
public struct StudyFolder: Sendable {
  public let path: String
  private var questions: String { path + "/questions" }

  /// Makes the folder where it is missing, and tries to write to it: hours may depend on it.
  /// - Parameter path: of the folder.
  /// - Throws: `StoreError` where nothing can be written to it.
  public init(_ path: String) throws {
    self.path = path
    do throws(SystemError) {
      try SharedFolder.makeFolders(path + "/questions")
      let trial = path + "/questions/.trial-\(UUID().uuidString)"
      try SharedFolder.replace(trial, draft: trial + "-draft", Array("trial".utf8))
      unlink(trial)
    } catch { throw StoreError.notWritable(path: path, reason: error) }
  }

  /// The outcome of a question that the same code had on such a machine with as many seeds; nil where there
  /// is none.
  /// - Parameters:
  ///   - question: what was asked.
  ///   - extent: how much was measured.
  ///   - seeds: how many; the question's own number where nil.
  public func outcome(
    of question: Study.Question, _ extent: Study.Extent, seeds: Int?
  ) -> Study.QuestionOutcome? {
    guard let bytes = try? SharedFolder.read("\(questions)/\(question.id).json"),
      let found = try? Study.QuestionOutcome.decoder.decode(Study.QuestionOutcome.self, from: Data(bytes)),
      found.id == question.id, found.extent == extent, found.code == CodeIdentity.current,
      found.machine == Machine.current,
      found.seeds.count == seeds ?? question.seeds[extent]
    else { return nil }
    return found
  }

  /// Keeps what came of a question.
  /// - Parameter outcome: of it.
  /// - Throws: `StoreError`.
  public func save(_ outcome: Study.QuestionOutcome) throws {
    try write("questions/\(outcome.id).json", try Study.QuestionOutcome.encoder.encode(outcome))
  }

  /// Writes `study.json`, `study.csv` and `study.md`.
  /// - Parameters:
  ///   - outcome: of what is finished.
  ///   - command: what made it, for the page.
  /// - Throws: `StoreError`.
  public func write(_ outcome: Study.Outcome, madeBy command: String) throws {
    try write("study.json", try Study.QuestionOutcome.encoder.encode(outcome))
    try write("study.csv", Data(outcome.csv.utf8))
    try write("study.md", Data(outcome.page(madeBy: command).utf8))
  }

  private func write(_ name: String, _ data: Data) throws {
    do throws(SystemError) {
      let file = "\(path)/\(name)"
      try SharedFolder.replace(file, draft: "\(file).draft-\(UUID().uuidString)", data)
    } catch { throw StoreError.notWritable(path: path, reason: error) }
  }
}
