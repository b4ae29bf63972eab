// SPDX-License-Identifier: MIT

import Differentiation
import Networks

/// Laws of memory: an answer may not depend on what was asked before. Answers are compared bit by bit.
package enum StateLaws {
  package static func results(of entries: [DifferentiatorEntry]) throws -> [LawResult] {
    let questions = try Questions()
    return entries.flatMap { entry in
      GradientPrecision.allCases.flatMap { precision in
        [
          result("the same question twice", entry, precision) {
            try sameTwice(entry, precision, questions) { _ in
              _ = try entry.gradient(of: questions.other, precision)
            }
          },
          result("after a question that is refused", entry, precision) {
            try sameTwice(entry, precision, questions) { _ in
              _ = try? entry.gradient(of: questions.tooHigh, precision)
            }
          },
          result("the same function at other parameters", entry, precision) {
            let first = try entry.gradient(of: questions.one, precision)
            let moved = try entry.gradient(of: questions.moved, precision)
            let fresh = try entry.gradient(of: questions.movedAfresh, precision)
            return moved == fresh && moved != first
          },
          result("renamed", entry, precision) {
            var renamed = questions.one
            renamed.name = "another name"
            return try entry.gradient(of: questions.one, precision) == entry.gradient(of: renamed, precision)
          },
        ]
      }
    }
  }

  /// Small losses: one, the same at other parameters under the same name, another, and one of an order nobody
  /// takes.
  private struct Questions {
    let one: Question
    let moved: Question
    let movedAfresh: Question
    let other: Question
    let tooHigh: Question
    init() throws {
      let shape = try Architecture(inputs: 1, hidden: [3])
      let weights: [Double] = (0..<shape.parameterCount).map { (i: Int) -> Double in
        Double(i * 5 % 7) / 8 - 0.375
      }
      func loss(_ name: String, _ kind: ResidualKind, _ change: Double = 0) -> Question {
        let moved: [Double] = weights.map { (w: Double) -> Double in w + change }
        let start: (point: [Double], value: Double) = ([0], 1)
        return Question(
          NetworkLoss(
            name, shape, kind, parameters: moved, collocation: [[0.25], [0.625]], boundary: [start]))
      }
      one = loss("state", .second)
      moved = loss("state", .second, 0.125)
      movedAfresh = loss("state, moved", .second, 0.125)
      other = loss("state, other", .direct)
      tooHigh = Question(
        Asked.derivative(.call(.tanh, .input(0)), pure(7), at: [0.5]))
    }
  }

  private static func sameTwice(
    _ entry: DifferentiatorEntry, _ precision: GradientPrecision, _ questions: Questions,
    between: (Questions) throws -> Void
  ) throws -> Bool {
    let first = try entry.gradient(of: questions.one, precision)
    try between(questions)
    return try entry.gradient(of: questions.one, precision) == first
  }

  private static func result(
    _ law: String, _ entry: DifferentiatorEntry, _ precision: GradientPrecision, _ holds: () throws -> Bool
  ) -> LawResult {
    // What it cannot answer breaks no law.
    let held = try? holds()
    return LawResult(
      family: "state", law: law, strategy: entry.name, nesting: entry.nesting, precision: precision,
      samples: held == nil ? 0 : 1, holds: held ?? true,
      message: held == false ? "the answer depends on what was asked before" : nil)
  }
}
