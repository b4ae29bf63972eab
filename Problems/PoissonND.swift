// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// Poisson's equation in many dimensions.
///
///     −Δu = π²/4 Σ sin πxᵢ/2      x ∈ [0, 1]ᵈ
///     u = Σ sin πxᵢ/2 on the boundary
///
/// Solution Σ sin πxᵢ/2 (the problem PNd of PINNacle, Hao et al., arXiv 2306.08827, there with d = 5). The
/// equation reads u's second derivatives by their sum alone.
struct PoissonND: ScalarProblem {
  static let name = "poisson-nd"
  static let summary =
    "-Laplacian u = a sum of sines on the unit cube of d dimensions, u known on its boundary"
  static let sources = [
    Source(
      authors: [
        "Z. Hao", "J. Yao", "C. Su", "H. Su", "Z. Wang", "F. Lu", "Z. Xia", "Y. Zhang", "S. Liu", "L. Lu",
        "J. Zhu",
      ], year: 2023,
      title: "PINNacle: a comprehensive benchmark of physics-informed neural networks for solving PDEs",
      published: "arXiv", arXiv: "2306.08827")
  ]
  static let parameters = [
    Parameter("d", "dimensions", standard: 5, in: 2...100, isWhole: true)
  ]
  let d: Int
  init(_ settings: Settings) { d = Int(settings["d"].value) }

  var domain: Domain { Domain(cube: 0...1, dimensions: d) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    let pi = S(NamedConstant("pi", .pi))
    return u.laplacian + (pi * pi).divided(by: 4) * SumOfSines.value(p)
  }

  var conditions: [Condition] { [Condition("boundary", on: .boundary, hard: false)] }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u.value - SumOfSines.value(p)
  }

  var reference: any ReferenceSolution {
    ClosedForm(
      "sum of sin(pi x_i/2)", SumOfSines(), of: domain.coordinates,
      separatedInto: { -Double.pi * .pi / 4 * Double.sin(.pi / 2 * $0) }, ends: (0, 1))
  }
}

extension PoissonND: Benchmark {
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [16, 16], points: 500, conditionPoints: 500, conditionWeight: 100, adamSteps: 10_000,
      learningRate: 2e-3, steps: 150)
  }

  /// In five dimensions. Differences lose a digit on the sum of five second derivatives.
  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 1.5e-5, slope: 2e-4, residual: 1e-3, condition: 6e-5).scaled(
        by: run.isApproximate ? 5 : 1),
      float32: run.isApproximate ? 1e-3 : 2e-4, adam: 1.6e-2, lbfgs: 1.5e-3)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 2.1e-6, slope: 3.2e-5, residual: 2.8e-4, condition: 1.3e-5)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .scaled("source and data 5 % off", reference, by: 1.05),
      NegativeControl("mean value") { p in [2 / Double.pi * Double(p.values.count)] },
      NegativeControl("source dropped: linear in each coordinate") { p in [p.values.reduce(0, +)] },
    ]
  }

  var testGrid: [Int] { [] }
}

struct SumOfSines: ExactSolution {
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [Self.value(p)] }
  /// Σ sin πxᵢ/2
  static func value<S: Scalar>(_ p: Point<S>) -> S {
    let half = S(NamedConstant("pi", .pi)).divided(by: 2)
    let sines = p.values.map { S.sin(half * $0) }
    return sines.dropFirst().reduce(sines[0]) { $0 + $1 }
  }
}
