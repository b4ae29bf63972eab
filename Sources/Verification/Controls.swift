import PDE

/// A negative control measured: how wrong a known wrong solution is, beside the bound that must reject it.
public struct ControlResult: Sendable {
  /// What is wrong with it.
  public let name: String
  /// Its error on the problem's grid.
  public let relativeL2: Double
  /// The bound of Levenberg–Marquardt in Float64.
  public let bound: Double
  /// At least three bounds away.
  public var isRejected: Bool { relativeL2 >= 3 * bound }

  /// Every control of the problem against its tightest default bound.
  public static func measure(_ problem: any Problem) throws -> [ControlResult] {
    let truth = try Truth(problem)
    let bound = problem.bound(RunKind(.levenbergMarquardt, .float64, isApproximate: true))
    return try problem.controls.map { control in
      let error = truth.error(of: try truth.points.map { try control.solution($0) })
      return ControlResult(name: control.name, relativeL2: error.relativeL2, bound: bound)
    }
  }
}
