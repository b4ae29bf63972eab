import Differentiation
import PDE

/// The reference on a problem's test grid.
public struct Truth: Sendable {
  /// The test grid.
  public let points: [Point<Double>]
  /// `[point][unknown]`
  public let values: [[Measured]]
  /// max |u| over the grid.
  public let largest: Double
  /// The largest bar, relative to max |u|.
  public let bar: Double

  public init(_ problem: any Problem) throws {
    let reference = problem.reference
    points = try problem.domain.grid(problem.testGrid)
    values = try points.map { p in try reference.measure([.value], at: p).map { $0[0] } }
    largest = values.joined().map { abs($0.value) }.max() ?? 0
    let worst = values.joined().map(\.bar).max() ?? 0
    bar = largest > 0 ? worst / largest : worst
  }

  /// Relative L2 and largest error of a solution given as `[point][unknown]`; NaN in, infinite out.
  public func error(of solution: [[Double]]) -> (relativeL2: Double, maxError: Double) {
    var (sum, norm, worst) = (0.0, 0.0, 0.0)
    for (u, truth) in zip(solution, values) {
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
