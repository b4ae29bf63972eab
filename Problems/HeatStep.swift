// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// A warm rod whose ends are suddenly cold.
///
///     u_t = α u_xx      x ∈ [0, 1], t ∈ [0, 0.2]
///     u(x, 0) = s inside,  u = 0 at the ends
///
/// The initial value jumps at both ends: at (0, 0) and (1, 0) u is a set, not a number, and u_x is unbounded
/// beside them. The ansatz carries the jump with the solutions of the two half-lines,
///
///     u = s erf(x/√4αt) erf((1 − x)/√4αt) + t x(1 − x) N(x, t),
///
/// so that N is smooth and the error vanishes with t. Errors are measured from t = 0.001 on, where the
/// reference's slope is a number that a grid can hold. Carslaw and Jaeger, Conduction of Heat in Solids,
/// §3.3.
struct HeatStep: ScalarProblem {
  static let name = "heat-step"
  static let summary = "heat conduction, a warm rod whose ends are suddenly cold"
  static let sources = [
    Source(
      authors: ["H. S. Carslaw", "J. C. Jaeger"], year: 1959, title: "Conduction of heat in solids",
      published: "Oxford University Press, §3.3")
  ]
  static let parameters = [
    Parameter("alpha", "diffusivity", standard: 1, in: 1e-2...2, isDiffusivity: true),
    Parameter("start", "initial temperature", standard: 1, in: 1e-3...1e3),
  ]
  let alpha: NamedConstant
  let start: NamedConstant
  init(_ settings: Settings) {
    alpha = settings["alpha"]
    start = settings["start"]
  }

  var domain: Domain { Domain(x: 0...1, t: 0...0.2) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t - S(alpha) * u.xx }

  static let warm = Condition("warm at first", on: .lower(.t), hard: true)
  static let ends = Condition("cold ends", on: .ends(.x), hard: true)
  var conditions: [Condition] { [Self.warm, Self.ends] }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    condition == Self.warm ? u.value - S(start) : u.value
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    let width = S.sqrt(p.t.scaled(by: 4 * alpha.value))
    func erf(_ x: S) -> S { 1 - S.apply(.erfc, to: x / width) }
    return Ansatz(
      g: (erf(p.x) * erf(1 - p.x)).scaled(by: start.value),
      d: (p.t * p.x * (1 - p.x)).scaled(by: start.value))
  }

  var reference: any ReferenceSolution { Self.reference(alpha.value, start.value) }

  static func reference(_ alpha: Double, _ start: Double) -> some ReferenceSolution {
    ClosedForm.heatStep(diffusivity: alpha, start: start, until: 0.2)
  }
}

extension HeatStep: Benchmark {
  var scored: Domain { Domain(x: 0...1, t: 0.001...0.2) }
  var training: TrainingConfiguration {
    TrainingConfiguration(hidden: [16, 16], points: 400, adamSteps: 5000, learningRate: 5e-3, steps: 250)
  }

  /// Differences: the step law predicts u_xx to 1.2e-8; the worst of 20 seeds is 2.7e-6.
  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(
        value: 1e-5, slope: 3e-5, residual: 3e-4 * start.value, condition: 1e-14 * start.value
      )
      .scaled(by: run.isApproximate ? 2 : 1),
      float32: run.isApproximate ? 5e-4 : 1e-5, adam: 1.5e-3, lbfgs: 2e-4)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 2.1e-6, slope: 7.8e-6, residual: 6.1e-5, condition: 0)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .negated(reference),
      .solution("diffusivity 5 % off", of: Self.reference(1.05 * alpha.value, start.value)),
      NegativeControl("the half-lines alone") { p in [ansatz(at: p)!.g[0]] },
      NegativeControl("frozen initial state") { _ in [start.value] },
    ]
  }

  var testGrid: [Int] { [101, 100] }
}
