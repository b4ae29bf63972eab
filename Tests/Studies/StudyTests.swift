// SPDX-License-Identifier: MIT

import Foundation
import Synchronization
import Testing
import Verification

@testable import Studies

/// Studies are sound, their short form runs, and what it finds without a clock is what the whole one finds.
@Suite struct StudyTests {
  @Test func definitions() throws {
    #expect(Set(StudyCatalogue.all.map(\.name)).count == StudyCatalogue.all.count)
    for study in StudyCatalogue.all {
      #expect(Set(study.questions.map(\.id)).count == study.questions.count)
      for question in study.questions {
        #expect(question.id.allSatisfy { $0.isLetter || $0 == "-" }, "\(question.id) is a file's name")
        #expect(question.text.hasSuffix("?") && question.method.hasSuffix("."))
        #expect((question.seeds[.whole] ?? 0) >= 10)
        #expect((question.seeds[.short] ?? 0) >= Bootstrap.fewest)
        let ids = question.findings.map(\.id)
        #expect(Set(ids).count == ids.count, "\(question.id): \(ids)")
        #expect(Set(question.cells).count == question.factors.reduce(1) { $0 * $1.levels.count })
        let names = question.factors.map(\.name) + question.quantities.map(\.name)
        #expect(Set(names).count == names.count, "\(question.id): \(names)")
        // Every finding reads cells that are measured.
        let rows = question.cells.flatMap { cell in
          question.quantities.map {
            Study.Row(
              question: question.id, factors: cell, seed: 1, quantity: $0.name, value: 1, unit: $0.unit)
          }
        }
        for finding in question.findings {
          #expect(finding.sample.values(rows, seeds: [1]) == [1], "\(question.id)/\(finding.id)")
        }
      }
    }
  }

  /// What the short form finds: of what is timed, that every sentence is one of the three.
  static let expected: [String: [String: Study.Direction]] = [
    "accepted-answer": [
      "accepted-float32-start": .below, "accepted-float64-start": .below, "accepted-float32-trained": .below,
      "accepted-float64-trained": .below, "fault": .above, "fault-size": .above, "truth": .below,
      "cancellation": .above, "exact-float32": .below, "exact-float64": .below, "differences-float64": .above,
    ],
    "closures": [
      "accepted": .below, "run-time": .below, "exact": .below, "fault-shared-infinitesimal": .above,
      "fault-closure-dropped": .above,
    ],
    "difference-step": [
      "root-of-eps-1": .above, "root-of-eps-2": .above, "cube-root-of-eps-2": .above, "1e-6-1": .above,
      "1e-6-2": .above, "useless-1": .above, "useless-2": .above, "law-1": .below, "law-2": .below,
    ],
    "nested-reverse": ["right-1": .below, "right-2": .below, "right-3": .below],
    "laplacian": [
      "right-2-hyper-dual": .below, "right-10-hyper-dual": .below, "right-10-forward-laplacian": .below,
    ],
    "taylor-or-differences": [
      "error-1-float64": .above, "error-4-float64": .above, "error-4-float32": .above,
    ],
    "rebuilding": [
      "same-layers-1-12x3-1 at 100 points": .equal, "same-rebuilt-1-32x3-1 at 2000 points": .equal,
    ],
    "container": ["same-layers": .equal, "same-dictionary": .equal, "same-closures": .equal],
  ]

  @Test(arguments: Study.thread.questions.map(\.id)) func theShortForm(id: String) throws {
    let question = try #require(Study.thread.questions.first { $0.id == id })
    let seen = Seen()
    let outcome = try question.ask(.short, seen)
    #expect(seen.seeds.withLock { $0 } == question.seeds[.short])
    #expect(outcome.rows.count == question.cells.count * question.quantities.count * outcome.seeds.count)
    // The heap is that of the whole process, and other tests use it too.
    let missing = outcome.rows.filter { $0.value == nil && $0.quantity != "memory" }
    #expect(missing.isEmpty, "\(missing)")
    for answer in outcome.answers where answer.quantity != "memory" {
      #expect(answer.interval != nil && answer.direction != nil, "\(answer.sentence)")
      if let expected = Self.expected[id]?[answer.id] {
        #expect(answer.direction == expected, "\(id)/\(answer.id): \(answer.sentence)")
      }
    }
    for name in Self.expected[id, default: [:]].keys {
      #expect(outcome.answers.contains { $0.id == name }, "\(id) has no finding \(name)")
    }
  }

  private final class Seen: StudyObserver {
    let seeds = Mutex(0)
    func measured(_ question: String, seeds: Int, of all: Int) {
      self.seeds.withLock { $0 = max($0, seeds) }
    }
  }

  /// The same numbers again, whatever the threads; times apart.
  @Test func theSameAgain() throws {
    let question = Study.Question.closures
    #expect(try question.ask(.short).rows == question.ask(.short).rows)
  }

  @Test func badNumbersOfSeeds() {
    for n in [-1, 0, 2, 1_000_000] {
      #expect(throws: StudyError.seeds(n)) { try Study.Question.closures.ask(.short, seeds: n) }
    }
  }
}
