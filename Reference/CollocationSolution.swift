import Differentiation
import PDE

/// What ``Collocation`` found: polynomials on one slab of time after another.
public struct CollocationSolution: Sendable {
  struct Slab: Sendable {
    let grid: CollocationGrid
    /// `[unknown][node]`
    let values: [[Double]]
  }
  var slabs: [Slab]
  /// Of every value.
  public internal(set) var bar: Double
  /// Of the derivatives that were asked for.
  var bars: [MultiIndex: Double] = [:]

  /// The unknowns at a point of the domain.
  public func values(at p: Point<Double>) -> [Measured] {
    derivative(.value, at: p).map { Measured($0, bar: bar) }
  }

  /// A derivative of the unknowns, of an order that the equation reads.
  func derivative(_ index: MultiIndex, at p: Point<Double>) -> [Double] {
    let t = p.coordinates.firstIndex(of: .t)
    let slab =
      slabs.first { slab in t.map { p.values[$0] <= slab.grid.axes[$0].range.upperBound } ?? true }
      ?? slabs[slabs.count - 1]
    var weights = slab.grid.interpolation(at: p)
    if index != .value {
      let nodes = weights
      weights = [Double](repeating: 0, count: nodes.count)
      weights.withUnsafeMutableBufferPointer { row in
        for (node, w) in nodes.enumerated() where w != 0 {
          slab.grid.add(index, at: node, times: w, to: row.baseAddress!)
        }
      }
    }
    return slab.values.map { u in zip(weights, u).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// The largest |u|.
  var scale: Double { slabs.flatMap { $0.values.joined() }.map(\.magnitude).max() ?? 0 }

  /// The largest difference of a derivative at the nodes of either.
  func difference(from other: CollocationSolution, in index: MultiIndex = .value) -> Double {
    var largest = 0.0
    for (a, b) in [(self, other), (other, self)] {
      for slab in b.slabs {
        for node in stride(from: 0, to: slab.grid.count, by: max(1, slab.grid.count / 200)) {
          let p = slab.grid.point(node)
          for (x, y) in zip(a.derivative(index, at: p), b.derivative(index, at: p)) {
            largest = larger(largest, abs(x - y))
          }
        }
      }
    }
    return largest
  }
}

extension Problem {
  /// Compares the reference with ``Collocation`` at random points, which are always the same.
  public func secondOpinion(at count: Int = 200) throws -> Agreement {
    try reference.secondOpinion(on: self, at: count)
  }
}

extension ReferenceSolution {
  func secondOpinion(
    on problem: any Problem, at count: Int = 200, until end: Double? = nil
  ) throws -> Agreement {
    let collocation = try Collocation(problem, until: end)
    let solution = try collocation.solution(to: 1e-6)
    let axes = zip(problem.domain.coordinates, problem.domain.ranges).map { c, range in
      c == .t ? range.lowerBound...(end ?? range.upperBound) : range
    }
    var pairs: [(Measured, Measured)] = []
    for i in 1...count {
      let fractions = EvenlyScattered.fractions(i)
      let p = Point(
        problem.domain.coordinates,
        zip(axes, fractions).map { $0.lowerBound + $1 * ($0.upperBound - $0.lowerBound) })
      let own = try measure([.value], at: p)
      for (a, b) in zip(own, solution.values(at: p)) { pairs.append((a[0], b)) }
    }
    return Agreement(method: collocation.method, pairs)
  }
}

extension ClosedForm {
  /// A formula of the problem's solution, checked by collocation of the problem's own residual.
  ///
  ///     ClosedForm("sin x cosh y", SinCosh(), solving: problem)
  public init<P: Problem>(_ text: String, _ solution: Solution, solving problem: P) {
    self.init(text, solution, of: problem.domain.coordinates) { try $0.secondOpinion(on: problem) }
  }
}
