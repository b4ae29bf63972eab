// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import PDE
import Strategies

/// u = g + d·N on jets, by Leibniz' rule: the jets of g and d are constants of the point, so the map is
/// linear in N's,
///
///     ∂^α u = ∂^α g + Σ_{β ≤ α} (α over β) ∂^β d · ∂^{α−β} N,      Δu = Δg + d ΔN + 2 ∇d·∇N + N Δd.
struct HardConstraint {
  /// What the equation reads.
  let asked: [MultiIndex]
  /// What the network's jet must hold: everything that divides something asked for.
  let needed: [MultiIndex]
  /// For each index asked for: binomial coefficient, place of ∂^β d and of ∂^{α−β} N among `needed`.
  let terms: [[(coefficient: Double, d: Int, n: Int)]]

  init(_ asked: [MultiIndex], at coordinates: [Coordinate], isPresent: Bool) {
    self.asked = asked
    let shape = DerivativeSet(asked, at: coordinates)
    needed = isPresent ? shape.indices : asked
    terms = asked.map { alpha in
      !isPresent
        ? []
        : shape.product[shape.indices.firstIndex(of: alpha)!].map { term in
          (term.coefficient, term.a, term.b)
        }
    }
  }

  /// ∂^α g and ∂^α d for every α needed, at a block of points: `[unknown][index]` each, one row; nil where
  /// the problem has no ansatz.
  /// - Parameter coordinates: one list of as many values as a block of the arena has points for each
  ///   coordinate.
  func constants(
    _ problem: any BoundaryValueProblem, at coordinates: [[Double]], in arena: Arena
  ) throws -> (g: [[Block<DoubleLanes>]], d: [[Block<DoubleLanes>]])? {
    guard problem.hasAnsatz else { return nil }
    let values = coordinates.map { row in Block<DoubleLanes>(in: arena) { row[min($0, row.count - 1)] } }
    func jets<P: BoundaryValueProblem>(_ problem: P) throws -> [[Block<DoubleLanes>]] {
      let p = Point(problem.domain.coordinates, values)
      let jet = try Fused(collapsing: true).jet(of: AnsatzField(problem: problem), at: p, needed)
      return (0..<2 * problem.unknowns).map { i in needed.map { jet[i][$0] } }
    }
    let all = try jets(problem)
    return (Array(all.prefix(problem.unknowns)), Array(all.suffix(problem.unknowns)))
  }
}

/// g₁ … g_m, d₁ … d_m as one field.
private struct AnsatzField<P: BoundaryValueProblem>: Field {
  typealias Weight = Double
  let problem: P
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Double {
    problem.ansatz(at: p).map { $0.g + $0.d } ?? []
  }
}
