// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// The simplest equation on which a nested gradient can go wrong.
///
///     u' = cos ωt      t ∈ [0, T]
///     u(0) = 0         carried by u = t N(t)
///
/// Solution sin(ωt)/ω. With ω = T = 1, 100 equidistant points and a 1-12-12-12-1 network it is the program of
/// the Julia forum's thread on nesting differentiation for physics-informed networks.
package struct CosineODE: ScalarProblem {
  package static let name = "cosine-ode"
  package static let summary = "u' = cos(omega t), u(0) = 0"
  package static let sources = [
    Source(
      authors: ["Bizzi"], year: 2023, title: "Is it possible to do nested AD elegantly in Julia? (PINNs)",
      published: "Julia forum, discourse.julialang.org")
  ]
  package static let parameters = [
    Parameter("omega", "angular frequency", standard: 1, in: 1e-3...20),
    Parameter("length", "length of the interval", standard: 1, in: 1e-3...20),
  ]
  let omega: NamedConstant
  let length: NamedConstant
  package init(_ settings: Settings) {
    omega = settings["omega"]
    length = settings["length"]
  }

  package var domain: Domain { Domain(t: 0...length.value) }

  package func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t - S.cos(S(omega) * p.t) }

  static let start = Condition("start", on: .lower(.t), hard: true)
  package var conditions: [Condition] { [Self.start] }
  package func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { Ansatz(g: 0, d: p.t) }

  package var reference: any ReferenceSolution { Self.reference(omega.value, until: length.value) }

  static func reference(_ omega: Double, until end: Double) -> some ReferenceSolution {
    let square = omega * omega
    // u, u′, u″, u‴, each by its own quadrature.
    let derivatives = InitialValue([0, 1, 0, -square], scales: [1 / omega, 1, omega, square]) { t, _ in
      let (sine, cosine) = (Double.sin(omega * t), Double.cos(omega * t))
      return [cosine, -omega * sine, -square * cosine, square * omega * sine]
    }
    return ClosedForm(
      "sin(omega t)/omega", SineOverFrequency(omega: omega), integrated: derivatives, at: 0...end)
  }
}

extension CosineODE: Benchmark {
  package var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [12, 12, 12], sampling: .uniform, points: 100, adamSteps: 250, learningRate: 1e-3, steps: 500)
  }

  /// Differences: the step law predicts u' to 2.4e-11 in Float64 and 1.6e-5 in Float32; the worst of 20 seeds
  /// in Float64 is 1.5e-9. Adam is stopped long before any floor.
  package func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 1e-9, slope: 1e-8, residual: 1e-8, condition: 1e-15).scaled(
        by: run.isApproximate ? 6 : 1),
      float32: run.isApproximate ? 2e-5 : 2e-6, adam: 3e-3, lbfgs: 1e-6)
  }

  package var worstOfSeeds: Metrics {
    Metrics(value: 2.4e-10, slope: 2.1e-9, residual: 1.8e-9, condition: 0)
  }

  package var negativeControls: [NegativeControl] {
    [
      .zero(), .negated(reference),
      .solution("frequency 5 % off", of: Self.reference(1.05 * omega.value, until: length.value)),
    ]
  }

  package var testGrid: [Int] { [1001] }
}

struct SineOverFrequency: ExactSolution {
  let omega: Double
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    [S.sin(p.t.scaled(by: omega)).divided(by: omega)]
  }
}
