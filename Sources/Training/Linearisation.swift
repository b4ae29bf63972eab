// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

/// Residuals, Jacobian and normal equations of an engine's loss at one place after another, in memory that is
/// taken once: fresh pages for every iteration would cost as much as the Jacobian itself.
package final class Linearisation<L: Lanes> {
  let engine: Engine<L>
  private let jacobian: WeightJacobian<L>
  let equations: NormalEquations

  /// For the number of residuals that the engine's points have now; they may move, but not become more or
  /// fewer.
  /// - Throws: ``GSLError`` where memory runs out.
  package init(_ engine: Engine<L>) throws {
    self.engine = engine
    jacobian = WeightJacobian(rows: engine.residualCount, parameters: engine.parameterCount)
    equations = try NormalEquations(
      rows: jacobian.rows, columns: jacobian.parameters, threads: engine.threads)
  }

  /// - Returns: the loss there. Where it is not finite the equations stay as they were.
  func move(to parameters: [L.Element]) throws -> Double {
    jacobian.clear()
    let r = try engine.residuals(parameters, addingTo: jacobian)
    let loss = r.reduce(0) { $0 + $1 * $1 }
    if loss.isFinite { try equations.linearise(jacobian, r) }
    return loss
  }
}
