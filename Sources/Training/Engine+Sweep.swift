// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Networks
import PDE
import Strategies

// What is summed over the points' blocks: the loss with its gradient, and residuals with their Jacobian.
extension Engine {
  /// The loss Σ weight·r² and its gradient.
  package func lossAndGradient(_ parameters: [T]) throws(StrategyError) -> (loss: Double, gradient: [T]) {
    network.load(parameters)
    let sum = try sum(tasks) { (space, tasks) throws(StrategyError) -> (loss: Double, gradient: [T]) in
      var loss = 0.0
      do throws(StrategyError) {
        for task in tasks {
          let (weight, piece) = (task.group.weight, task.piece)
          let residuals = try space.residuals(piece, task.partner, of: task.group)
          for r in residuals { loss += weight * squares(r.value, piece) }
          let seeds = residuals.map { r in space.mask(piece) { T(2 * weight) * r.value[0, $0] } }
          space.sweep(residuals, seeds) { space.gradient.add($0, adjoint: $1, input: $2, bias: $3) }
        }
      } catch {
        space.gradient.clear()
        throw error
      }
      return (loss, space.gradient.take())
    } add: { sum, part in
      sum.loss += part.loss
      sum.gradient.withUnsafeMutableBufferPointer { sum in
        part.gradient.withUnsafeBufferPointer { for i in $0.indices { sum[i] += $0[i] } }
      }
    }
    return sum ?? (0, parameters.map { _ in 0 })
  }

  private func squares(_ r: Block<L>, _ piece: ResidualPoints<L>.Batch) -> Double {
    (0..<piece.count).reduce(0) { sum, i in
      let v = Double(r[0, i])
      return sum + v * v
    }
  }

  /// The weighted residuals √weight·r, group by group, equation by equation, point by point.
  package func residuals(_ parameters: [T]) throws(StrategyError) -> [Double] {
    network.load(parameters)
    return try residuals { _, _, _, _ in }
  }

  /// The weighted residuals and their Jacobian, one row a residual in the same order.
  package func residualsAndJacobian(_ parameters: [T]) throws(StrategyError) -> ([Double], WeightJacobian<L>)
  {
    let jacobian = WeightJacobian<L>(rows: residualCount, parameters: parameters.count)
    return (try residuals(parameters, into: jacobian), jacobian)
  }

  /// The same into a Jacobian of the right shape, whatever it holds.
  func residuals(_ parameters: [T], into jacobian: WeightJacobian<L>) throws(StrategyError) -> [Double] {
    network.load(parameters)
    return try residuals { space, r, task, row in
      let count = task.piece.count
      // Here, and not all at once: these rows stay in the caches until they are filled.
      jacobian.clear(rows: row..<row + count)
      let seed = space.mask(task.piece) { _ in T(task.group.weight.squareRoot()) }
      _ = space.tape.pullback(r, seed: seed) {
        jacobian.add($0, adjoint: $1, input: $2, bias: $3, row: row, count: count)
      }
    }
  }

  /// All weighted residuals, while `visit` sees each equation's block with the row of its first point.
  private func residuals(
    _ visit: (Workspace<L>, ReverseNumber<Block<L>>, Task, _ row: Int) -> Void
  ) throws(StrategyError) -> [Double] {
    var all = [Double](repeating: 0, count: residualCount)
    try all.withUnsafeMutableBufferPointer { (all) throws(StrategyError) in
      // Each task has rows of its own.
      nonisolated(unsafe) let all = all
      _ = try sum(tasks) { (space, tasks) throws(StrategyError) -> Void in
        for task in tasks {
          let root = task.group.weight.squareRoot()
          for (i, r) in try space.residuals(task.piece, task.partner, of: task.group).enumerated() {
            let row = task.row + i * task.group.points.count
            for j in 0..<task.piece.count { all[row + j] = root * Double(r.value[0, j]) }
            visit(space, r, task, row)
          }
        }
      } add: { _, _ in
      }
    }
    return all
  }
}
