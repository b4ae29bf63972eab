// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// The Korteweg–de Vries equation with a period: a cosine breaks up into solitons.
///
///     u_t + u u_x + δ u_xxx = 0      x ∈ [−1, 1], periodic, t ∈ [0, 1]
///     u(x, 0) = cos πx      carried by u = cos πx + t N(x, t)
///
/// Zabusky and Kruskal, Phys. Rev. Lett. 15 (1965) 240 (there δ = 0.022², here 0.0025 as in use for
/// training). Not the single soliton on the line.
struct KdV: ScalarProblem {
  static let name = "kdv"
  static let summary = "periodic Korteweg-de Vries, a cosine that breaks up into solitons"
  static let sources = [
    Source(
      authors: ["N. J. Zabusky", "M. D. Kruskal"], year: 1965,
      title: "Interaction of solitons in a collisionless plasma and the recurrence of initial states",
      published: "Phys. Rev. Lett. 15, 240", doi: "10.1103/PhysRevLett.15.240")
  ]
  static let parameters = [Parameter("delta", "dispersion", standard: 0.0025, in: 0.0025...0.01)]
  let delta: NamedConstant
  let reference: any ReferenceSolution
  init(_ settings: Settings) {
    delta = settings["delta"]
    reference = PeriodicReference.kdv(dispersion: delta.value, on: KdV(settings))
  }

  var domain: Domain { Domain(x: -1...1, t: 0...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    u.t + u.value * u.x + S(delta) * u.xxx
  }

  static let start = Condition("initial wave", on: .lower(.t), hard: true)
  static let around = [
    Condition("periodic", on: .periodic(.x), hard: false),
    Condition("periodic slope", on: .periodic(.x), hard: false),
    Condition("periodic curvature", on: .periodic(.x), hard: false),
  ]
  var conditions: [Condition] { [Self.start] + Self.around }
  func initial<S: Scalar>(_ p: Point<S>) -> S { S.cos(S(NamedConstant("pi", .pi)) * p.x) }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    switch condition {
    case Self.start: u.value - initial(p)
    case Self.around[0]: u.value
    case Self.around[1]: u.x
    default: u.xx
    }
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { Ansatz(g: initial(p), d: p.t) }

  var lengthScale: Double { 0.05 }
}

extension KdV: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [20, 20], points: 1200, conditionPoints: 64, adamSteps: 20_000, warmUp: 1000,
      learningRate: 5e-3, steps: 250, resampling: 25)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 3.4e-2, slope: 9e-2, residual: 6e-2, condition: 5e-4),
      float32: 3.4e-2, adam: 3.4e-2, lbfgs: 3.4e-2)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 1.1e-2, slope: 2.8e-2, residual: 1.8e-2, condition: 1.4e-4)
  }

  var negativeControls: [NegativeControl] {
    [.zero(), .frozen(reference, at: 0), .negated(reference)]
      + [0.5, 1.1].map { factor in
        .solution(
          "dispersion times \(factor)", of: PeriodicReference.kdv(dispersion: factor * delta.value, on: self))
      }
  }

  var testGrid: [Int] { [201, 51] }
}
