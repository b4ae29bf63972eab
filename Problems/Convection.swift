// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// A wave that is carried around a circle.
///
///     u_t + β u_x = 0      x ∈ [0, 2π], periodic, t ∈ [0, 1]
///     u(x, 0) = sin x      carried by u = sin x + t N(x, t)
///
/// Solution sin(x − βt). At β = 30, five turns, training is known to fall back to a wave that dies away with
/// t (Krishnapriyan et al., NeurIPS 2021).
struct Convection: ScalarProblem {
  static let name = "convection"
  static let summary = "a wave carried around a circle; beta = 30 is hard to train"
  static let sources = [
    Source(
      authors: ["A. S. Krishnapriyan", "A. Gholami", "S. Zhe", "R. M. Kirby", "M. W. Mahoney"], year: 2021,
      title: "Characterizing possible failure modes in physics-informed neural networks",
      published: "Advances in Neural Information Processing Systems 34", arXiv: "2109.01050")
  ]
  static let parameters = [Parameter("beta", "speed", standard: 30, in: 1...50)]
  let beta: NamedConstant
  init(_ settings: Settings) { beta = settings["beta"] }

  var domain: Domain { Domain(x: 0...2 * .pi, t: 0...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t + S(beta) * u.x }

  static let start = Condition("initial wave", on: .lower(.t), hard: true)
  static let around = Condition("periodic", on: .periodic(.x), hard: false)
  var conditions: [Condition] { [Self.start, Self.around] }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    condition == Self.start ? u.value - S.sin(p.x) : u.value
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { Ansatz(g: S.sin(p.x), d: p.t) }

  var reference: any ReferenceSolution { reference(speed: beta.value) }
  private func reference(speed: Double) -> some ReferenceSolution {
    ClosedForm("sin(x - beta t)", CarriedWave(beta: speed), solving: self)
  }

  var lengthScale: Double { 1 / beta.value }
}

extension Convection: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [24, 24], activation: .sin, points: 900, conditionPoints: 64, adamSteps: 20_000, warmUp: 500,
      learningRate: 5e-3, steps: 120)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 2e-3, slope: 1.6e-3, residual: 1e-2, condition: 5e-4).scaled(
        by: run.isApproximate ? 4 : 1),
      float32: 1e-1, adam: 1.3e-1, lbfgs: 1.3e-1)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 2.8e-4, slope: 5.2e-4, residual: 2.7e-3, condition: 1.5e-4)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .frozen(reference, at: 0), .negated(reference),
      .solution("speed 5 % off", of: reference(speed: 1.05 * beta.value)),
      NegativeControl("a wave that dies away") { p in [Double.exp(-p.t) * Double.sin(p.x - beta.value * p.t)]
      },
    ]
  }

  var testGrid: [Int] { [201, 201] }
}

struct CarriedWave: ExactSolution {
  let beta: Double
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [S.sin(p.x - p.t.scaled(by: beta))] }
}
