// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// Logistic growth from a bump, without diffusion: at every place an ordinary differential equation.
///
///     u_t = ρ u (1 − u)      x ∈ [0, 2π], t ∈ [0, 1]
///     u(x, 0) = exp(−(x − π)²/(2(π/4)²)) = h(x)      carried by u = h + t N(x, t)
///
/// Solution h e^(ρt)/(h e^(ρt) + 1 − h). At ρ = 5 the equation is known for training that collapses to u = 0,
/// which solves it too (Krishnapriyan et al., NeurIPS 2021); the ansatz keeps the bump.
struct Reaction: ScalarProblem {
  static let name = "reaction"
  static let summary = "logistic growth from a bump, no diffusion"
  static let sources = [
    Source(
      authors: ["A. S. Krishnapriyan", "A. Gholami", "S. Zhe", "R. M. Kirby", "M. W. Mahoney"], year: 2021,
      title: "Characterizing possible failure modes in physics-informed neural networks",
      published: "Advances in Neural Information Processing Systems 34", arXiv: "2109.01050")
  ]
  static let parameters = [Parameter("rho", "rate of growth", standard: 5, in: 0.1...6)]
  let rho: NamedConstant
  init(_ settings: Settings) { rho = settings["rho"] }

  var domain: Domain { Domain(x: 0...2 * .pi, t: 0...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    u.t - S(rho) * u.value * (1 - u.value)
  }

  var conditions: [Condition] { [Condition("initial bump", on: .lower(.t), hard: true)] }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u.value - Logistic.bump(p.x)
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { Ansatz(g: Logistic.bump(p.x), d: p.t) }

  var reference: any ReferenceSolution { reference(rate: rho.value) }
  private func reference(rate: Double) -> some ReferenceSolution {
    ClosedForm("logistic growth at every x", Logistic(rho: rate), solving: self)
  }
}

extension Reaction: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [20, 20], points: 900, adamSteps: 10_000, warmUp: 300, learningRate: 5e-3, steps: 250)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 1.5e-4, slope: 1e-3, residual: 3e-5, condition: 1e-14).scaled(
        by: run.isApproximate ? 2 : 1),
      float32: 2e-3, adam: 8e-3, lbfgs: 8e-3)
  }

  var worstOfSeeds: Metrics { Metrics(value: 3.5e-5, slope: 2.7e-4, residual: 6.8e-6, condition: 0) }
  var negativeControls: [NegativeControl] {
    [
      .zero(), .frozen(reference, at: 0), .negated(reference),
      .solution("rate 5 % off", of: reference(rate: 1.05 * rho.value)),
    ]
  }

  var testGrid: [Int] { [201, 101] }
}

struct Logistic: ExactSolution {
  let rho: Double
  /// exp(−(x − π)²/(2(π/4)²))
  static func bump<S: Scalar>(_ x: S) -> S {
    let pi = S(NamedConstant("pi", .pi))
    let z = (x - pi) / pi
    return S.exp(-(z * z).scaled(by: 8))
  }
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    let h = Self.bump(p.x)
    // 1/(1 + (1 − h)/h e^(−ρt)), without the quotient that overflows where h is small.
    return [h / (h + (1 - h) * S.exp(-p.t.scaled(by: rho)))]
  }
}
