// SPDX-License-Identifier: MIT

import Essentials
import Synchronization
import Threads
import Verification

/// Watches a question being answered.
public protocol StudyObserver: Sendable {
  /// So many seeds of the question are measured.
  func measured(_ question: String, seeds: Int, of all: Int)
}

/// A question that cannot be asked so.
public enum StudyError: Error, Equatable, CustomStringConvertible {
  case seeds(Int)
  /// An experiment that gave another number of cells than it was asked for.
  case cells(question: String, found: Int, expected: Int)
  public var description: String {
    switch self {
    case .seeds(let n):
      "\(n) seeds have no interval: give at least \(Bootstrap.fewest), and at most 10000"
    case .cells(let question, let found, let expected):
      "the experiment of '\(question)' answered for \(found) cells of \(expected): one "
        + "dictionary per cell is needed"
    }
  }
}

extension Study.Question {
  /// Measures, and answers.
  /// - Parameters:
  ///   - extent: how much is measured.
  ///   - seeds: how many; the question's own number where nil.
  ///   - observer: sees each seed end.
  /// - Throws: ``StudyError``, and what the experiment throws.
  public func ask(
    _ extent: Study.Extent = .whole, seeds: Int? = nil, _ observer: (any StudyObserver)? = nil
  ) throws -> Study.QuestionOutcome {
    let count = seeds ?? self.seeds[extent] ?? 10
    guard (Bootstrap.fewest...10_000).contains(count) else { throw StudyError.seeds(count) }
    let start = ContinuousClock.now
    let done = Mutex(0)
    @Sendable func measure(_ seed: Int) throws -> [Study.Row] {
      let rows = try measurements(seed, extent)
      let finished = done.withLock {
        $0 += 1
        return $0
      }
      observer?.measured(id, seeds: finished, of: count)
      return rows
    }
    var rows: [Study.Row] = []
    if isTimed {
      for seed in 1...count { rows += try measure(seed) }
    } else {
      for part in Parallel.map(count, { i in Result { try measure(i + 1) } }) { rows += try part.get() }
    }
    return outcome(
      rows, seeds: Array(1...count), extent, seconds: start.duration(to: .now) / .seconds(1))
  }

  private func measurements(_ seed: Int, _ extent: Study.Extent) throws -> [Study.Row] {
    let cells = cells
    let found = try experiment(seed, cells, extent)
    guard found.count == cells.count else {
      throw StudyError.cells(question: id, found: found.count, expected: cells.count)
    }
    return zip(cells, found).flatMap { cell, numbers in
      quantities.map { quantity in
        let value = numbers[quantity.name].flatMap { $0.isFinite ? $0 : nil }
        return Study.Row(
          question: id, factors: cell, seed: seed, quantity: quantity.name, value: value, unit: quantity.unit)
      }
    }
  }

  /// The answers that numbers give, whatever measured them.
  /// - Parameters:
  ///   - rows: the numbers.
  ///   - seeds: those that were measured.
  ///   - extent: how much was measured.
  ///   - seconds: how long it took.
  public func outcome(
    _ rows: [Study.Row], seeds: [Int], _ extent: Study.Extent, seconds: Double = 0
  ) -> Study.QuestionOutcome {
    Study.QuestionOutcome(
      id: id, text: text, method: method, factors: factors, quantities: quantities, seeds: seeds,
      extent: extent, isTimed: isTimed, answers: findings.map { $0.answer(rows, seeds: seeds, of: id) },
      rows: rows, seconds: seconds, date: .thisSecond, version: Runner.version, machine: Machine.current,
      code: CodeIdentity.current)
  }
}

extension Study.Finding {
  func answer(_ rows: [Study.Row], seeds: [Int], of question: String) -> Study.Answer {
    let values = sample.values(rows, seeds: seeds)
    let numbers = values.compactMap { $0 }
    let interval =
      numbers.count == values.count
      ? Bootstrap().interval(numbers, estimator, named: "\(question)/\(id)") : nil
    return Study.Answer(
      id: id,
      sentence: interval.map { wording.sentence($0, against: reference) }
        ?? wording.sentence(without: values.count - numbers.count, of: seeds.count, estimator),
      direction: interval.map { Study.Direction($0, against: reference) }, quantity: sample.quantity,
      estimator: estimator, reference: reference, sample: values, interval: interval,
      confidence: Bootstrap.confidence)
  }
}
