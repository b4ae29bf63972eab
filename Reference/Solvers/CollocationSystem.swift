// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// A problem's residuals and conditions at the nodes of a grid, as equations for the values there:
/// overdetermined, and solved by Gauss and Newton.
struct CollocationSystem<P: BoundaryValueProblem> {
  let problem: P
  let grid: CollocationGrid
  /// What the problem reads.
  let indices: [MultiIndex]
  /// u, and u_t where the problem prescribes it, at the start of a slab that is not the first:
  /// `[unknown][index][node]`.
  let start: (indices: [MultiIndex], values: [[[Double]]])?

  /// One equation: the weights of its linear part, and what is left.
  private struct Row {
    var entries: [(unknown: Int, index: MultiIndex, node: Int, slope: Double)]
    var value: Double
  }

  /// Gauss–Newton from a guess, `[unknown][node]`, until the steps are at the rounding. A matrix serves for
  /// further steps that are ten times smaller: factoring it is nearly all the work, and the slopes are most of
  /// the rest.
  func solve(from guess: [[Double]]) throws -> [[Double]] {
    var u = guess
    var last = Double.infinity
    var factored: (matrix: LeastSquares, scales: [Double])?
    for _ in 0..<30 {
      func step(_ rows: [Row], by f: (matrix: LeastSquares, scales: [Double])) throws
        -> (step: [Double], size: Double)
      {
        let step = try f.matrix.solve(zip(rows, f.scales).map { $0.value * $1 })
        return (step, step.map(\.magnitude).max() ?? 0)
      }
      var next = try factored.map { try step(rows(u, sloped: false), by: $0) }
      if next.map({ $0.size > 0.1 * last && $0.size > 1e-12 * largest(u) }) ?? true {
        let rows = rows(u, sloped: true)
        let new = try factor(rows)
        (factored, next) = (new, try step(rows, by: new))
      }
      let (change, size) = next!
      guard size.isFinite else { throw CollocationError.diverged(problem.name) }
      for k in u.indices { for i in u[k].indices { u[k][i] -= change[k * grid.count + i] } }
      // A step that no longer shrinks is rounding.
      if size <= 1e-13 * largest(u) || size <= 1e-6 * largest(u) && size > 0.5 * last { return u }
      last = size
    }
    throw CollocationError.diverged(problem.name)
  }

  private func largest(_ u: [[Double]]) -> Double { u.joined().map(\.magnitude).max() ?? 1 }

  /// - Parameter sloped: whether the weights are wanted, or only what is left.
  private func rows(_ u: [[Double]], sloped: Bool) -> [Row] {
    var rows: [Row] = []
    func linearised(
      _ jet: [[Double]], at node: Int,
      _ equations: (Jet<Dual<Double>>, Point<Dual<Double>>) -> [Dual<Double>]
    ) -> [Row] {
      sloped ? self.linearised(jet, at: node, equations) : left(jet, at: node, equations)
    }
    for node in 0..<grid.count {
      rows += linearised(jet(u, at: node), at: node) { problem.residuals($0, at: $1) }
    }
    for condition in problem.conditions {
      switch condition.face {
      case .plane: continue  // inside: what the equation implies
      case .lower(.t) where start != nil: continue
      case .periodic(let coordinate):
        let ends = [false, true].map { grid.face(coordinate, isUpper: $0) }
        for (lower, upper) in zip(ends[0], ends[1]) {
          let jump = zip(jet(u, at: upper), jet(u, at: lower)).map { zip($0, $1).map { $0 - $1 } }
          let row = linearised(jump, at: lower) { [problem.mismatch(condition, $0, at: $1)] }
          rows += row.map { row in
            var both = row
            both.entries = row.entries.flatMap { e in
              [(e.unknown, e.index, upper, e.slope), (e.unknown, e.index, lower, -e.slope)]
            }
            return both
          }
        }
      default:
        for plane in condition.face.planes(in: problem.domain) {
          let isUpper = plane.value == problem.domain[plane.coordinate]?.upperBound
          for node in grid.face(plane.coordinate, isUpper: isUpper) {
            rows += linearised(jet(u, at: node), at: node) { [problem.mismatch(condition, $0, at: $1)] }
          }
        }
      }
    }
    if let start {
      for (i, node) in grid.face(.t, isUpper: false).enumerated() {
        for k in u.indices {
          for (j, index) in start.indices.enumerated() {
            let value = grid.derivative(index, at: node, of: u[k]) - start.values[k][j][i]
            rows.append(Row(entries: [(k, index, node, 1)], value: value))
          }
        }
      }
    }
    return rows
  }

