// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// Central differences of second order, the step chosen for the order of the derivative and the precision.
///
/// With truncation error c·h² and rounding error S·u/hᵏ the best step is h* = (k S u/2c)^{1/(k+2)}; one cube
/// root of eps for every order loses all digits at k = 4. Steps are powers of two, so that x ± h is rounded
/// as little as can be.
public struct CentralDifference: Strategy, NetworkStrategy {
  /// The length over which the function varies.
  public let scale: Double
  /// The step of every order and precision, where somebody chose one.
  private let chosenStep: Double?
  public init(scale: Double = 1) {
    self.scale = scale
    chosenStep = nil
  }
  /// One step for every order and precision in place of the best: to see what it costs.
  /// - Parameter step: h, above 0.
  package init(step: Double) {
    scale = 1
    chosenStep = step
  }
  public var name: String { "central-difference" }
  public var summary: String { "central differences, step by order and precision" }
  public var isApproximate: Bool { true }
  public var maximumOrder: Int { 4 }

  /// One-dimensional stencils for k = 0…4.
  @usableFromInline static func stencil(_ k: Int) -> Stencil { stencils[k] }
  private static let stencils = (0...4).map { k in Stencil.central(order: k, reach: max(1, (k + 1) / 2)) }

  /// c and S of the error model for k ≥ 1.
  private static func model(_ k: Int) -> (c: Double, s: Double) {
    (stencil(k).truncation(k + 2), stencil(k).amplification)
  }

  /// h for a derivative of the order k ≥ 1 where evaluations are good to u.
  public func step(order k: Int, unitRoundoff u: Double) -> Double {
    if let chosenStep { return chosenStep }
    let (c, s) = Self.model(k)
    let best = Double.pow(Double(k) * s * u / (2 * c), 1 / Double(k + 2))
    return powerOfTwo(near: best * scale)
  }

  public func expectedError(order k: Int, unitRoundoff u: Double) -> Double {
    if k == 0 { return u }
    let (c, s) = Self.model(k)
    let h = step(order: k, unitRoundoff: u) / scale
    return c * h * h + s * u / Double.pow(h, k)
  }

  @inlinable public func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight {
    _ = try maximal(indices, at: p.coordinates)
    var values = Neighbourhood(of: field, around: p)
    return values.jet(indices, step: step, Self.stencil)
  }
}
