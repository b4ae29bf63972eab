// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// The density of an Ornstein–Uhlenbeck process, dX = −X dt + dW, that started at X = 1.
///
///     p_t = (x p)_x + ½ p_xx      x ∈ [−3, 3], t ∈ [¼, 1]
///     p at the start and at both ends from the Gaussian of mean m = e^(−t) and variance v = (1 − e^(−2t))/2,
///
///     p = e^(−(x − m)²/2v)/√(2πv)
///
/// At t = 0 the density is a point mass; it is known from t = ¼ on. Risken, The Fokker–Planck Equation
/// (1989), §5.3.
struct FokkerPlanck: ScalarProblem {
  static let name = "fokker-planck"
  static let summary = "the density of an Ornstein-Uhlenbeck process"
  static let sources = [
    Source(
      authors: ["H. Risken"], year: 1989, title: "The Fokker–Planck equation",
      published: "Springer, §5.3")
  ]
  static let parameters: [Parameter] = []
  init(_ settings: Settings) {}

  var domain: Domain { Domain(x: -3...3, t: 0.25...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    u.t - u.value - p.x * u.x - u.xx.divided(by: 2)
  }

  var conditions: [Condition] { InitialBoundaryAnsatz.conditions }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u.value - OrnsteinUhlenbeck.density(p)
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    InitialBoundaryAnsatz(-3...3, from: 0.25).ansatz(at: p) { OrnsteinUhlenbeck.density($0) }
  }

  var reference: any ReferenceSolution {
    ClosedForm("the Gaussian of an Ornstein-Uhlenbeck process", OrnsteinUhlenbeck(), solving: self)
  }
}

extension FokkerPlanck: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(hidden: [16, 16], points: 500, adamSteps: 5000, learningRate: 5e-3, steps: 250)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 2e-4, slope: 8e-4, residual: 2e-4, condition: 1e-14).scaled(
        by: run.isApproximate ? 2 : 1),
      float32: 1e-3, adam: 3.9e-3, lbfgs: 3.9e-3)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 5.2e-5, slope: 1.7e-4, residual: 4.7e-5, condition: 7.6e-21)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .frozen(reference, at: 0.25), .negated(reference),
      NegativeControl("drift 5 % off") { p in
        [OrnsteinUhlenbeck.density(Point([.x, .t], [p.x, 0.25 + 1.05 * (p.t - 0.25)]))]
      },
    ]
  }

  var testGrid: [Int] { [101, 101] }
}

struct OrnsteinUhlenbeck: ExactSolution {
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [Self.density(p)] }
  static func density<S: Scalar>(_ p: Point<S>) -> S {
    let mean = S.exp(-p.t)
    // 2v
    let spread = 1 - mean * mean
    let z = p.x - mean
    return S.exp(-(z * z) / spread) / S.sqrt(S(NamedConstant("pi", .pi)) * spread)
  }
}
