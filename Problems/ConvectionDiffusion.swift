// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// Convection against diffusion: a layer of width ε at the outflow.
///
///     −ε u″ + u′ = 1      x ∈ [0, 1],   u(0) = u(1) = 0      carried by u = x(1 − x) N(x)
///
/// Solution x − (e^((x−1)/ε) − e^(−1/ε))/(1 − e^(−1/ε)). Roos, Stynes and Tobiska, Robust Numerical Methods
/// for Singularly Perturbed Differential Equations (2008), §I.1.
struct ConvectionDiffusion: ScalarProblem {
  static let name = "convection-diffusion"
  static let summary = "-epsilon u'' + u' = 1, a layer at the outflow"
  static let sources = [
    Source(
      authors: ["H.-G. Roos", "M. Stynes", "L. Tobiska"], year: 2008,
      title: "Robust numerical methods for singularly perturbed differential equations",
      published: "Springer, §I.1")
  ]
  static let parameters = [
    Parameter("epsilon", "diffusion beside convection", standard: 0.05, in: 0.02...1, isDiffusivity: true)
  ]
  let epsilon: NamedConstant
  init(_ settings: Settings) { epsilon = settings["epsilon"] }

  var domain: Domain { Domain(x: 0...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.x - S(epsilon) * u.xx - 1 }

  var conditions: [Condition] { [Condition("ends", on: .ends(.x), hard: true)] }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { Ansatz(g: 0, d: p.x * (1 - p.x)) }

  var reference: any ReferenceSolution { reference(epsilon.value) }
  private func reference(_ epsilon: Double) -> some ReferenceSolution {
    ClosedForm(
      "x - (exp((x-1)/epsilon) - exp(-1/epsilon))/(1 - exp(-1/epsilon))", OutflowLayer(epsilon: epsilon),
      solving: self)
  }
  var lengthScale: Double { min(1, epsilon.value) }
}

extension ConvectionDiffusion: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [16, 16], points: 200, adamSteps: 10_000, warmUp: 300, learningRate: 5e-3, steps: 400)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 2e-8, slope: 5e-7, residual: 4e-5, condition: 1e-14).scaled(
        by: run.isApproximate ? 40 : 1),
      float32: 1e-3, adam: 1.2e-2, lbfgs: 1.2e-2)
  }

  var worstOfSeeds: Metrics { Metrics(value: 4.2e-9, slope: 1.1e-7, residual: 9.2e-6, condition: 0) }
  var negativeControls: [NegativeControl] {
    [
      .zero(), .negated(reference), .solution("diffusion 20 % off", of: reference(1.2 * epsilon.value)),
      NegativeControl("diffusion dropped") { p in [p.x] },
    ]
  }

  var testGrid: [Int] { [1001] }
}

struct OutflowLayer: ExactSolution {
  let epsilon: Double
  /// (e^(x/ε) − 1)/(e^(1/ε) − 1), both scaled by e^(−1/ε).
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    let far = S.exp(S(-1).divided(by: epsilon))
    return [p.x - (S.exp((p.x - 1).divided(by: epsilon)) - far) / (1 - far)]
  }
}
