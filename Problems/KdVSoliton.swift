// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// The Korteweg–de Vries equation's soliton, a hump that travels without a change of shape.
///
///     u_t + 6 u u_x + u_xxx = 0      x ∈ [−3, 4], t ∈ [0, ½]
///     u at the start and at both ends, u_x at the right end from u = 2 sech²(x − 4t)
///
/// Korteweg and de Vries, Phil. Mag. 39 (1895) 422. Not the periodic problem with a cosine at the start.
struct KdVSoliton: ScalarProblem {
  static let name = "kdv-soliton"
  static let summary = "a soliton of the Korteweg-de Vries equation, between known ends"
  static let sources = [
    Source(
      authors: ["D. J. Korteweg", "G. de Vries"], year: 1895,
      title:
        "On the change of form of long waves advancing in a rectangular canal, and on a new type of long stationary waves",
      published: "Phil. Mag. 39, 422", doi: "10.1080/14786449508620739")
  ]
  static let parameters: [Parameter] = []
  init(_ settings: Settings) {}

  var domain: Domain { Domain(x: -3...4, t: 0...0.5) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    u.t + 6 * u.value * u.x + u.xxx
  }

  private var strip: InitialBoundaryAnsatz { InitialBoundaryAnsatz(-3...4) }
  static let slope = Condition("slope at the right end", on: .upper(.x), hard: false)
  var conditions: [Condition] { InitialBoundaryAnsatz.conditions + [Self.slope] }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    condition == Self.slope ? u.x - Soliton.slope(p) : u.value - Soliton.value(p)
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { strip.ansatz(at: p) { Soliton.value($0) } }

  var reference: any ReferenceSolution {
    ClosedForm("2 sech^2(x - 4t)", Soliton(), solving: self)
  }
}

extension KdVSoliton: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [20, 20], points: 900, conditionPoints: 64, adamSteps: 10_000, warmUp: 500, learningRate: 5e-3,
      steps: 300)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 1e-6, slope: 8e-6, residual: 8e-5, condition: 1.3e-7).scaled(
        by: run.isApproximate ? 10 : 1),
      float32: 5e-3, adam: 1.5e-2, lbfgs: 1.5e-2)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 2.3e-7, slope: 1.7e-6, residual: 1.7e-5, condition: 3.2e-8)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .frozen(reference, at: 0), .negated(reference),
      NegativeControl("speed 5 % off") { p in [Soliton.value(Point([.x, .t], [p.x, 1.05 * p.t]))] },
    ]
  }

  var testGrid: [Int] { [201, 101] }
}

struct Soliton: ExactSolution {
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [Self.value(p)] }
  static func value<S: Scalar>(_ p: Point<S>) -> S {
    let c = S.cosh(p.x - p.t.scaled(by: 4))
    return 2 / (c * c)
  }
  /// u_x = −4 sech²z tanh z
  static func slope<S: Scalar>(_ p: Point<S>) -> S {
    -2 * value(p) * S.tanh(p.x - p.t.scaled(by: 4))
  }
}
