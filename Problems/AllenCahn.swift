// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// The Allen–Cahn equation with a period: two phases part, with thin walls between them.
///
///     u_t = D u_xx + 5u − 5u³      x ∈ [−1, 1], periodic, t ∈ [0, 1]
///     u(x, 0) = x² cos πx      carried by u = x² cos πx + t N(x, t)
///
/// Raissi, Perdikaris and Karniadakis, J. Comput. Phys. 378 (2019) 686, D = 1e-4. The problem with u = −1 at
/// the ends and D = 1e-3 is another one, and so is the travelling front. Solutions of the equation are even
/// about x = 0: training is told so by u_x = 0 there.
struct AllenCahn: ScalarProblem {
  static let name = "allen-cahn"
  static let summary = "periodic Allen-Cahn (Raissi's): two phases part; hard to train"
  static let sources = [
    Source(
      authors: ["M. Raissi", "P. Perdikaris", "G. E. Karniadakis"], year: 2019,
      title:
        "Physics-informed neural networks: a deep learning framework for solving forward and inverse problems involving nonlinear partial differential equations",
      published: "J. Comput. Phys. 378, 686", doi: "10.1016/j.jcp.2018.10.045")
  ]
  static let parameters = [
    Parameter("d", "diffusivity", standard: 1e-4, in: 1e-4...1e-2, isDiffusivity: true)
  ]
  let d: NamedConstant
  init(_ settings: Settings) {
    d = settings["d"]
    reference = PeriodicReference.allenCahn(diffusivity: d.value)
  }

  var domain: Domain { Domain(x: -1...1, t: 0...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    u.t - S(d) * u.xx - 5 * u.value * (1 - u.value * u.value)
  }

  static let start = Condition("initial state", on: .lower(.t), hard: true)
  static let around = Condition("periodic", on: .periodic(.x), hard: false)
  static let slope = Condition("periodic slope", on: .periodic(.x), hard: false)
  var conditions: [Condition] { [Self.start, Self.around, Self.slope] }
  func initial<S: Scalar>(_ p: Point<S>) -> S {
    p.x * p.x * S.cos(S(NamedConstant("pi", .pi)) * p.x)
  }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    condition == Self.start ? u.value - initial(p) : condition == Self.around ? u.value : u.x
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { Ansatz(g: initial(p), d: p.t) }

  let reference: any ReferenceSolution

  var lengthScale: Double { Double.sqrt(d.value) }
}

extension AllenCahn: Benchmark {
  /// As a periodic function x² cos πx has a kink at x = ±1, whose curvature is infinite at first: no network
  /// resolves it before it is smoothed.
  var scored: Domain { Domain(x: -1...1, t: 0.1...1) }
  var isQuick: Bool { false }
  var isTrap: Bool { true }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [20, 20, 20], points: 1000, conditionPoints: 64, adamSteps: 20_000, warmUp: 1000,
      learningRate: 5e-3, steps: 250)
  }

  /// Training is stuck at some hundredths, and with some seeds it does not find the phases at all: of 20 the
  /// worst is off by 1.3. Without its diffusion u would be off by 7e-3, less than that: the bound only tells
  /// the phases from their absence.
  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 2e-1, slope: 5.5e-1, residual: 3e-2, condition: 6e-2),
      float32: 2.2e-1, adam: 2.2e-1, lbfgs: 2.2e-1)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 6.3e-2, slope: 1.75e-1, residual: 8.7e-3, condition: 1.7e-2)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .frozen(reference, at: 0), .negated(reference),
      // What is left of the equation is slower than the time that it is given.
      NegativeControl("reaction dropped") { p in [initial(p) * Double.exp(-d.value * .pi * .pi * p.t)] },
    ]
  }

  var testGrid: [Int] { [201, 51] }
}
