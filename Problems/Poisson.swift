// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// Poisson's equation with one sine mode on the unit square.
///
///     −Δu = π²(a² + b²) sin aπx sin bπy      (x, y) ∈ [0, 1]²
///     u = 0 on the boundary                  carried by u = x(1 − x) y(1 − y) N(x, y)
///
/// Solution sin aπx sin bπy, a and b whole numbers.
struct Poisson: ScalarProblem {
  static let name = "poisson"
  static let summary = "-Laplacian u = one sine mode on the unit square, u = 0 on its boundary"
  static let sources = [
    Source(
      authors: ["W. A. Strauss"], year: 2008, title: "Partial differential equations: an introduction",
      published: "Wiley, §6.2")
  ]
  static let parameters = [
    Parameter("a", "half waves in x", standard: 1, in: 1...8, isWhole: true),
    Parameter("b", "half waves in y", standard: 1, in: 1...8, isWhole: true),
  ]
  let a: NamedConstant
  let b: NamedConstant
  init(_ settings: Settings) {
    a = settings["a"]
    b = settings["b"]
  }

  var domain: Domain { Domain(x: 0...1, y: 0...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    let pi = S(NamedConstant("pi", .pi))
    let source = pi * pi * (S(a) * S(a) + S(b) * S(b)) * S.sin(S(a) * pi * p.x) * S.sin(S(b) * pi * p.y)
    return u.laplacian + source
  }

  var conditions: [Condition] { UnitSquare.zeroSides }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { Ansatz(g: 0, d: UnitSquare.bubble(p)) }

  var reference: any ReferenceSolution { Self.reference(a.value, b.value) }

  static func reference(_ a: Double, _ b: Double) -> some ReferenceSolution {
    ClosedForm(
      "sin(a pi x) sin(b pi y)", SineProduct(a: a, b: b), of: [.x, .y],
      solvedBy: FivePoint { x, y in
        Double.pi * Double.pi * (a * a + b * b) * Double.sin(a * .pi * x) * Double.sin(b * .pi * y)
      })
  }

  var lengthScale: Double { 1 / max(a.value, b.value) }
}

extension Poisson: Benchmark {
  var training: TrainingConfiguration {
    TrainingConfiguration(hidden: [16, 16], points: 400, adamSteps: 5000, learningRate: 5e-3, steps: 250)
  }

  /// Differences: the step law predicts second derivatives to 1.2e-8; the worst of 20 seeds is 1.8e-7.
  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 5e-7, slope: 2e-6, residual: 1e-4, condition: 1e-14).scaled(
        by: run.isApproximate ? 2 : 1),
      float32: run.isApproximate ? 2e-4 : 1e-5, adam: 4e-4, lbfgs: 4e-5)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 1.5e-7, slope: 3.4e-7, residual: 2.0e-5, condition: 0)
  }

  var negativeControls: [NegativeControl] {
    [.zero(), .negated(reference), .scaled("source 5 % off", reference, by: 1.05)]
  }

  var testGrid: [Int] { [101, 101] }
}

struct SineProduct: ExactSolution {
  let a, b: Double
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    [S.sin(S(.pi) * p.x.scaled(by: a)) * S.sin(S(.pi) * p.y.scaled(by: b))]
  }
}
