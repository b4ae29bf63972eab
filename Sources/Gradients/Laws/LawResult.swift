// SPDX-License-Identifier: MIT

import Differentiation
import Networks

/// What came of one law, put to one differentiator in one precision.
public struct LawResult: Sendable, Encodable {
  public let family: String
  public let law: String
  public let strategy: String
  public let nesting: String
  public let precision: GradientPrecision
  /// How many samples it was tried on; those that the strategy cannot answer do not count.
  public let samples: Int
  public let holds: Bool
  /// Where it breaks: the seed, the smallest example, and how far off.
  public let message: String?
}

/// Every law, one row each.
package enum LawCatalogue {
  package static let all: [Law] = values + rules + symmetries + parameters + independent
}

extension Law {
  /// Tries the law on seeds 1 to `seeds` in each of its orders, for many differentiators at once: what is
  /// allowed is measured once a question.
  package func results(
    of entries: [DifferentiatorEntry], seeds: Int, orders limit: Int = 4
  ) throws -> [LawResult] {
    var found: [LawResult] = []
    for precision in GradientPrecision.allCases {
      var counts = [Int](repeating: 0, count: entries.count)
      var broken = [String?](repeating: nil, count: entries.count)
      for order in orders where order <= limit {
        for seed in 1...seeds {
          let trial = try Trial(self, sample(seed, order: order), precision)
          for (i, entry) in entries.enumerated() where broken[i] == nil {
            guard let failure = try trial.failure(of: entry) else {
              counts[i] += trial.isSupported(by: entry) ? 1 : 0
              continue
            }
            counts[i] += 1
            let small = try shrunk(trial, entry)
            broken[i] =
              "seed \(seed), order \(order): \(failure); smallest: "
              + "\(small.sample.functions.map(\.description)) at \(small.sample.point)"
              + (small.sample.parameters.isEmpty ? "" : ", p = \(small.sample.parameters)")
          }
        }
      }
      for (i, entry) in entries.enumerated() {
        found.append(
          LawResult(
            family: family, law: name, strategy: entry.name, nesting: entry.nesting, precision: precision,
            samples: counts[i], holds: broken[i] == nil, message: broken[i]))
      }
    }
    return found
  }

  /// The smallest sample that still breaks the law, by taking functions apart.
  private func shrunk(_ trial: Trial, _ entry: DifferentiatorEntry) throws -> Trial {
    var smallest = trial
    search: for _ in 0..<40 {
      for i in smallest.sample.functions.indices {
        for part in smallest.sample.functions[i].parts {
          var sample = smallest.sample
          sample.functions[i] = part
          let next = try Trial(self, sample, trial.precision)
          if try next.failure(of: entry) != nil {
            smallest = next
            continue search
          }
        }
      }
      return smallest
    }
    return smallest
  }
}

/// A law on one sample: its questions with their conditioned truths.
private struct Trial {
  let law: Law
  let sample: LawSample
  let precision: GradientPrecision
  let questions: [Question]
  let conditionedTruths: ConditionedTruths

  init(_ law: Law, _ sample: LawSample, _ precision: GradientPrecision) throws {
    self.law = law
    self.sample = sample
    self.precision = precision
    questions = law.questions(sample).enumerated().map { i, asked in
      var question = Question(asked)
      question.name = "\(law.name) \(i)"
      return question
    }
    conditionedTruths = ConditionedTruths()
  }

  func answers(of entry: DifferentiatorEntry) throws -> [[Answer]] {
    try questions.map { question in
      let gradient = try entry.gradient(of: question, precision)
      let conditionedTruth = try conditionedTruths.conditionedTruth(
        Posed(family: law.family, question), precision, entry.differentiator)
      return gradient.enumerated().map { i, g in Answer(g, allowed: conditionedTruth.allowed(i)) }
    }
  }
  func isSupported(by entry: DifferentiatorEntry) -> Bool { (try? answers(of: entry)) != nil }

  /// How far off the balance is; nil where the law holds, or the strategy says that it cannot answer.
  func failure(of entry: DifferentiatorEntry) throws -> String? {
    guard let answers = try? answers(of: entry) else { return nil }
    for (i, rest) in law.balance(sample, answers).enumerated() where !rest.vanishes {
      return "balance \(i) is off by \(rest.value), allowed \(rest.allowed)"
    }
    return nil
  }
}
