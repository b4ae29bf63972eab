// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// The Allen–Cahn equation's front between two phases.
///
///     u_t = u_xx + u − u³      x ∈ [−4, 4], t ∈ [0, 1]
///     u at the start and at both ends from the front that travels at the speed 3/√2,
///
///     u = 1/(1 + e^((x − 3t/√2)/√2))
///
/// Allen and Cahn, Acta Metall. 27 (1979) 1085. Not the periodic problem of the same name in wide use: that
/// one has no formula.
struct AllenCahnWave: ScalarProblem {
  static let name = "allen-cahn-wave"
  static let summary = "a front between two phases, between known ends"
  static let sources = [
    Source(
      authors: ["S. M. Allen", "J. W. Cahn"], year: 1979,
      title:
        "A microscopic theory for antiphase boundary motion and its application to antiphase domain coarsening",
      published: "Acta Metall. 27, 1085", doi: "10.1016/0001-6160(79)90196-2")
  ]
  static let parameters: [Parameter] = []
  init(_ settings: Settings) {}

  var domain: Domain { Domain(x: -4...4, t: 0...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    u.t - u.xx - u.value + u.value * u.value * u.value
  }

  private var strip: InitialBoundaryAnsatz { InitialBoundaryAnsatz(-4...4) }
  var conditions: [Condition] { InitialBoundaryAnsatz.conditions }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u.value - PhaseFront.value(p)
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { strip.ansatz(at: p) { PhaseFront.value($0) } }

  var reference: any ReferenceSolution {
    ClosedForm("1/(1 + exp((x - 3t/sqrt 2)/sqrt 2))", PhaseFront(), solving: self)
  }
}

extension AllenCahnWave: Benchmark {
  var training: TrainingConfiguration {
    TrainingConfiguration(hidden: [16, 16], points: 400, adamSteps: 5000, learningRate: 5e-3, steps: 200)
  }

  var isQuick: Bool { false }
  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 2e-8, slope: 1e-6, residual: 3e-7, condition: 1e-14).scaled(
        by: run.isApproximate ? 5 : 1),
      float32: 2e-5, adam: 3e-3, lbfgs: 3e-3)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 5.0e-9, slope: 2.2e-7, residual: 6.5e-8, condition: 1.2e-18)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .frozen(reference, at: 0), .negated(reference),
      NegativeControl("speed 5 % off") { p in [PhaseFront.value(Point([.x, .t], [p.x, 1.05 * p.t]))] },
    ]
  }

  var testGrid: [Int] { [101, 101] }
}

struct PhaseFront: ExactSolution {
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [Self.value(p)] }
  static func value<S: Scalar>(_ p: Point<S>) -> S {
    let root = S.sqrt(2)
    return 1 / (1 + S.exp((p.x - p.t.scaled(by: 3) / root) / root))
  }
}
