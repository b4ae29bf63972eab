// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// Van der Pol's oscillator: slow, then a jump, round and round.
///
///     u″ − μ (1 − u²) u′ + u = 0      t ∈ [0, 7]
///     u(0) = 2, u′(0) = 0      carried by u = 2 + t² N(t)
///
/// With μ = 1 the limit cycle's period is 6.66328685932313. Van der Pol, Phil. Mag. 2 (1926) 978.
struct VanDerPol: ScalarProblem {
  static let name = "van-der-pol"
  static let summary = "van der Pol's oscillator, a turn of its limit cycle"
  static let sources = [
    Source(
      authors: ["B. van der Pol"], year: 1926, title: "On relaxation-oscillations",
      published: "Phil. Mag. 2, 978", doi: "10.1080/14786442608564127")
  ]
  static let parameters = [Parameter("mu", "strength of the damping", standard: 1, in: 0...5)]
  let mu: NamedConstant
  let reference: any ReferenceSolution
  init(_ settings: Settings) {
    mu = settings["mu"]
    let mu = mu.value
    reference = ValidatedReference(
      VanDerPolSystem(mu: mu), over: 0...7,
      integrated: InitialValue([2, 0]) { _, u in [u[1], mu * (1 - u[0] * u[0]) * u[1] - u[0]] })
  }

  var domain: Domain { Domain(t: 0...7) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    u.tt - S(mu) * (1 - u.value * u.value) * u.t + u.value
  }

  static let start = Condition("start", on: .lower(.t), hard: true)
  static let rest = Condition("at rest", on: .lower(.t), hard: true)
  var conditions: [Condition] { [Self.start, Self.rest] }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    condition == Self.start ? u.value - 2 : u.t
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { Ansatz(g: 2, d: p.t * p.t) }
}

extension VanDerPol: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [16, 16], points: 200, adamSteps: 10_000, warmUp: 500, learningRate: 5e-3, steps: 500)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 3e-6, slope: 5e-6, residual: 1e-4, condition: 1e-14).scaled(
        by: run.isApproximate ? 20 : 1),
      float32: 2e-2, adam: 1.5e-1, lbfgs: 5e-2)
  }

  var worstOfSeeds: Metrics { Metrics(value: 8.6e-7, slope: 1.2e-6, residual: 2.4e-5, condition: 0) }
  var negativeControls: [NegativeControl] {
    [
      .zero(), .frozen(reference, at: 0), .negated(reference),
      NegativeControl("damping dropped") { p in [2 * Double.cos(p.t)] },
    ]
  }

  var testGrid: [Int] { [701] }
}

/// u and u′.
struct VanDerPolSystem: AutonomousSystem {
  let mu: Double
  var initial: [Double] { [2, 0] }
  func rates<S: Scalar>(of u: [S]) -> [S] {
    [u[1], ((1 - u[0] * u[0]) * u[1]).scaled(by: mu) - u[0]]
  }
}
