// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// What `Collocation` found: polynomials on one slab of time after another.
package struct CollocationSolution: Sendable {
  struct Slab: Sendable {
    let grid: CollocationGrid
    /// `[unknown][node]`
    let values: [[Double]]
  }
  var slabs: [Slab]
  /// Of every value.
  package internal(set) var bar: Double
  /// Of the derivatives that were asked for.
  var bars: [MultiIndex: Double] = [:]

  /// The unknowns at a point of the domain.
  package func values(at p: Point<Double>) -> [Measured] {
    derivative(.value, at: p).map { Measured($0, bar: bar) }
  }

  /// A derivative of the unknowns, of an order that the equation reads or that was asked for.
  func derivative(_ index: MultiIndex, at p: Point<Double>) -> [Double] {
    derivatives([index], at: p).map { $0[0] }
  }

  /// `[unknown][index]`
  func derivatives(_ indices: [MultiIndex], at p: Point<Double>) -> [[Double]] {
    let t = p.coordinates.firstIndex(of: .t)
    let slab =
      slabs.first { slab in t.map { p.values[$0] <= slab.grid.axes[$0].range.upperBound } ?? true }
      ?? slabs[slabs.count - 1]
    let weights = slab.grid.weights(at: p)
    return slab.values.map { u in indices.map { slab.grid.derivative($0, weights, of: u) } }
  }

  /// What rounding of the values makes of a derivative at the most.
  func rounding(of index: MultiIndex) -> Double {
    16 * 0x1p-53 * scale * (slabs.map { $0.grid.amplification(of: index) }.max() ?? .infinity)
  }

  /// The largest |u|.
  var scale: Double { slabs.flatMap { $0.values.joined() }.map(\.magnitude).max() ?? 0 }

  /// The largest difference of each derivative at the nodes of either, corners among them: there derivatives
  /// round most.
  func differences(from other: CollocationSolution, in indices: [MultiIndex]) -> [Double] {
    var largest = indices.map { _ in 0.0 }
    for (a, b) in [(self, other), (other, self)] {
      for slab in b.slabs {
        let some = stride(from: 0, to: slab.grid.count, by: max(1, slab.grid.count / 200))
        for node in Set(some).union(slab.grid.corners) {
          let p = slab.grid.point(node)
          for (x, y) in zip(a.derivatives(indices, at: p), b.derivatives(indices, at: p)) {
            for k in indices.indices { largest[k] = larger(largest[k], abs(x[k] - y[k])) }
          }
        }
      }
    }
    return largest
  }
}

extension Problem {
  /// Compares the reference with `Collocation`, every derivative that both have, at corners, on faces and
  /// at random points, which are always the same.
  public func secondOpinion(at count: Int = 200) throws -> Agreement {
    try reference.secondOpinion(on: self, at: count)
  }
}

extension ReferenceSolution {
  func secondOpinion(
    on problem: any BoundaryValueProblem, at count: Int = 200, until end: Double? = nil
  ) throws -> Agreement {
    let collocation = try Collocation(problem, until: end)
    let solution = try collocation.solution(to: 1e-6, measuring: indices.filter { $0 != .value })
    var box = problem.domain
    if let end, let t = box[.t] { box = Domain(x: box[.x], y: box[.y], z: box[.z], t: t.lowerBound...end) }
    var (values, derivatives): ([(Measured, Measured)], [(Measured, Measured)]) = ([], [])
    for place in box.telling(count) {
      let p = Point(box.coordinates, place)
      // What does not exist at a corner is not compared there.
      let held = try existing(indices, at: p)
      for (own, second) in zip(try evaluate(held, at: p), solution.derivatives(held, at: p)) {
        for (k, index) in held.enumerated() {
          if index == .value {
            values.append((own[k], Measured(second[k], bar: solution.bar)))
          } else if let bar = solution.bars[index] {
            derivatives.append((own[k], Measured(second[k], bar: bar)))
          }
        }
      }
    }
    return Agreement(method: collocation.method, values).including(derivatives: derivatives)
  }

  /// Those of the derivatives that exist at a point.
  private func existing(_ indices: [MultiIndex], at p: Point<Double>) throws -> [MultiIndex] {
    do {
      _ = try evaluate(indices, at: p)
      return indices
    } catch is SeriesError {
      return indices.filter { index in (try? evaluate([index], at: p)) != nil }
    }
  }
}

extension ClosedForm {
  /// A formula of the problem's solution, checked by collocation of the problem's own residual; its
  /// derivatives also integrated, against its values.
  ///
  ///     ClosedForm("sin x cosh y", SinCosh(), solving: problem)
  public init<P: BoundaryValueProblem>(_ text: String, _ solution: Solution, solving problem: P) {
    self.init(text, solution, of: problem.domain.coordinates) {
      try $0.withDerivatives(
        $0.secondOpinion(on: problem, at: 50), over: problem.domain, scale: problem.lengthScale)
    }
  }
}
