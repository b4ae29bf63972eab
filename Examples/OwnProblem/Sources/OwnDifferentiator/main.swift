// SPDX-License-Identifier: MIT

import Foundation
import Plumbline

/// What it takes to go through the suite: the gradient of a question.
struct VectorForward: Differentiator {
  let name = "vector-forward"
  let nesting = "vector forward over taylor"
  func gradient<T: Scalar>(of question: Question, at theta: [T]) throws -> [T] {
    let variables = theta.indices.map { i in Slopes(theta[i], theta.indices.map { $0 == i ? 1 : 0 }) }
    let loss = try question.value(at: variables, by: TaylorMode())
    return loss.slopes.isEmpty ? theta.map { _ in 0 } : loss.slopes
  }
}

let suite = GradientSuite([DifferentiatorEntry(VectorForward())])
let outcome = try suite.outcome(engine: false)
let (results, laws) = (outcome.results, outcome.laws)
for verdict in GradientVerdict.allCases {
  print("\(verdict.rawValue): \(results.count { $0.verdict == verdict })")
}
print("laws: \(laws.count { $0.holds }) of \(laws.count) hold")
let wrong = results.filter(\.isWrong)
for r in wrong { print("\(r.case), \(r.precision.rawValue): \(r.message ?? "") \(r.fault ?? "")") }
for l in laws where !l.holds { print("\(l.law), \(l.precision.rawValue): \(l.message ?? "")") }
if !wrong.isEmpty || !laws.allSatisfy(\.holds) { exit(1) }
