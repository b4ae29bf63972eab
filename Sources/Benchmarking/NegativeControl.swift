// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule

/// A wrong solution that a verdict must reject.
public struct NegativeControl: Sendable {
  public let name: String
  /// The unknowns at a point.
  public let solution: @Sendable (Point<Double>) throws -> [Double]
  public init(_ name: String, _ solution: @escaping @Sendable (Point<Double>) throws -> [Double]) {
    self.name = name
    self.solution = solution
  }

  /// u = 0: the collapsed network.
  public static func zero(unknowns: Int = 1) -> NegativeControl {
    NegativeControl("zero") { _ in [Double](repeating: 0, count: unknowns) }
  }
  /// All unknowns of another reference.
  public static func solution(_ name: String, of reference: any ReferenceSolution) -> NegativeControl {
    NegativeControl(name) { p in try reference.values(at: p).map(\.value) }
  }
  /// The truth times a factor: what a linear problem's wrong source gives.
  public static func scaled(_ name: String, _ reference: any ReferenceSolution, by factor: Double)
    -> NegativeControl
  {
    NegativeControl(name) { p in try reference.values(at: p).map { factor * $0.value } }
  }
  /// The truth with its sign flipped.
  public static func negated(_ reference: any ReferenceSolution) -> NegativeControl {
    NegativeControl("flipped sign") { p in try reference.values(at: p).map { -$0.value } }
  }
  /// The truth with a ripple of 211 waves along the first coordinate (no grid hides them), half a bound high:
  /// right in L2, wrong in slope.
  public static func ripple(_ problem: any Benchmark) -> NegativeControl {
    let (reference, range) = (problem.reference, problem.scored.ranges[0])
    let run = RunKind(.levenbergMarquardt, .float64, isApproximate: false)
    let height = 0.5 * (problem.tolerances(for: run)[.value] ?? 0)
    return NegativeControl("ripple of half a bound") { p in
      let phase = 422 * Double.pi * (p.values[0] - range.lowerBound) / (range.upperBound - range.lowerBound)
      return try reference.values(at: p).map {
        $0.value * (1 + height * 2.0.squareRoot() * Double.sin(phase))
      }
    }
  }
  /// The initial state, frozen in time.
  public static func frozen(_ reference: any ReferenceSolution, at start: Double) -> NegativeControl {
    NegativeControl("frozen initial state") { p in
      let values = zip(p.coordinates, p.values).map { $0 == .t ? start : $1 }
      return try reference.values(at: Point(p.coordinates, values)).map(\.value)
    }
  }
}

/// A derivative at one point that a solution must reproduce: some errors hide in an L2 norm.
public struct PointCheck: Sendable {
  /// The number of the unknown, from 0.
  public let unknown: Int
  public let index: MultiIndex
  public let values: [Double]
  /// Largest relative error that passes.
  public let tolerance: Double
  public init(_ index: MultiIndex, of unknown: Int = 0, at values: [Double], within tolerance: Double) {
    self.unknown = unknown
    self.index = index
    self.values = values
    self.tolerance = tolerance
  }
}
