// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import Reference
import Sampling

/// Poisson's equation with a uniform source on the unit square: the torsion of a square bar.
///
///     −Δu = f      (x, y) ∈ [0, 1]²
///     u = 0 on the boundary      carried by u = x(1 − x) y(1 − y) N(x, y)
///
/// The right angles carry r² log r: no network is smooth enough there, and the error falls more slowly than
/// for a sine mode. Timoshenko and Goodier, Theory of Elasticity, §109.
struct PoissonUniform: ScalarProblem {
  static let name = "poisson-uniform"
  static let summary = "-Laplacian u = a constant on the unit square, u = 0 on its boundary"
  static let sources = [
    Source(
      authors: ["S. P. Timoshenko", "J. N. Goodier"], year: 1970, title: "Theory of elasticity",
      published: "McGraw-Hill, §109")
  ]
  static let parameters = [Parameter("source", "the constant", standard: 1, in: 1e-3...1e3)]
  let source: NamedConstant
  init(_ settings: Settings) { source = settings["source"] }

  var domain: Domain { Domain(x: 0...1, y: 0...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.laplacian + S(source) }

  var conditions: [Condition] { UnitSquare.zeroSides }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    Ansatz(g: 0, d: UnitSquare.bubble(p).scaled(by: source.value))
  }

  var reference: any ReferenceSolution { ClosedForm.poissonUniform(source: source.value) }
}

extension PoissonUniform: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [16, 16], points: 800, adamSteps: 5000, learningRate: 5e-3, steps: 250, resampling: 30)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(
        value: 1e-4, slope: 1.2e-3, residual: 1e-1 * source.value, condition: 1e-14 * source.value),
      float32: run.isApproximate ? 4e-4 : 1.2e-4, adam: 6e-3, lbfgs: 4e-3)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 3.1e-5, slope: 3.7e-4, residual: 3.2e-2, condition: 0)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .negated(reference), .scaled("source 5 % off", reference, by: 1.05),
      // What the first term of a double sine series gives.
      NegativeControl("one sine mode") { p in
        [16 * source.value / (2 * Double.pow(.pi, 4)) * Double.sin(.pi * p.x) * Double.sin(.pi * p.y)]
      },
    ]
  }

  var testGrid: [Int] { [101, 101] }
}
