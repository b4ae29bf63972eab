// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// A generalised Kuramoto–Sivashinsky equation's solitary wave: a test of fourth derivatives.
///
///     u_t + u u_x + u_xx + 4 u_xxx + u_xxxx = 0      x ∈ [−3, 3], t ∈ [0, 1]
///     u and u_x at both ends, u at the start from
///
///     u = 11 + 15 s − 15 s² − 15 s³,   s = tanh(t − x/2)
///
/// Xu and Shu, Comput. Methods Appl. Mech. Engrg. 195 (2006) 3430, with β = 4.
struct KuramotoSivashinsky: ScalarProblem {
  static let name = "kuramoto-sivashinsky"
  static let summary = "a solitary wave of a generalised Kuramoto-Sivashinsky equation, order 4"
  static let sources = [
    Source(
      authors: ["Y. Xu", "C.-W. Shu"], year: 2006,
      title:
        "Local discontinuous Galerkin methods for the Kuramoto–Sivashinsky equations and the Ito-type coupled KdV equations",
      published: "Comput. Methods Appl. Mech. Engrg. 195, 3430", doi: "10.1016/j.cma.2005.06.021")
  ]
  static let parameters: [Parameter] = []
  init(_ settings: Settings) {}

  var domain: Domain { Domain(x: -3...3, t: 0...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    u.t + u.value * u.x + u.xx + 4 * u.xxx + u.xxxx
  }

  private var strip: InitialBoundaryAnsatz { InitialBoundaryAnsatz(-3...3) }
  static let slopes = Condition("slopes at the ends", on: .ends(.x), hard: false)
  var conditions: [Condition] { InitialBoundaryAnsatz.conditions + [Self.slopes] }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    condition == Self.slopes ? u.x - SolitaryWave.slope(p) : u.value - SolitaryWave.value(p)
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { strip.ansatz(at: p) { SolitaryWave.value($0) } }

  var reference: any ReferenceSolution {
    ClosedForm("11 + 15s - 15s^2 - 15s^3, s = tanh(t - x/2)", SolitaryWave(), solving: self)
  }
}

extension KuramotoSivashinsky: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [16, 16], activation: .sin, points: 500, conditionPoints: 64, adamSteps: 5000, warmUp: 300,
      learningRate: 5e-3, steps: 120)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 1e-5, slope: 1e-4, residual: 3e-3, condition: 5e-5).scaled(
        by: run.isApproximate ? 10 : 1),
      float32: 2e-2, adam: 2.5e-2, lbfgs: 2.5e-2)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 2.7e-6, slope: 2.7e-5, residual: 6.8e-4, condition: 1.3e-5)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .frozen(reference, at: 0), .negated(reference),
      NegativeControl("speed 10 % off") { p in [SolitaryWave.value(Point([.x, .t], [p.x, 1.1 * p.t]))] },
    ]
  }

  var testGrid: [Int] { [101, 101] }
}

struct SolitaryWave: ExactSolution {
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [Self.value(p)] }
  private static func state<S: Scalar>(_ p: Point<S>) -> S { S.tanh(p.t - p.x.divided(by: 2)) }
  static func value<S: Scalar>(_ p: Point<S>) -> S {
    let s = state(p)
    return 11 + 15 * s * (1 - s - s * s)
  }
  static func slope<S: Scalar>(_ p: Point<S>) -> S {
    let s = state(p)
    return (15 * (1 - 2 * s - 3 * s * s) * (1 - s * s)).divided(by: -2)
  }
}
