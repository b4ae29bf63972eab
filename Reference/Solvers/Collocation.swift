// SPDX-License-Identifier: MIT

import Differentiation
import Essentials
import PDE

/// Any problem's solution from its own residual and conditions alone: a second opinion that a new problem
/// gets for free.
///
/// u is a polynomial in each coordinate, time among them, through values at Chebyshev nodes; the equations
/// hold at all nodes and the conditions on their faces, as least squares (``CollocationSystem``). An
/// evolution is solved slab after slab in time. It takes ordinary differential equations, two-point
/// boundary-value problems, evolutions in one dimension of space and steady problems on rectangles; smooth
/// solutions come to ten digits, layers and corners to fewer, and the bar says so.
///
///     let opinion = try Collocation(problem).solution()
///     try opinion.values(at: p)            // one Measured an unknown
package struct Collocation: Sendable {
  let problem: any BoundaryValueProblem
  private let indices: [MultiIndex]
  private let order: Int
  /// Whether the time is marched through: there is a start, and nothing is known of the end.
  private let isEvolution: Bool
  /// Derivatives by t that a slab takes over from the one before.
  private let handedOn: [MultiIndex]

  /// The last time.
  private let end: Double?

  /// - Parameter end: the last time of interest, the domain's where nil.
  /// - Throws: ``CollocationError`` for more than two coordinates, or a domain with a cut.
  package init(_ problem: any BoundaryValueProblem, until end: Double? = nil) throws {
    let coordinates = problem.domain.coordinates
    guard coordinates.count <= 2 else {
      throw CollocationError.dimensions(problem.name, coordinates.count)
    }
    guard problem.domain.cut == nil else { throw CollocationError.cut(problem.name) }
    self.problem = problem
    self.end = end
    let equation = Equation(problem)
    indices = equation.indices
    order = max(1, indices.map(\.order).max() ?? 1)
    let faces = problem.conditions.map(\.face)
    isEvolution = faces.contains(.lower(.t)) && !faces.contains(.upper(.t)) && !faces.contains(.ends(.t))
    let starts = problem.conditions.filter { $0.face == .lower(.t) }
    handedOn =
      starts.contains { equation.conditionIndices[$0]?.contains([.t]) ?? false } ? [.value, [.t]] : [.value]
  }

  package var method: String { "collocation of the problem's own residual at Chebyshev nodes (GSL QR)" }

  /// The solution on grids that are refined until two agree to `goal` of the largest |u|, or the best there
  /// is.
  ///
  /// The bar is 1.25 times the largest difference from the next coarser grid, 3 times where the differences
  /// do not fall as they should (Roache 1998).
  /// - Throws: ``CollocationError``: where no two grids agree to 1 % nothing is known; `GSLError`.
  package func solution(to goal: Double = 1e-7) throws -> CollocationSolution {
    try solution(to: goal, measuring: [])
  }

  /// - Parameter derivatives: those whose bars are estimated too.
  func solution(to goal: Double, measuring derivatives: [MultiIndex]) throws -> CollocationSolution {
    var best: CollocationSolution?
    for slabs in isEvolution ? [1, 2, 4, 8, 16, 32, 64] : [1] {
      let before = best?.bar ?? .infinity
      var (last, difference) = (CollocationSolution?.none, Double.infinity)
      for (level, degrees) in levels.enumerated() {
        // A grid too coarse to hold the solution is no fault of the problem.
        guard var now = try? run(degrees, slabs, after: last, order: derivatives.map(\.order).max() ?? 0)
        else {
          last = nil
          continue
        }
        if let last {
          let d = now.differences(from: last, in: [.value])[0]
          // Derivatives of a high order lift the rounding of values.
          let rounding = 0x1p-53 * now.scale * pow(Double(degrees.max() ?? 1), Double(order + 1))
          let factor = d < difference / 4 ? 1.25 : 3
          now.bar = factor * d + rounding
          let isDone = d <= goal * now.scale
          if isDone || now.bar < best?.bar ?? .infinity {
            for (index, d) in zip(derivatives, now.differences(from: last, in: derivatives)) {
              now.bars[index] = 3 * d + now.rounding(of: index)
            }
            best = now
          }
          if isDone { return now }
          // Shorter times resolve sooner what a fine grid does not even sketch.
          if isEvolution && level > 2 && d > 0.1 * now.scale { break }
          difference = d
        }
        last = now
      }
      // Where shorter times no longer help, space is what the grids do not resolve.
      if let best, best.bar <= 10 * goal * best.scale || slabs >= 8 && best.bar > before / 2 { break }
    }
    guard let best else { throw CollocationError.diverged(problem.name) }
    guard best.bar <= 0.03 * best.scale else {
      throw CollocationError.unresolved(problem.name, difference: best.bar / best.scale)
    }
    return best
  }

  /// Degrees of the polynomials, coarse to fine: as far as dense equations go.
  private var levels: [[Int]] {
    let isTime = problem.domain.coordinates.map { isEvolution && $0 == .t }
    if problem.domain.coordinates.count == 1 { return [16, 24, 32, 44, 60].map { [$0] } }
    if !isEvolution { return [8, 12, 16, 20, 26, 32].map { [$0, $0] } }
    // Both grow, or the difference would be blind to one of them.
    return [(12, 5), (18, 7), (26, 9), (38, 11), (54, 13), (72, 15)].map { space, time in
      isTime.map { $0 ? time : space }
    }
  }

  /// - Parameters:
  ///   - coarser: a solution to start from.
  ///   - wanted: the highest derivative that is wanted beside those that the equation reads.
  private func run(
    _ degrees: [Int], _ slabs: Int, after coarser: CollocationSolution?, order wanted: Int
  ) throws -> CollocationSolution {
    func run<P: BoundaryValueProblem>(_ problem: P) throws -> CollocationSolution {
      var solution = CollocationSolution(slabs: [], bar: .infinity)
      for s in 0..<slabs {
        let grid = CollocationGrid(slab(s, of: slabs), degrees: degrees, order: max(order, wanted))
        let last = solution.slabs.last
        let start = last.map { ended($0, on: grid) }
        let system = CollocationSystem(
          problem: problem, grid: grid, indices: indices, start: start.map { (handedOn, $0) })
        let guess =
          coarser.map { values(of: $0, on: grid) } ?? start.map { spread($0.map { $0[0] }, over: grid) }
          ?? firstGuess(problem, grid)
        solution.slabs.append(.init(grid: grid, values: try system.solve(from: guess)))
      }
      return solution
    }
    return try run(problem)
  }

  private func slab(_ s: Int, of slabs: Int) -> Domain {
    guard isEvolution, let t = problem.domain[.t] else { return problem.domain }
    let end = end ?? t.upperBound
    func time(_ i: Int) -> Double {
      i == slabs ? end : t.lowerBound + (end - t.lowerBound) * Double(i) / Double(slabs)
    }
    return Domain(
      x: problem.domain[.x], y: problem.domain[.y], z: problem.domain[.z], t: time(s)...time(s + 1))
  }

  /// What the next slab starts from: `[unknown][index][node of the face]`.
  private func ended(_ slab: CollocationSolution.Slab, on grid: CollocationGrid) -> [[[Double]]] {
    let face = slab.grid.face(.t, isUpper: true)
    return slab.values.map { u in
      handedOn.map { index in face.map { slab.grid.derivative(index, at: $0, of: u) } }
    }
  }

  /// A solution at the nodes of another grid.
  private func values(of solution: CollocationSolution, on grid: CollocationGrid) -> [[Double]] {
    let values = (0..<grid.count).map { solution.derivative(.value, at: grid.point($0)) }
    return (0..<problem.unknowns).map { k in values.map { $0[k] } }
  }

  /// The same at all times as at the start.
  private func spread(_ face: [[Double]], over grid: CollocationGrid) -> [[Double]] {
    let t = grid.coordinates.firstIndex(of: .t)!
    let places = grid.face(.t, isUpper: false).map { grid.places($0) }
    return face.map { values in
      (0..<grid.count).map { node in
        var place = grid.places(node)
        place[t] = 0
        return values[places.firstIndex(of: place)!]
      }
    }
  }

  /// The initial state at all times where one is given, otherwise zero.
  private func firstGuess<P: BoundaryValueProblem>(_ problem: P, _ grid: CollocationGrid) -> [[Double]] {
    let zero = [[Double]](repeating: [Double](repeating: 0, count: grid.count), count: problem.unknowns)
    guard isEvolution else { return zero }
    let face = grid.face(.t, isUpper: false)
    var start = zero.map { _ in [Double](repeating: 0, count: face.count) }
    for condition in problem.conditions where condition.face == .lower(.t) {
      for (i, node) in face.enumerated() {
        let p = grid.point(node).map { Dual<Double>($0) }
        for k in start.indices {
          // Linear in u, so that one step of Newton's finds it.
          let duals = start.indices.map { a in indices.map { Dual(0.0, a == k && $0 == .value ? 1 : nil) } }
          let mismatch = problem.mismatch(condition, Jet(indices, duals), at: p)
          if mismatch.tangent != 0 { start[k][i] = -mismatch.value / mismatch.tangent }
        }
      }
    }
    return spread(start, over: grid)
  }
}
