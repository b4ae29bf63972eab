// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// A problem that is data: equations, conditions and ansatz drawn by chance. Nobody knows its solution.
struct DrawnProblem: BoundaryValueProblem {

  /// A derivative of an unknown.
  struct Read: Sendable, Hashable {
    let unknown: Int
    let index: MultiIndex
  }
  /// Formulas of the coordinates and of what is read.
  struct Reading: Sendable {
    var reads: [Read] = []
    var formulas: [Formula] = []

    func callAsFunction<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> [S] {
      let inputs = p.values + reads.map { u[$0.unknown][$0.index] }
      return formulas.map { $0(inputs) }
    }
  }

  var domain = Domain(x: 0...1)
  var unknowns = 1
  var equations = Reading()
  var soft: [(condition: Condition, reading: Reading)] = []
  /// Of the coordinates, one pair an unknown; empty where there is no ansatz.
  var hard: [(g: Formula, d: Formula)] = []

  init() {}

  var conditions: [Condition] { soft.map(\.condition) }
  func residuals<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> [S] { equations(u, at: p) }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    reading(of: condition)(u, at: p).first ?? u.value
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    hard.isEmpty ? nil : Ansatz(g: hard.map { $0.g(p.values) }, d: hard.map { $0.d(p.values) })
  }
  /// The equation's under nil.
  func reading(of condition: Condition?) -> Reading {
    guard let condition else { return equations }
    return soft.first { $0.condition == condition }?.reading ?? Reading()
  }

}
