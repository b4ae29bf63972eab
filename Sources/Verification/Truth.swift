import Differentiation
import Networks
import PDE
import Synchronization
import Training

/// The reference on a problem's test grid, and at points held out of training.
public struct Truth: Sendable {
  /// The test grid, or the scattered points in its place.
  public let points: [Point<Double>]
  /// `[point][unknown]`
  public let values: [[Measured]]
  /// max |u| over the grid.
  public let largest: Double
  /// The largest bar, relative to max |u|.
  public let bar: Double
  let heldOut: HeldOut

  public init(_ problem: any Problem) throws {
    let reference = problem.reference
    points = try problem.testPoints()
    values = try points.map { p in try reference.measure([.value], at: p).map { $0[0] } }
    largest = values.joined().map { abs($0.value) }.max() ?? 0
    let worst = values.joined().map(\.bar).max() ?? 0
    bar = largest > 0 ? worst / largest : worst
    heldOut = try HeldOut(problem)
  }

  /// Relative L2 and largest error of a solution given as `[point][unknown]`; NaN in, infinite out.
  public func error(of solution: [[Double]]) -> (relativeL2: Double, maxError: Double) {
    var (sum, norm, worst) = (0.0, 0.0, 0.0)
    for (u, truth) in zip(solution, values) {
      guard u.count == truth.count else { return (.infinity, .infinity) }
      for (v, t) in zip(u, truth) {
        let e = v - t.value
        if !e.isFinite { return (.infinity, .infinity) }
        sum += e * e
        norm += t.value * t.value
        worst = max(worst, abs(e))
      }
    }
    return ((sum / norm).squareRoot(), worst)
  }
}

extension Problem {
  /// Where errors are measured: the grid, or scattered points where there is none.
  public func testPoints() throws -> [Point<Double>] {
    if !testGrid.isEmpty { return try scored.grid(testGrid) }
    var generator = SplitMix64("test points", name)
    return try scored.scattered(4096, using: &generator)
  }
}

/// The truths of the problems of one run, each computed once.
final class Truths: Sendable {
  private let known = Mutex<[String: Truth]>([:])

  /// - Parameter key: names the problem with its parameters.
  func truth(of problem: any Problem, key: String) throws -> Truth {
    if let truth = known.withLock({ $0[key] }) { return truth }
    let truth = try Truth(problem)
    known.withLock { $0[key] = truth }
    return truth
  }
}
