// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// Fisher's equation: a wave of advance of an advantageous gene.
///
///     u_t = u_xx + u (1 − u)      x ∈ [−4, 4], t ∈ [0, 1]
///     u at the start and at both ends from the wave that travels at the speed 5/√6,
///
///     u = (1 + e^((x − 5t/√6)/√6))^(−2)
///
/// Ablowitz and Zeppetella, Bull. Math. Biol. 41 (1979) 835. Times in 1/growth rate, lengths in
/// √(diffusivity/rate).
struct FisherKPP: ScalarProblem {
  static let name = "fisher-kpp"
  static let summary = "Fisher's wave of advance, between known ends"
  static let sources = [
    Source(
      authors: ["M. J. Ablowitz", "A. Zeppetella"], year: 1979,
      title: "Explicit solutions of Fisher's equation for a special wave speed",
      published: "Bull. Math. Biol. 41, 835", doi: "10.1007/BF02462380")
  ]
  static let parameters: [Parameter] = []
  init(_ settings: Settings) {}

  var domain: Domain { Domain(x: -4...4, t: 0...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    u.t - u.xx - u.value * (1 - u.value)
  }

  private var strip: InitialBoundaryAnsatz { InitialBoundaryAnsatz(-4...4) }
  var conditions: [Condition] { InitialBoundaryAnsatz.conditions }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u.value - AdvancingWave.value(p)
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { strip.ansatz(at: p) { AdvancingWave.value($0) } }

  var reference: any ReferenceSolution {
    ClosedForm("(1 + exp((x - 5t/sqrt 6)/sqrt 6))^-2", AdvancingWave(), solving: self)
  }
}

extension FisherKPP: Benchmark {
  var training: TrainingConfiguration {
    TrainingConfiguration(hidden: [16, 16], points: 400, adamSteps: 5000, learningRate: 5e-3, steps: 200)
  }

  var isQuick: Bool { false }
  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 1e-8, slope: 2e-7, residual: 5e-8, condition: 1e-14).scaled(
        by: run.isApproximate ? 10 : 1),
      float32: 2e-5, adam: 3e-3, lbfgs: 3e-3)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 1.7e-9, slope: 4.1e-8, residual: 1.0e-8, condition: 5.6e-18)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .frozen(reference, at: 0), .negated(reference),
      NegativeControl("speed 5 % off") { p in [AdvancingWave.value(Point([.x, .t], [p.x, 1.05 * p.t]))] },
    ]
  }

  var testGrid: [Int] { [101, 101] }
}

struct AdvancingWave: ExactSolution {
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [Self.value(p)] }
  static func value<S: Scalar>(_ p: Point<S>) -> S {
    let root = S.sqrt(6)
    let decay = 1 + S.exp((p.x - p.t.scaled(by: 5) / root) / root)
    return 1 / (decay * decay)
  }
}
