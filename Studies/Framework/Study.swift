// SPDX-License-Identifier: MIT

/// Questions that are answered by measuring, each answer a sentence that its numbers make.
///
/// A question has factors and seeds; its experiment gives named numbers for every combination of levels and
/// every seed. A finding makes one statistic of them, with an interval over the seeds, and the interval
/// chooses the sentence: no direction is typed by hand.
public struct Study: Sendable {
  /// How it is called on the command line.
  public let name: String
  public let title: String
  /// What it is about, in a few sentences.
  public let summary: String
  public let questions: [Question]

  /// - Parameters:
  ///   - name: how it is called on the command line.
  ///   - title: a line.
  ///   - summary: a few sentences.
  ///   - questions: in the order in which they are asked; their ids are unique.
  public init(_ name: String, _ title: String, _ summary: String, _ questions: [Question]) {
    self.name = name
    self.title = title
    self.summary = summary
    self.questions = questions
  }

  /// How much is measured.
  public enum Extent: String, Codable, Sendable, CaseIterable {
    /// Enough to answer.
    case whole
    /// Enough to see that all of it works: few seeds, little networks.
    case short
  }
}

extension Study {
  /// What an experiment varies.
  public struct Factor: Codable, Sendable, Equatable {
    public let name: String
    public let levels: [String]
    public init(_ name: String, _ levels: [String]) {
      self.name = name
      self.levels = levels
    }
  }

  /// What an experiment measures.
  public struct Quantity: Codable, Sendable, Equatable {
    public let name: String
    /// "ms", "bytes", "kappa u"; "1" for a plain number.
    public let unit: String
    /// What it is, in words.
    public let meaning: String
    public init(_ name: String, _ unit: String, _ meaning: String) {
      self.name = name
      self.unit = unit
      self.meaning = meaning
    }
  }

  /// A level for each factor.
  public typealias Cell = [String: String]

  /// One number that was measured, as a tidy table has it.
  public struct Row: Codable, Sendable, Equatable {
    public let question: String
    /// The level of each factor.
    public let factors: Cell
    public let seed: Int
    public let quantity: String
    /// nil where the experiment gave no finite number.
    public let value: Double?
    public let unit: String
  }

  /// One question.
  public struct Question: Sendable {
    /// Unique in the study; a word or a few, joined by hyphens.
    public let id: String
    public let text: String
    /// How it is answered, in words.
    public let method: String
    public let factors: [Factor]
    public let quantities: [Quantity]
    /// Seeds 1 … n of each extent.
    public let seeds: [Extent: Int]
    /// Whether times are compared: then nothing else runs beside it in this process.
    public let isTimed: Bool
    public let findings: [Finding]
    /// What is measured in every cell, `[cell]`, for one seed: all cells in one call, so that what is
    /// compared in time can take turns.
    let experiment: @Sendable (_ seed: Int, _ cells: [Cell], Extent) throws -> [[String: Double]]

    /// - Parameters:
    ///   - id: unique in the study.
    ///   - text: the question.
    ///   - method: how it is answered.
    ///   - factors: what varies.
    ///   - quantities: what is measured.
    ///   - seeds: how many, in the whole and in the short form.
    ///   - isTimed: whether times are compared.
    ///   - findings: the statistics that answer it.
    ///   - experiment: the named numbers of every cell, in order, for one seed.
    public init(
      _ id: String, _ text: String, method: String, factors: [Factor], quantities: [Quantity],
      seeds: (whole: Int, short: Int) = (10, 4), isTimed: Bool = false, findings: [Finding],
      experiment: @escaping @Sendable (_ seed: Int, _ cells: [Cell], Extent) throws -> [[String: Double]]
    ) {
      self.id = id
      self.text = text
      self.method = method
      self.factors = factors
      self.quantities = quantities
      self.seeds = [.whole: seeds.whole, .short: seeds.short]
      self.isTimed = isTimed
      self.findings = findings
      self.experiment = experiment
    }

    /// Every combination of levels, the last factor's levels beside one another.
    public var cells: [Cell] {
      factors.reduce([[:]]) { cells, factor in
        cells.flatMap { cell in factor.levels.map { cell.merging([factor.name: $0]) { $1 } } }
      }
    }
  }
}
