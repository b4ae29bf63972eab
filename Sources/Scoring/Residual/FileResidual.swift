// SPDX-License-Identifier: MIT

import Assessment
import Differentiation
import PDE

/// What the file's own data say about the equation that was solved, by differences on its grid.
struct FileResidual {
  let investigation: Investigation
  let grid: TensorGrid
  /// What the equations leave, the worst of them, in units of their terms.
  let leaves: Double
  /// What differences can tell: as much as those of two orders differ by.
  let allowed: Double
  private let terms: EquationTerms

  /// - Returns: nil where the points are no grid, or so coarse a one that differences say nothing.
  init?(_ investigation: Investigation) {
    guard let grid = investigation.grid, grid.points.count <= 500_000, grid.axes.count <= 4 else {
      return nil
    }
    let file = investigation.readings.values.map { column in grid.points.map { column[$0] } }
    let problem = investigation.problem
    let picked = Self.picked(grid)
    guard picked.count >= 12 else { return nil }
    func terms(_ extra: Int) -> EquationTerms? {
      EquationTerms(problem, grid, file, at: picked, extra: extra)
    }
    guard
      let (wholeFine, wholeCoarse) = [6, 4, 3].lazy.compactMap({ order in
        terms(order).flatMap { fine in terms(order - 2).map { (fine, $0) } }
      }).first
    else { return nil }
    // A layer that the grid does not resolve says nothing of the rest: the worst fifth of the nodes is left
    // out.
    let differences = Self.differences(wholeFine, wholeCoarse)
    let kept = picked.indices.sorted { differences[$0] < differences[$1] }.prefix(
      max(12, picked.count * 4 / 5)
    ).sorted()
    let (fine, coarse) = (wholeFine.only(kept), wholeCoarse.only(kept))
    var (leaves, allowed) = (0.0, 1e-7)
    for (a, b) in zip(fine.equations, coarse.equations) {
      guard let fit = EquationFit(a, []) else { continue }
      leaves = max(leaves, fit.leaves)
      allowed = max(allowed, norm([Self.difference(a, b)]) / fit.size)
    }
    guard allowed < 0.05, leaves.isFinite else { return nil }
    self.investigation = investigation
    self.grid = grid
    self.leaves = leaves
    self.allowed = allowed
    self.terms = fine
  }

  /// The residuals by one order of differences less those by another.
  private static func difference(_ a: [EquationTerms.Term], _ b: [EquationTerms.Term]) -> [Double] {
    (a.first?.values.indices ?? 0..<0).map { i in zip(a, b).reduce(0) { $0 + $1.0.values[i] - $1.1.values[i] }
    }
  }

  /// The same over all equations, each in units of its terms.
  private static func differences(_ a: EquationTerms, _ b: EquationTerms) -> [Double] {
    var sums: [Double] = []
    for (one, other) in zip(a.equations, b.equations) {
      let size = max(norm(one.map(\.values)), .leastNormalMagnitude)
      let each = difference(one, other).map { abs($0) / size }
      sums = sums.isEmpty ? each : zip(sums, each).map { $0 + $1 }
    }
    return sums
  }

  /// At most about 1,500 nodes, without those at the ends, where differences are one-sided.
  private static func picked(_ grid: TensorGrid) -> [Int] {
    var nodes = [0]
    for n in grid.lengths {
      let margin = n > 12 ? 3 : n > 6 ? 1 : 0
      let inner = n - 2 * margin
      let limit = grid.axes.count == 1 ? 1500 : grid.axes.count == 2 ? 38 : 11
      let rows =
        inner <= limit
        ? (0..<inner).map { $0 + margin } : (0..<limit).map { margin + $0 * (inner - 1) / (limit - 1) }
      nodes = nodes.flatMap { node in rows.map { node * n + $0 } }
    }
    return nodes
  }

  /// Whether the file's data fulfil the equation as far as differences can tell.
  var holds: Bool { leaves <= max(3 * allowed, 1e-4) }

  /// How far such residuals may carry u from the solution, in units of its size: an evolution adds them up.
  var effect: Double {
    let range = investigation.problem.domain[.t]
    guard let range, let size = terms.equations.first.flatMap({ EquationFit($0, [])?.size }) else {
      return leaves
    }
    let count = Double(max(1, terms.equations[0].first?.values.count ?? 1)).squareRoot()
    let rate = size / count / (investigation.judge.scales.max() ?? 1)
    return leaves * max(1, rate * (range.upperBound - range.lowerBound))
  }

  /// Another equation that the data fulfil.
  var altered: Diagnosis? {
    for equation in terms.equations {
      let reads = terms.others.indices.filter { u in
        equation.contains { $0.hasUnknown && $0.name.contains(Names.unknown(u)) }
      }
      guard let fit = EquationFit(equation, reads.prefix(1).flatMap { terms.others[$0] }) else { continue }
      let before = fit.leaves
      guard before > max(6 * allowed, 1e-3) else { continue }
      guard var found = fit.simplest(allowed) else { continue }
      if found.leaves > max(3 * allowed, before / 30) {
        // A solution may have kinks that no difference resolves: where only terms were left out, the best
        // three fifths of the nodes count.
        guard found.added == nil, found.changes.allSatisfy({ !$0.isFitted }) else { continue }
        found.leaves = fit.leaves(of: found, best: 0.6)
        guard found.leaves <= fit.leaves(of: nil, best: 0.6) / 10 else { continue }
      }
      guard found.leaves < 0.03 else { continue }
      return AlteredEquation(fit, found, before, allowed, investigation).diagnosis
    }
    return nil
  }
}
