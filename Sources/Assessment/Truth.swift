// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import Sampling
import Synchronization

/// The reference on a problem's test grid, and at points held out of training.
package struct Truth: Sendable {
  /// The test grid, or the scattered points in its place.
  package let points: [Point<Double>]
  /// `[point][unknown]`
  package let values: [[Measured]]
  /// max |u| over the grid.
  package let largest: Double
  /// The largest bar, relative to max |u|.
  package let bar: Double
  package let heldOut: HeldOut

  package init(_ problem: any Benchmark) throws {
    let reference = problem.reference
    points = try problem.testPoints()
    values = try reference.values([.value], at: points).map { $0.map { $0[0] } }
    largest = values.joined().map { abs($0.value) }.max() ?? 0
    let worst = values.joined().map(\.bar).max() ?? 0
    bar = largest > 0 ? worst / largest : worst
    heldOut = try HeldOut(problem)
  }

  /// Relative L2 and largest error of a solution given as `[point][unknown]`; NaN in, infinite out.
  package func error(of solution: [[Double]]) -> (relativeL2: Double, maxError: Double) {
    var (relative, worst) = (RelativeL2(), 0.0)
    for (u, truth) in zip(solution, values) {
      guard u.count == truth.count else { return (.infinity, .infinity) }
      for (v, t) in zip(u, truth) {
        let e = v - t.value
        if !e.isFinite { return (.infinity, .infinity) }
        relative.add(v, t.value)
        worst = max(worst, abs(e))
      }
    }
    return (relative.error, worst)
  }
}

extension ReferenceSolution {
  /// All points in one call, since methods share work among them: `[point][unknown][index]`.
  package func values(_ indices: [MultiIndex], at points: [Point<Double>]) throws -> [[[Measured]]] {
    guard let first = points.first else { return [] }
    let all = try evaluate(indices, at: Points(first.coordinates, points.flatMap(\.values)))
    let (row, column) = (all.count / points.count, indices.count)
    return points.indices.map { i in
      stride(from: i * row, to: (i + 1) * row, by: column).map { Array(all[$0..<$0 + column]) }
    }
  }
}

extension Truth {
  /// Says where a solution gives another number of values than there are unknowns; nil where it nowhere does.
  func miscounted(_ solution: [[Double]], _ names: [String]) -> String? {
    guard let i = solution.indices.first(where: { solution[$0].count != names.count }) else { return nil }
    let count = solution[i].count
    return
      "the solution gives \(count) value\(count == 1 ? "" : "s") at \(place(i)), where there "
      + (names.count == 1 ? "is one unknown" : "are \(names.count) unknowns")
      + ": give \(names.joined(separator: ", "))" + (names.count == 1 ? " alone" : " in that order")
  }

  /// Says where a solution is no finite number; nil where it always is one.
  func unmeasured(_ solution: [[Double]], _ names: [String]) -> String? {
    let all = solution.enumerated().flatMap { i, row in row.indices.map { (point: i, unknown: $0) } }
    let broken = all.filter { !solution[$0.point][$0.unknown].isFinite }
    guard let first = broken.first else { return nil }
    return
      "the solution is no finite number at \(broken.count) of \(all.count) values: \(names[first.unknown]) is "
      + "\(solution[first.point][first.unknown]) at \(place(first.point))"
  }

  private func place(_ i: Int) -> String { points[i].text }
}

extension Point<Double> {
  /// "x = 0.5, t = 0.25"
  package var text: String { zip(coordinates, values).map { "\($0) = \($1)" }.joined(separator: ", ") }
}

extension Benchmark {
  /// Where errors are measured: the grid, or scattered points where there is none.
  public func testPoints() throws -> [Point<Double>] {
    if !testGrid.isEmpty { return try scored.grid(testGrid) }
    var generator = SplitMix64("test points", name)
    return try scored.scattered(4096, using: &generator)
  }
}

/// The truths of the problems of one run, each computed once.
package final class Truths: Sendable {
  package init() {}
  private let known = Mutex<[String: Truth]>([:])

  /// - Parameter key: names the problem with its parameters.
  package func truth(of problem: any Benchmark, key: String) throws -> Truth {
    if let truth = known.withLock({ $0[key] }) { return truth }
    let truth = try Truth(problem)
    known.withLock { $0[key] = truth }
    return truth
  }

  private let onGrids = Mutex<[String: GridTruth]>([:])

  /// The truth on the grid of a picture.
  /// - Parameter key: as above.
  package func onGrid(of problem: any Benchmark, key: String) -> GridTruth {
    if let truth = onGrids.withLock({ $0[key] }) { return truth }
    let truth = GridTruth(problem)
    onGrids.withLock { $0[key] = truth }
    return truth
  }
}
