// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// Steady flow behind a row of cylinders: the Navier–Stokes equations for velocity and pressure.
///
///     u u_x + v u_y + p_x = Δu/Re,   u v_x + v v_y + p_y = Δv/Re,   u_x + v_y = 0
///
/// on [−½, 1] × [−½, 3/2], u, v and p known on the boundary, from
///
///     u = 1 − e^(λx) cos 2πy,   v = λ/2π e^(λx) sin 2πy,   p = (1 − e^(2λx))/2,   λ = Re/2 − √(Re²/4 + 4π²)
///
/// Kovasznay, Proc. Camb. Phil. Soc. 44 (1948) 58. Lengths in units of the row's spacing.
struct Kovasznay: Problem {
  static let name = "kovasznay"
  static let summary = "steady Navier-Stokes flow behind a row of cylinders: u, v and p"
  static let sources = [
    Source(
      authors: ["L. I. G. Kovasznay"], year: 1948, title: "Laminar flow behind a two-dimensional grid",
      published: "Proc. Camb. Phil. Soc. 44, 58", doi: "10.1017/S0305004100023999")
  ]
  static let parameters = [Parameter("re", "Reynolds number", standard: 40, in: 10...60)]
  let re: NamedConstant
  init(_ settings: Settings) { re = settings["re"] }

  var domain: Domain { Domain(x: -0.5...1, y: -0.5...1.5) }
  var unknowns: Int { 3 }

  func residuals<S: Scalar>(_ jet: Jet<S>, at point: Point<S>) -> [S] {
    let (u, v, p) = (jet[0], jet[1], jet[2])
    func momentum(_ w: Jet<S>) -> S { u.value * w.x + v.value * w.y - (w.xx + w.yy) / S(re) }
    return [momentum(u) + p.x, momentum(v) + p.y, u.x + v.y]
  }

  private static let names = ["u", "v", "p"]
  var conditions: [Condition] {
    Self.names.enumerated().flatMap { i, name in
      [
        Condition("\(name) left and right", of: i, on: .ends(.x), hard: false),
        Condition("\(name) below and above", of: i, on: .ends(.y), hard: false),
      ]
    }
  }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u[condition.unknown].value - KovasznayFlow(re: re)(p)[condition.unknown]
  }

  var reference: any ReferenceSolution {
    ClosedForm(
      "u = 1 - exp(lambda x) cos 2 pi y and so on, lambda = re/2 - sqrt(re^2/4 + 4 pi^2)",
      KovasznayFlow(re: re),
      solving: self)
  }
  var lengthScale: Double { 0.5 }
}

extension Kovasznay: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [20, 20], points: 500, conditionPoints: 64, adamSteps: 10_000, warmUp: 300, learningRate: 5e-3,
      steps: 200)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 2e-5, slope: 1e-4, residual: 2.6e-4, condition: 7e-6).scaled(
        by: run.isApproximate ? 2 : 1),
      float32: 2e-3, adam: 1e-2, lbfgs: 1e-2)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 4.9e-6, slope: 2.3e-5, residual: 6.5e-5, condition: 1.7e-6)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(unknowns: 3), .negated(reference),
      NegativeControl("Reynolds number 10 % off") { p in
        KovasznayFlow(re: NamedConstant("re", 1.1 * re.value))(p)
      },
      NegativeControl("pressure dropped") { p in Array(KovasznayFlow(re: re)(p).prefix(2)) + [0] },
    ]
  }

  var testGrid: [Int] { [76, 101] }
}

struct KovasznayFlow: ExactSolution {
  let re: NamedConstant
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    let twoPi = S(NamedConstant("pi", .pi)).scaled(by: 2)
    let half = S(re).divided(by: 2)
    // Re/2 − √(Re²/4 + 4π²) without its cancellation.
    let lambda = -(twoPi * twoPi) / (half + S.sqrt(half * half + twoPi * twoPi))
    let e = S.exp(lambda * p.x)
    return [
      1 - e * S.cos(twoPi * p.y), lambda / twoPi * e * S.sin(twoPi * p.y), (1 - e * e).divided(by: 2),
    ]
  }
}
