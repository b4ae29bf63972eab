// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// A string with fixed ends, two modes that beat.
///
///     u_tt = c² u_xx      x ∈ [0, 1], t ∈ [0, 1]
///     u(x, 0) = sin πx + ½ sin 4πx,  u_t(x, 0) = 0,  u = 0 at the ends
///
/// Carried by u = u(x, 0) + 4 t²/(t² + 0.01) x(1 − x) N(x, t). Solution sin πx cos cπt + ½ sin 4πx cos 4cπt.
/// Lengths in units of the string. Wang, Yu and Perdikaris, J. Comput. Phys. 449 (2022) 110768.
struct Wave: ScalarProblem {
  static let name = "wave"
  static let summary = "a string with fixed ends, two standing waves"
  static let sources = [
    Source(
      authors: ["S. Wang", "X. Yu", "P. Perdikaris"], year: 2022,
      title: "When and why PINNs fail to train: a neural tangent kernel perspective",
      published: "J. Comput. Phys. 449, 110768", doi: "10.1016/j.jcp.2021.110768")
  ]
  static let parameters = [Parameter("c", "wave speed", standard: 2, in: 0.1...2.5)]
  let c: NamedConstant
  init(_ settings: Settings) { c = settings["c"] }

  var domain: Domain { Domain(x: 0...1, t: 0...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.tt - S(c) * S(c) * u.xx }

  static let start = Condition("initial shape", on: .lower(.t), hard: true)
  static let rest = Condition("at rest", on: .lower(.t), hard: true)
  static let ends = Condition("ends", on: .ends(.x), hard: true)
  var conditions: [Condition] { [Self.start, Self.rest, Self.ends] }
  func initial<S: Scalar>(_ p: Point<S>) -> S {
    let pi = S(NamedConstant("pi", .pi))
    return S.sin(pi * p.x) + S.sin(4 * pi * p.x).divided(by: 2)
  }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    condition == Self.start ? u.value - initial(p) : condition == Self.rest ? u.t : u.value
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    // Bounded: with t² alone N would have to be (4cπ)²/4 at the start and 1 at the end.
    let square = p.t * p.t
    return Ansatz(g: initial(p), d: (square / (square + 0.01) * p.x * (1 - p.x)).scaled(by: 4))
  }

  var reference: any ReferenceSolution { reference(speed: c.value) }
  private func reference(speed: Double) -> some ReferenceSolution {
    ClosedForm("sin(pi x) cos(c pi t) + sin(4 pi x) cos(4 c pi t)/2", TwoModes(c: speed), solving: self)
  }

  var lengthScale: Double { 0.25 / max(1, c.value) }
}

extension Wave: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [20, 20], activation: .sin, points: 900, adamSteps: 20_000, warmUp: 500, learningRate: 5e-3,
      steps: 200, frequency: 4)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 3e-4, slope: 5e-4, residual: 2e-1, condition: 1e-14).scaled(
        by: run.isApproximate ? 4 : 1),
      float32: 2e-2, adam: 1e-1, lbfgs: 1e-1)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 9.4e-5, slope: 1.4e-4, residual: 4.9e-2, condition: 5.0e-17)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .frozen(reference, at: 0), .negated(reference),
      .solution("speed 5 % off", of: reference(speed: 1.05 * c.value)),
      NegativeControl("the fast mode dropped") { p in
        [Double.sin(.pi * p.x) * Double.cos(c.value * .pi * p.t)]
      },
    ]
  }

  var testGrid: [Int] { [101, 101] }
}

struct TwoModes: ExactSolution {
  let c: Double
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    let (x, ct) = (S(.pi) * p.x, S(.pi).scaled(by: c) * p.t)
    return [S.sin(x) * S.cos(ct) + (S.sin(x.scaled(by: 4)) * S.cos(ct.scaled(by: 4))).divided(by: 2)]
  }
}
