// SPDX-License-Identifier: MIT

import Essentials
import Plumbline

/// What `verify gradients --blocks` found: counts, and every failure with the seed that repeats it.
struct DrawnReport: Encodable {
  let blocks: Int
  let seed: Int
  var answers = 0
  /// Wrong answers, those that are no number among them.
  var wrong = 0
  var counts: [String: Int] = [:]
  /// The largest error of an answer that is not wrong, in units of kappa u.
  var worst = 0.0
  var failures: [GradientResult] = []

  /// The failures kept of a long run.
  private static let kept = 1000

  init(seeds: Range<Int>) throws {
    (blocks, seed) = (seeds.count, seeds.lowerBound)
    // A long run keeps nothing of what is right.
    for first in stride(from: seeds.lowerBound, to: seeds.upperBound, by: 256) {
      for r in try DrawnCheck.results(seeds: first..<min(first + 256, seeds.upperBound)) {
        answers += 1
        counts[r.verdict.rawValue, default: 0] += 1
        if r.isWrong {
          wrong += 1
          if failures.count < Self.kept { failures.append(r) }
        } else {
          worst = max(worst, r.error ?? 0)
        }
      }
    }
  }

  var text: String {
    let lines = failures.prefix(20).map { r in
      "WRONG \(r.case), \(r.strategy), \(r.nesting), \(r.precision.rawValue): \(r.message ?? "")"
    }
    let more = failures.count > 20 ? ["  and \(wrong - 20) more"] : []
    let counts = GradientVerdict.allCases.filter { $0 != .unanswered }.map {
      "\(self.counts[$0.rawValue] ?? 0) \($0.rawValue)"
    }
    let verdict =
      (wrong == 0 ? "nothing is wrong" : "\(wrong) wrong")
      + ": \(blocks) set-ups from seed \(seed), \(answers) answers: " + counts.joined(separator: ", ")
      + String(printf: "; worst %.1f kappa u", worst)
    return (lines + more + [verdict]).joined(separator: "\n")
  }
}
