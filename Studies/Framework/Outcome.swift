// SPDX-License-Identifier: MIT

import Essentials
import Verification

extension Study {
  /// What a finding came to.
  public struct Answer: Codable, Sendable, Equatable {
    public let id: String
    public let sentence: String
    /// nil where there is no interval.
    public let direction: Direction?
    /// What the statistic is made of, and against what it is held.
    public let quantity: String
    public let estimator: Estimator
    public let reference: Double
    /// One number per seed, in their order; nil where the experiment gave none.
    public let sample: [Double?]
    public let interval: Interval?
    public let confidence: Double
  }

  /// What came of one question.
  public struct QuestionOutcome: Codable, Sendable, Equatable {
    public let id: String
    public let text: String
    public let method: String
    public let factors: [Factor]
    public let quantities: [Quantity]
    public let seeds: [Int]
    public let extent: Extent
    public let isTimed: Bool
    public let answers: [Answer]
    /// Every raw number.
    public let rows: [Row]
    /// How long it took.
    public let seconds: Double
    /// When it ended.
    public let date: Date
    public let version: String
    public let machine: Machine
    /// Names the code that it was measured by.
    public let code: String
  }

  /// What came of a study.
  public struct Outcome: Codable, Sendable, Equatable {
    /// A question without an outcome, and why.
    public struct Failure: Codable, Sendable, Equatable {
      public let question: String
      public let reason: String
      public init(question: String, reason: String) {
        self.question = question
        self.reason = reason
      }
    }
    public var schema = 1
    public let study: String
    public let title: String
    public let summary: String
    public let extent: Extent
    public let date: Date
    public let version: String
    public let machine: Machine
    public let questions: [QuestionOutcome]
    public let failures: [Failure]

    /// - Parameters:
    ///   - study: what was asked.
    ///   - extent: how much was measured.
    ///   - questions: those that are finished, in the study's order.
    ///   - failures: those that failed.
    public init(
      _ study: Study, _ extent: Extent, _ questions: [QuestionOutcome], failures: [Failure] = []
    ) {
      self.study = study.name
      title = study.title
      summary = study.summary
      self.extent = extent
      date = .thisSecond
      version = Runner.version
      machine = Machine.current
      self.questions = questions
      self.failures = failures
    }

    /// All raw numbers, question after question.
    public var rows: [Row] { questions.flatMap(\.rows) }
  }
}

extension Study.QuestionOutcome {
  /// JSON as the files have it: times in ISO 8601.
  package static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return encoder
  }
  package static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return decoder
  }
}

extension Date {
  /// Now, as ISO 8601 has it without fractions: it is read back as it was.
  static var thisSecond: Date { Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down)) }
}
