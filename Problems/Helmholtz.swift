// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// Helmholtz' equation with a source that makes one product of sines its solution.
///
///     Δu + k² u = (k² − (a₁² + a₂²)π²) sin a₁πx sin a₂πy      (x, y) ∈ [−1, 1]²
///     u = 0 on the boundary      carried by u = (1 − x²)(1 − y²) N(x, y)
///
/// a₁ and a₂ are whole numbers; lengths in half the side. Wang, Teng and Perdikaris, SIAM J. Sci. Comput. 43
/// (2021) A3055.
struct Helmholtz: ScalarProblem {
  static let name = "helmholtz"
  static let summary = "Laplacian u + k^2 u = source on a square, a product of sines"
  static let sources = [
    Source(
      authors: ["S. Wang", "Y. Teng", "P. Perdikaris"], year: 2021,
      title: "Understanding and mitigating gradient flow pathologies in physics-informed neural networks",
      published: "SIAM J. Sci. Comput. 43, A3055", doi: "10.1137/20M1318043")
  ]
  static let parameters = [
    // Below the first resonance, π²/2: there u would not be unique.
    Parameter("k", "wave number", standard: 1, in: 0...2),
    Parameter("a1", "half waves in x on half the side", standard: 1, in: 1...6, isWhole: true),
    Parameter("a2", "half waves in y on half the side", standard: 4, in: 1...6, isWhole: true),
  ]
  let k, a1, a2: NamedConstant
  init(_ settings: Settings) {
    k = settings["k"]
    a1 = settings["a1"]
    a2 = settings["a2"]
  }

  var domain: Domain { Domain(x: -1...1, y: -1...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    let pi = S(NamedConstant("pi", .pi))
    let waves = S(a1) * S(a1) + S(a2) * S(a2)
    let source = S.sin(S(a1) * pi * p.x) * S.sin(S(a2) * pi * p.y)
    return u.laplacian + S(k) * S(k) * u.value - (S(k) * S(k) - waves * pi * pi) * source
  }

  var conditions: [Condition] { UnitSquare.zeroSides }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    Ansatz(g: 0, d: (1 - p.x * p.x) * (1 - p.y * p.y))
  }

  var reference: any ReferenceSolution {
    ClosedForm(
      "sin(a1 pi x) sin(a2 pi y)", SineProduct(a: a1.value, b: a2.value), solving: self)
  }

  var lengthScale: Double { 1 / max(a1.value, a2.value) }
}

extension Helmholtz: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [20, 20], activation: .sin, points: 900, adamSteps: 10_000, warmUp: 300, learningRate: 5e-3,
      steps: 150)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 2e-4, slope: 1.5e-4, residual: 2e-2, condition: 1e-14).scaled(
        by: run.isApproximate ? 4 : 1),
      float32: 1.5e-3, adam: 1.9e-3, lbfgs: 1.9e-3)
  }

  var worstOfSeeds: Metrics { Metrics(value: 5.4e-5, slope: 4.2e-5, residual: 5.4e-3, condition: 0) }
  var negativeControls: [NegativeControl] {
    [
      .zero(), .negated(reference), .scaled("source 5 % off", reference, by: 1.05),
      // −w u = (k² − w) u*, w = (a₁² + a₂²)π².
      .scaled(
        "the term k^2 u dropped", reference,
        by: 1 - k.value * k.value / ((a1.value * a1.value + a2.value * a2.value) * .pi * .pi)),
    ]
  }

  var testGrid: [Int] { [101, 101] }
}
