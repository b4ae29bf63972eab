// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Networks
import PDE
import Strategies

/// What one thread takes pieces of points through strategy, ansatz and residual with: memory and a tape of
/// its own.
final class Workspace<L: Lanes> {
  typealias T = L.Element
  typealias Number = ReverseNumber<Block<L>>

  let tape: Tape<Block<L>>
  private let arena: Arena
  private let problem: any BoundaryValueProblem
  /// What the equation reads under nil, and each condition.
  private let jets: [Condition?: (map: HardConstraint, network: BlockJet<L>)]
  /// Sums of one part at a time; clear between them.
  let gradient: WeightGradient<L>

  init(
    _ problem: any BoundaryValueProblem, _ jets: [Condition?: (map: HardConstraint, network: BlockJet<L>)],
    parameters: Int, groups: Int, sharesRepeats: Bool
  ) {
    self.problem = problem
    self.jets = jets
    arena = Arena(groups: groups)
    tape = Tape(tracksWeights: true, sharesRepeats: sharesRepeats)
    gradient = WeightGradient(count: parameters)
  }

  /// A block of one row: `value` at the real points, zero at the padding.
  func mask(_ piece: ResidualPoints<L>.Batch, _ value: (Int) -> T) -> Block<L> {
    Block(in: arena) { $0 < piece.count ? value($0) : 0 }
  }

  /// The jet of u at a piece of points, on the fresh tape: what the equation reads, or a condition.
  func jet(
    _ piece: ResidualPoints<L>.Batch, for condition: Condition? = nil
  ) throws(StrategyError) -> (Jet<Number>, Point<Number>) {
    arena.reset()
    tape.reset()
    return try taped(piece, for: condition)
  }

  /// The same on the tape as it is.
  private func taped(
    _ piece: ResidualPoints<L>.Batch, for condition: Condition?
  ) throws(StrategyError) -> (Jet<Number>, Point<Number>) {
    let (map, jetOfNetwork) = (jets[condition] ?? jets[nil])!
    func number(_ values: [T]) -> Number { tape.constant(Block(in: arena) { values[$0] }) }
    let p = Point(problem.domain.coordinates, piece.coordinates.map(number))
    let n = try jetOfNetwork(p)
    if piece.g.isEmpty { return (n, p) }
    func constant(_ row: ResidualPoints<L>.Row) -> Number {
      switch row {
      case .constant(let c): tape.constant(Block(c))
      case .values(let values): number(values)
      }
    }
    let entries = piece.g.indices.map { unknown in
      let d = piece.d[unknown].map(constant)
      return map.asked.indices.map { i in
        var sum = constant(piece.g[unknown][map.needed.firstIndex(of: map.asked[i])!])
        for term in map.terms[i] {
          sum = sum.adding(d[term.d].scaled(by: term.coefficient), times: n[unknown][map.needed[term.n]])
        }
        return sum
      }
    }
    return (Jet(map.asked, entries), p)
  }

  /// The residuals at a piece, one number an equation; of a condition, by how much it is missed.
  func residuals(
    _ piece: ResidualPoints<L>.Batch, _ partner: ResidualPoints<L>.Batch? = nil, of group: PointGroup
  ) throws(StrategyError) -> [Number] {
    let (u, p) = try jet(piece, for: group.condition)
    guard let condition = group.condition else { return problem.residuals(u, at: p) }
    guard let partner else { return [problem.mismatch(condition, u, at: p)] }
    let (other, _) = try taped(partner, for: condition)
    return [problem.mismatch(condition, other.minus(u), at: p)]
  }

  /// Pulls back Σ seedᵢ·rᵢ in one sweep.
  func sweep(_ residuals: [Number], _ seeds: [Block<L>], weights: WeightSink<Block<L>>) {
    if residuals.count == 1 {
      _ = tape.pullback(residuals[0], seed: seeds[0], weights: weights)
    } else if let first = seeds.first {
      let sum = zip(residuals, seeds).reduce(Number(0.0)) { $0.adding(tape.constant($1.1), times: $1.0) }
      _ = tape.pullback(sum, seed: first.unit, weights: weights)
    }
  }
}