  /// `[unknown][index]`
  private func jet(_ u: [[Double]], at node: Int) -> [[Double]] {
    u.map { u in indices.map { grid.derivative($0, at: node, of: u) } }
  }

  /// What is left of the equations at a node.
  private func left(
    _ jet: [[Double]], at node: Int, _ equations: (Jet<Dual<Double>>, Point<Dual<Double>>) -> [Dual<Double>]
  ) -> [Row] {
    let constant = jet.map { $0.map { Dual<Double>($0) } }
    return equations(Jet(indices, constant), grid.point(node).map { Dual<Double>($0) }).map {
      Row(entries: [], value: $0.value)
    }
  }

  /// The equations at a node with their slopes by each entry of the jet, one dual number at a time.
  private func linearised(
    _ jet: [[Double]], at node: Int, _ equations: (Jet<Dual<Double>>, Point<Dual<Double>>) -> [Dual<Double>]
  ) -> [Row] {
    let p = grid.point(node).map { Dual<Double>($0) }
    var rows: [Row] = []
    for k in jet.indices {
      for (j, index) in indices.enumerated() {
        let duals = jet.indices.map { a in
          jet[a].indices.map { b in Dual(jet[a][b], a == k && b == j ? 1 : nil) }
        }
        let values = equations(Jet(indices, duals), p)
        if rows.isEmpty { rows = values.map { Row(entries: [], value: $0.value) } }
        for (e, value) in values.enumerated() where value.tangent != 0 {
          rows[e].entries.append((k, index, node, value.tangent))
        }
      }
    }
    return rows
  }

  /// The matrix of the equations, factored, and what each is scaled by: every row has length 1, so that none
  /// is drowned by others.
  private func factor(_ rows: [Row]) throws -> (matrix: LeastSquares, scales: [Double]) {
    let columns = problem.unknowns * grid.count
    var matrix = [Double](repeating: 0, count: rows.count * columns)
    var scales = [Double](repeating: 1, count: rows.count)
    matrix.withUnsafeMutableBufferPointer { matrix in
      for (i, row) in rows.enumerated() {
        let start = matrix.baseAddress! + i * columns
        for e in row.entries {
          grid.add(e.index, at: e.node, times: e.slope, to: start + e.unknown * grid.count)
        }
        var square = 0.0
        for j in 0..<columns { square += start[j] * start[j] }
        guard square > 0 else { continue }
        scales[i] = 1 / square.squareRoot()
        for j in 0..<columns { start[j] *= scales[i] }
      }
    }
    return (try LeastSquares(matrix, columns: columns), scales)
  }
}

package enum CollocationError: Error, Equatable, CustomStringConvertible {
  case diverged(String)
  case unresolved(String, difference: Double)
  case dimensions(String, Int)
  case cut(String)

  package var description: String {
    switch self {
    case .diverged(let name):
      "Newton's iteration for '\(name)' does not converge on any grid tried: check its residual and conditions"
    case .unresolved(let name, let difference):
      "the finest grids for '\(name)' still differ by \(difference) of the largest |u|: it varies too fast for collocation, "
        + "which needs a smooth solution"
    case .dimensions(let name, let d):
      "'\(name)' has \(d) coordinates: collocation takes one or two"
    case .cut(let name):
      "the domain of '\(name)' is no box: collocation takes intervals and rectangles"
    }
  }
}
