// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// Viscous Burgers: a layer that travels unchanged.
///
///     u_t + u u_x = ν u_xx      x ∈ [−1, 1], t ∈ [0, 1]
///     u at the start and at both ends from the wave (1 − tanh((x − t/2)/(4ν)))/2
///
/// The layer is 4ν wide and travels at the mean of the two states. Lagerstrom, Cole and Trilling (1949).
struct BurgersWave: ScalarProblem {
  static let name = "burgers-wave"
  static let summary = "viscous Burgers, a layer that travels unchanged"
  static let sources = [
    Source(
      authors: ["P. A. Lagerstrom", "J. D. Cole", "L. Trilling"], year: 1949,
      title: "Problems in the theory of viscous compressible fluids",
      published: "California Institute of Technology")
  ]
  static let parameters = [
    Parameter("nu", "viscosity", standard: 0.05, in: 0.04...10, isDiffusivity: true)
  ]
  let nu: NamedConstant
  init(_ settings: Settings) { nu = settings["nu"] }

  var domain: Domain { Domain(x: -1...1, t: 0...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    u.t + u.value * u.x - S(nu) * u.xx
  }

  private var strip: InitialBoundaryAnsatz { InitialBoundaryAnsatz(-1...1) }
  private func wave<S: Scalar>(_ p: Point<S>) -> S { TravellingLayer(nu: nu).value(p) }
  var conditions: [Condition] { InitialBoundaryAnsatz.conditions }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u.value - wave(p)
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { strip.ansatz(at: p, wave) }

  var reference: any ReferenceSolution {
    ClosedForm("(1 - tanh((x - t/2)/(4 nu)))/2", TravellingLayer(nu: nu), solving: self)
  }
  var lengthScale: Double { min(1, 4 * nu.value) }
}

extension BurgersWave: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [16, 16], points: 600, adamSteps: 5000, warmUp: 300, learningRate: 5e-3, steps: 250)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 1.4e-7, slope: 3.2e-6, residual: 4.5e-6, condition: 1e-14).scaled(
        by: run.isApproximate ? 10 : 1),
      float32: 1e-4, adam: 2e-3, lbfgs: 1e-3)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 3.3e-8, slope: 7.7e-7, residual: 1.1e-6, condition: 4.5e-17)
  }

  var negativeControls: [NegativeControl] {
    let thicker = NamedConstant("nu", 1.05 * nu.value)
    return [
      .zero(), .frozen(reference, at: 0), .negated(reference),
      NegativeControl("viscosity 5 % off") { p in [TravellingLayer(nu: thicker).value(p)] },
    ]
  }

  var testGrid: [Int] { [201, 101] }
}

struct TravellingLayer: ExactSolution {
  let nu: NamedConstant
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [value(p)] }
  func value<S: Scalar>(_ p: Point<S>) -> S {
    (1 - S.tanh((p.x - p.t.divided(by: 2)) / S(nu).scaled(by: 4))).divided(by: 2)
  }
}
