// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// The sine-Gordon equation's kink.
///
///     u_tt − u_xx + sin u = 0      x ∈ [−3, 3], t ∈ [0, 1]
///     u and u_t at the start, u at both ends from the kink of the speed ½,
///
///     u = 4 atan e^((x − t/2)/√(3/4))
///
/// Perring and Skyrme, Nucl. Phys. 31 (1962) 550. Lengths and times in units of the kink's.
struct SineGordon: ScalarProblem {
  static let name = "sine-gordon"
  static let summary = "a kink of the sine-Gordon equation, between known ends"
  static let sources = [
    Source(
      authors: ["J. K. Perring", "T. H. R. Skyrme"], year: 1962, title: "A model unified field equation",
      published: "Nucl. Phys. 31, 550")
  ]
  static let parameters: [Parameter] = []
  init(_ settings: Settings) {}

  var domain: Domain { Domain(x: -3...3, t: 0...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.tt - u.xx + S.sin(u.value) }

  private var strip: InitialBoundaryAnsatz { InitialBoundaryAnsatz(-3...3) }
  static let velocity = Condition("initial velocity", on: .lower(.t), hard: true)
  var conditions: [Condition] { InitialBoundaryAnsatz.conditions + [Self.velocity] }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    condition == Self.velocity ? u.t - Kink.velocity(p) : u.value - Kink.value(p)
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    strip.ansatz(at: p, { Kink.value($0) }, velocity: { Kink.velocity($0) })
  }

  var reference: any ReferenceSolution {
    ClosedForm("4 atan exp((x - t/2)/sqrt(3/4))", Kink(), solving: self)
  }
}

extension SineGordon: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(hidden: [16, 16], points: 400, adamSteps: 5000, learningRate: 5e-3, steps: 200)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 3e-9, slope: 4e-8, residual: 3e-7, condition: 1e-14).scaled(
        by: run.isApproximate ? 6 : 1),
      float32: 2e-5, adam: 1.5e-3, lbfgs: 1.5e-3)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 5.8e-10, slope: 7.7e-9, residual: 7.0e-8, condition: 2.2e-17)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .frozen(reference, at: 0), .negated(reference),
      NegativeControl("speed 5 % off") { p in [Kink.value(Point([.x, .t], [p.x, 1.05 * p.t]))] },
    ]
  }

  var testGrid: [Int] { [101, 101] }
}

struct Kink: ExactSolution {
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [Self.value(p)] }
  private static func phase<S: Scalar>(_ p: Point<S>) -> S {
    (p.x - p.t.divided(by: 2)).scaled(by: 2) / S.sqrt(3)
  }
  static func value<S: Scalar>(_ p: Point<S>) -> S { S.atan(S.exp(phase(p))).scaled(by: 4) }
  /// u_t = −2 sech(phase)/√3
  static func velocity<S: Scalar>(_ p: Point<S>) -> S { -2 / (S.sqrt(3) * S.cosh(phase(p))) }
}
