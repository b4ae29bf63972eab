// SPDX-License-Identifier: MIT

import Plumbline

/// A problem that is not in the catalogue, stated as those are.
///
///     u'' + 2 δ u' + u = 0      t ∈ [0, 6]
///     u(0) = 1, u'(0) = 0       carried by u = 1 + t² N(t)
///
/// Solution e^(−δt) (cos ωt + (δ/ω) sin ωt), ω² = 1 − δ².
public struct DampedOscillator: ScalarProblem {
  public static let name = "damped-oscillator"
  public static let summary = "u'' + 2 delta u' + u = 0"
  public static let parameters = [Parameter("delta", "damping", standard: 0.2, in: 0...0.9)]
  let delta: NamedConstant
  public init(_ settings: Settings) { delta = settings["delta"] }

  public var domain: Domain { Domain(t: 0...6) }
  public func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.tt + 2 * delta * u.t + u.value }

  static let start = Condition("start", on: .lower(.t), hard: true)
  static let rest = Condition("at rest", on: .lower(.t), hard: true)
  public var conditions: [Condition] { [Self.start, Self.rest] }
  public func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    condition == Self.start ? u.value - 1 : u.t
  }
  public func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { Ansatz(g: 1, d: p.t * p.t) }

  /// The formula, checked against GSL's Runge–Kutta 8(7) on the equation itself.
  public var reference: any ReferenceSolution { Self.reference(delta.value) }
  static func reference(_ delta: Double) -> some ReferenceSolution {
    ClosedForm(
      "exp(-delta t) (cos w t + delta/w sin w t)", DampedWave(delta: delta),
      integrated: InitialValue([1, 0]) { _, u in [u[1], -2 * delta * u[1] - u[0]] }, at: 0...6)
  }
}

extension DampedOscillator: Benchmark {
  public var training: TrainingConfiguration {
    TrainingConfiguration(hidden: [16, 16], points: 100, adamSteps: 5000, steps: 300)
  }
  /// Differences take u'' to 1.2e-8, and t² carries that to 4e-7 at t = 6.
  public func tolerances(for run: RunKind) -> Tolerances {
    Tolerances(value: 1e-6, slope: 1e-6, residual: 1e-5).scaled(by: run.isApproximate ? 100 : 1)
  }

  public var worstOfSeeds: Metrics { Metrics() }
  public var negativeControls: [NegativeControl] {
    [.zero(), .solution("damping 5 % off", of: Self.reference(1.05 * delta.value))]
  }

  public var testGrid: [Int] { [601] }
}

struct DampedWave: ExactSolution {
  let delta: Double
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    let omega = (1 - delta * delta).squareRoot()
    let phase = p.t.scaled(by: omega)
    return [S.exp(p.t.scaled(by: -delta)) * (S.cos(phase) + S.sin(phase).scaled(by: delta / omega))]
  }
}
