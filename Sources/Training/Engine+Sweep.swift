import Differentiation
import Networks
import PDE
import Strategies

// What is summed over the points' blocks: the loss with its gradient, and residuals with their Jacobian.
extension Engine {
  /// A block of one row: `weight·factor` at the real points, zero at the padding.
  func mask(_ piece: Collocation<L>.Piece, _ value: (Int) -> T) -> Chunk<L> {
    Chunk(in: arena) { $0 < piece.count ? value($0) : 0 }
  }

  /// The loss Σ weight·r² and its gradient.
  public func lossAndGradient(_ parameters: [T]) throws(StrategyError) -> (loss: Double, gradient: [T]) {
    network.load(parameters)
    let gradient = WeightGradient<L>(count: parameters.count)
    var loss = 0.0
    for collocation in collocations {
      let weight = collocation.group.weight
      for piece in collocation.pieces {
        let residuals = try residuals(piece, of: collocation.group)
        for r in residuals { loss += weight * squares(r.value, piece) }
        let seeds = residuals.map { r in mask(piece) { T(2 * weight) * r.value[0, $0] } }
        sweep(residuals, seeds) { gradient.add($0, adjoint: $1, input: $2, bias: $3) }
      }
    }
    return (loss, gradient.total())
  }

  private func squares(_ r: Chunk<L>, _ piece: Collocation<L>.Piece) -> Double {
    (0..<piece.count).reduce(0) { sum, i in
      let v = Double(r[0, i])
      return sum + v * v
    }
  }

  /// Pulls back Σ seedᵢ·rᵢ in one sweep.
  private func sweep(
    _ residuals: [Number], _ seeds: [Chunk<L>], weights: (Layer<T>, Chunk<L>, Chunk<L>, Bool) -> Void
  ) {
    if residuals.count == 1 {
      _ = tape.pullback(residuals[0], seed: seeds[0], weights: weights)
    } else if let first = seeds.first {
      let sum = zip(residuals, seeds).reduce(Number(0.0)) { $0.adding(tape.constant($1.1), times: $1.0) }
      _ = tape.pullback(sum, seed: first.unit, weights: weights)
    }
  }

  /// The weighted residuals √weight·r, group by group, equation by equation, point by point.
  public func residuals(_ parameters: [T]) throws(StrategyError) -> [Double] {
    network.load(parameters)
    var all: [Double] = []
    for collocation in collocations {
      var rows = [[Double]](repeating: [], count: collocation.group.condition == nil ? equations : 1)
      let root = collocation.group.weight.squareRoot()
      for piece in collocation.pieces {
        for (i, r) in try residuals(piece, of: collocation.group).enumerated() {
          rows[i] += (0..<piece.count).map { root * Double(r.value[0, $0]) }
        }
      }
      all += rows.flatMap { $0 }
    }
    return all
  }

  /// The weighted residuals and their Jacobian, one row a residual in the same order.
  public func residualsAndJacobian(_ parameters: [T]) throws(StrategyError) -> ([Double], WeightJacobian<L>) {
    let jacobian = WeightJacobian<L>(rows: residualCount, parameters: parameters.count)
    return (try residuals(parameters, addingTo: jacobian), jacobian)
  }

  /// The same into a Jacobian that is clear and has the right shape.
  func residuals(_ parameters: [T], addingTo jacobian: WeightJacobian<L>) throws(StrategyError) -> [Double] {
    network.load(parameters)
    var all = [Double](repeating: 0, count: residualCount)
    var start = 0
    for collocation in collocations {
      let root = collocation.group.weight.squareRoot()
      for piece in collocation.pieces {
        let residuals = try residuals(piece, of: collocation.group)
        for (i, r) in residuals.enumerated() {
          let row = start + i * collocation.group.points.count + piece.first
          for j in 0..<piece.count { all[row + j] = root * Double(r.value[0, j]) }
          let seed = mask(piece) { _ in T(root) }
          _ = tape.pullback(r, seed: seed) { jacobian.add($0, adjoint: $1, input: $2, bias: $3, row: row) }
        }
      }
      start += count(in: collocation.group)
    }
    return all
  }
}
