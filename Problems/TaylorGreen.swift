// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// Vortices that die away: the unsteady Navier–Stokes equations in the plane.
///
///     u_t + u u_x + v u_y + p_x = ν Δu,   v_t + u v_x + v v_y + p_y = ν Δv,   u_x + v_y = 0
///
/// for x, y ∈ [0, 2π], t ∈ [0, 1], u, v and p known at the start and on the sides, from
///
///     u = cos x sin y e^(−2νt),   v = −sin x cos y e^(−2νt),   p = −¼(cos 2x + cos 2y) e^(−4νt)
///
/// Taylor and Green, Proc. R. Soc. A 158 (1937) 499. All quantities are dimensionless.
struct TaylorGreen: Problem {
  static let name = "taylor-green"
  static let summary = "unsteady Navier-Stokes flow, vortices that die away: u, v and p"
  static let sources = [
    Source(
      authors: ["G. I. Taylor", "A. E. Green"], year: 1937,
      title: "Mechanism of the production of small eddies from large ones",
      published: "Proc. R. Soc. A 158, 499", doi: "10.1098/rspa.1937.0036")
  ]
  static let parameters = [
    Parameter("nu", "viscosity", standard: 0.01, in: 1e-3...1, isDiffusivity: true)
  ]
  let nu: NamedConstant
  init(_ settings: Settings) { nu = settings["nu"] }

  var domain: Domain { Domain(x: 0...2 * .pi, y: 0...2 * .pi, t: 0...1) }
  var unknowns: Int { 3 }

  func residuals<S: Scalar>(_ jet: Jet<S>, at point: Point<S>) -> [S] {
    let (u, v, p) = (jet[0], jet[1], jet[2])
    func momentum(_ w: Jet<S>) -> S {
      w.t + u.value * w.x + v.value * w.y - S(nu) * (w.xx + w.yy)
    }
    return [momentum(u) + p.x, momentum(v) + p.y, u.x + v.y]
  }

  private static let names = ["u", "v", "p"]
  var conditions: [Condition] {
    Self.names.enumerated().flatMap { i, name in
      [
        Condition("\(name) at the start", of: i, on: .lower(.t), hard: false),
        Condition("\(name) left and right", of: i, on: .ends(.x), hard: false),
        Condition("\(name) below and above", of: i, on: .ends(.y), hard: false),
      ]
    }
  }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u[condition.unknown].value - Vortices(nu: nu)(p)[condition.unknown]
  }

  var reference: any ReferenceSolution {
    ClosedForm(
      "u = cos x sin y exp(-2 nu t) and so on", Vortices(nu: nu), viscosity: nu.value, until: 1
    ) { x, y in -2 * Double.cos(x) * Double.cos(y) }
  }
}

extension TaylorGreen: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [20, 20], activation: .sin, points: 600, conditionPoints: 100, adamSteps: 10_000, warmUp: 500,
      learningRate: 5e-3, steps: 100)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 2e-3, slope: 6e-3, residual: 2e-3, condition: 3e-4).scaled(
        by: run.isApproximate ? 6 : 1),
      float32: 5e-3, adam: 3.5e-2, lbfgs: 3.5e-2)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 4.9e-4, slope: 1.2e-3, residual: 5.4e-4, condition: 7.7e-5)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(unknowns: 3), .negated(reference),
      NegativeControl("viscosity ten times as large") { p in
        Vortices(nu: NamedConstant("nu", 10 * nu.value))(p)
      },
      NegativeControl("pressure dropped") { p in Array(Vortices(nu: nu)(p).prefix(2)) + [0] },
    ]
  }

  var testGrid: [Int] { [21, 21, 6] }
}

struct Vortices: ExactSolution {
  let nu: NamedConstant
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    let decay = S.exp(-(S(nu) * p.t).scaled(by: 2))
    let pressure = (S.cos(p.x.scaled(by: 2)) + S.cos(p.y.scaled(by: 2))) * decay * decay
    return [
      S.cos(p.x) * S.sin(p.y) * decay, -(S.sin(p.x) * S.cos(p.y) * decay), pressure.divided(by: -4),
    ]
  }
}
