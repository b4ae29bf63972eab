// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// A Klein–Gordon equation with a quadratic force and a source that makes x cos t its solution.
///
///     u_tt − u_xx + u² = −x cos t + x² cos² t      x ∈ [−1, 1], t ∈ [0, 5]
///     u(x, 0) = x,  u_t(x, 0) = 0,  u(±1, t) = ±cos t
///
/// Carried by u = x + x³(cos t − 1) + t²(1 − x²) N(x, t). Wazwaz, Partial Differential Equations and Solitary
/// Waves Theory (2009).
struct KleinGordon: ScalarProblem {
  static let name = "klein-gordon"
  static let summary = "a Klein-Gordon equation with a quadratic force, x cos t"
  static let sources = [
    Source(
      authors: ["A.-M. Wazwaz"], year: 2009,
      title: "Partial differential equations and solitary waves theory",
      published: "Springer")
  ]
  static let parameters: [Parameter] = []
  init(_ settings: Settings) {}

  var domain: Domain { Domain(x: -1...1, t: 0...5) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    let wave = p.x * S.cos(p.t)
    return u.tt - u.xx + u.value * u.value + wave - wave * wave
  }

  static let start = Condition("initial shape", on: .lower(.t), hard: true)
  static let rest = Condition("at rest", on: .lower(.t), hard: true)
  static let ends = Condition("ends", on: .ends(.x), hard: true)
  var conditions: [Condition] { [Self.start, Self.rest, Self.ends] }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    condition == Self.start ? u.value - p.x : condition == Self.rest ? u.t : u.value - p.x * S.cos(p.t)
  }
  /// A cubic, since with a line between the ends the ansatz alone would be the solution.
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    let cubic = p.x * p.x * p.x
    return Ansatz(g: p.x + cubic * (S.cos(p.t) - 1), d: p.t * p.t * (1 - p.x * p.x))
  }

  var reference: any ReferenceSolution {
    ClosedForm("x cos t", SwingingLine(), solving: self)
  }
}

extension KleinGordon: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(hidden: [16, 16], points: 500, adamSteps: 5000, learningRate: 5e-3, steps: 250)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 3e-6, slope: 7e-6, residual: 2e-5, condition: 1e-14).scaled(
        by: run.isApproximate ? 30 : 1),
      float32: 2e-4, adam: 5e-2, lbfgs: 5e-2)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 7.0e-7, slope: 1.6e-6, residual: 4.0e-6, condition: 3.9e-17)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .frozen(reference, at: 0), .negated(reference),
      NegativeControl("frequency 5 % off") { p in [p.x * Double.cos(1.05 * p.t)] },
    ]
  }

  var testGrid: [Int] { [101, 201] }
}

struct SwingingLine: ExactSolution {
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [p.x * S.cos(p.t)] }
}
