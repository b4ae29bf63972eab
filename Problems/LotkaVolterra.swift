// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// Prey u and predators v, in units in which all rates and the populations at rest are 1.
///
///     u′ = u (1 − v),   v′ = v (u − 1)      t ∈ [0, 7],   u(0) = 2, v(0) = 1
///
/// carried by u = 2 + t N₁(t), v = 1 + t N₂(t). A turn takes about 6.7. Lotka, Elements of Physical Biology
/// (1925); Volterra, Nature 118 (1926) 558.
struct LotkaVolterra: Problem {
  static let name = "lotka-volterra"
  static let summary = "prey and predators, a turn of their cycle"
  static let sources = [
    Source(
      authors: ["A. J. Lotka"], year: 1925, title: "Elements of physical biology",
      published: "Williams and Wilkins"),
    Source(
      authors: ["V. Volterra"], year: 1926,
      title: "Fluctuations in the abundance of a species considered mathematically",
      published: "Nature 118, 558", doi: "10.1038/118558a0"),
  ]
  static let parameters: [Parameter] = []
  let reference: any ReferenceSolution
  init(_ settings: Settings) {
    reference = ValidatedReference(
      LotkaVolterraSystem(), unknowns: 2, over: 0...7,
      integrated: InitialValue([2, 1]) { _, u in [u[0] * (1 - u[1]), u[1] * (u[0] - 1)] })
  }

  var domain: Domain { Domain(t: 0...7) }
  var unknowns: Int { 2 }

  func residuals<S: Scalar>(_ jet: Jet<S>, at p: Point<S>) -> [S] {
    let (u, v) = (jet[0], jet[1])
    return [u.t - u.value * (1 - v.value), v.t - v.value * (u.value - 1)]
  }

  static let prey = Condition("prey at the start", on: .lower(.t), hard: true)
  static let predators = Condition("predators at the start", on: .lower(.t), hard: true)
  var conditions: [Condition] { [Self.prey, Self.predators] }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    condition == Self.prey ? u[0].value - 2 : u[1].value - 1
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { Ansatz(g: [2, 1], d: [p.t, p.t]) }
}

extension LotkaVolterra: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [20, 20], points: 200, adamSteps: 10_000, warmUp: 500, learningRate: 5e-3, steps: 500)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 1e-7, slope: 1e-6, residual: 6e-7, condition: 1e-14).scaled(
        by: run.isApproximate ? 50 : 1),
      float32: 2e-2, adam: 1.5e-1, lbfgs: 5e-2)
  }

  var worstOfSeeds: Metrics { Metrics(value: 2.0e-8, slope: 2.4e-7, residual: 1.4e-7, condition: 0) }
  var negativeControls: [NegativeControl] {
    [
      .zero(unknowns: 2), .frozen(reference, at: 0), .negated(reference),
      // The cycle without its amplitude: where both rest.
      NegativeControl("equilibrium") { _ in [1, 1] },
      NegativeControl("prey and predators exchanged") { p in
        try reference.evaluate([.value], at: p).map { $0[0].value }.reversed()
      },
    ]
  }

  var testGrid: [Int] { [701] }
}

struct LotkaVolterraSystem: AutonomousSystem {
  var initial: [Double] { [2, 1] }
  func rates<S: Scalar>(of u: [S]) -> [S] {
    let meetings = u[0] * u[1]
    return [u[0] - meetings, meetings - u[1]]
  }
}
