// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// The nonlinear Schrödinger equation's breather: two solitons at one place, which narrow and widen in turn.
///
///     i h_t + ½ h_xx + |h|² h = 0      x ∈ [−5, 5], t ∈ [0, π/2],   h = u + iv
///     h at the start and at both ends from the solution on the line that starts as h(x, 0) = 2 sech x,
///
///     h = 4 q e^(it/2) (2 − 3 s² q² + 3 i s q² cos 2t)/(4 − 3 s² q⁴),   q = sech x,   s = sin 2t
///
/// Zakharov and Shabat, Sov. Phys. JETP 34 (1972) 62; Satsuma and Yajima, Prog. Theor. Phys. Suppl. 55 (1974)
/// 284. This is not the problem with a period on [−5, 5] of Raissi, Perdikaris and Karniadakis, J. Comput.
/// Phys. 378 (2019) 686: its solution is 7.0e-3 away, relative and in L2.
struct NLS: Problem {
  static let name = "nls"
  static let summary = "nonlinear Schrodinger on the line, the breather of 2 sech x: u + iv"
  static let sources = [
    Source(
      authors: ["V. E. Zakharov", "A. B. Shabat"], year: 1972,
      title:
        "Exact theory of two-dimensional self-focusing and one-dimensional self-modulation of waves in nonlinear media",
      published: "Sov. Phys. JETP 34, 62"),
    Source(
      authors: ["J. Satsuma", "N. Yajima"], year: 1974,
      title:
        "Initial value problems of one-dimensional self-modulation of nonlinear waves in dispersive media",
      published: "Prog. Theor. Phys. Suppl. 55, 284"),
  ]
  static let parameters: [Parameter] = []
  init(_ settings: Settings) {}

  var domain: Domain { Domain(x: -5...5, t: 0 ... .pi / 2) }
  var unknowns: Int { 2 }

  func residuals<S: Scalar>(_ jet: Jet<S>, at p: Point<S>) -> [S] { Self.equations(jet) }
  /// The real and the imaginary part of −i times the equation.
  static func equations<S: Scalar>(_ jet: Jet<S>) -> [S] {
    let (u, v) = (jet[0], jet[1])
    let density = u.value * u.value + v.value * v.value
    return [
      u.t + v.xx.divided(by: 2) + density * v.value, v.t - u.xx.divided(by: 2) - density * u.value,
    ]
  }

  private var strip: InitialBoundaryAnsatz { InitialBoundaryAnsatz(-5...5) }
  private static let names = ["u", "v"]
  var conditions: [Condition] {
    Self.names.enumerated().flatMap { i, name in
      [
        Condition("\(name) at the start", of: i, on: .lower(.t), hard: true),
        Condition("\(name) at both ends", of: i, on: .ends(.x), hard: true),
      ]
    }
  }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u[condition.unknown].value - Breather()(p)[condition.unknown]
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    let parts = [0, 1].map { i in strip.ansatz(at: p) { Breather()($0)[i] } }
    return Ansatz(g: parts.flatMap(\.g), d: parts.flatMap(\.d))
  }

  var reference: any ReferenceSolution {
    ClosedForm(
      "4 q exp(it/2) (2 - 3 s^2 q^2 + 3i s q^2 cos 2t)/(4 - 3 s^2 q^4), q = sech x, s = sin 2t", Breather(),
      sech: 2, until: .pi / 2)
  }
  var lengthScale: Double { 0.25 }
}

extension NLS: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [22, 22], points: 1500, adamSteps: 10_000, warmUp: 500, learningRate: 5e-3, steps: 120,
      resampling: 15)
  }

  /// The other optimisers do not come near in the steps that the configuration gives them: L-BFGS is off by 0.4,
  /// Adam by 0.9.
  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 2.5e-3, slope: 3e-3, residual: 4e-3, condition: 1e-14),
      float32: 3e-3, adam: 3e-3, lbfgs: 3e-3)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 6.7e-4, slope: 8.2e-4, residual: 1.2e-3, condition: 0)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(unknowns: 2), .frozen(reference, at: 0), .negated(reference),
      NegativeControl("time backwards") { p in
        let h = Breather()(p)
        return [h[0], -h[1]]
      },
      NegativeControl("time 5 % off") { p in Breather()(Point([.x, .t], [p.x, 1.05 * p.t])) },
      .solution("on a ring", of: PeriodicReference.sech(2, on: -5...5, until: .pi / 2)),
    ]
  }

  var testGrid: [Int] { [201, 101] }
}

/// Two solitons that start as 2 sech x. In q nothing overflows, and the denominator is at least 1.
struct Breather: ExactSolution {
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    let q = 1 / S.cosh(p.x)
    let (s, c) = (S.sin(p.t.scaled(by: 2)), S.cos(p.t.scaled(by: 2)))
    let square = q * q
    let size = 4 * q / (4 - 3 * s * s * square * square)
    let (re, im) = (2 - 3 * s * s * square, 3 * s * c * square)
    let (cosine, sine) = (S.cos(p.t.divided(by: 2)), S.sin(p.t.divided(by: 2)))
    return [size * (re * cosine - im * sine), size * (re * sine + im * cosine)]
  }
}
