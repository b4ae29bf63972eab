// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// Laplace's equation with one sine mode on the top side.
///
///     Δu = 0      (x, y) ∈ [0, 1]²
///     u(x, 1) = sin kπx,  u = 0 on the other sides      carried by u = y sin kπx + x(1 − x) y(1 − y) N(x, y)
///
/// Solution sin kπx sinh kπy / sinh kπ, k a whole number.
struct Laplace: ScalarProblem {
  static let name = "laplace"
  static let summary = "Laplace's equation on the unit square, one sine mode on the top side"
  static let sources = [
    Source(
      authors: ["W. A. Strauss"], year: 2008, title: "Partial differential equations: an introduction",
      published: "Wiley, §6.2")
  ]
  static let parameters = [
    Parameter("mode", "half waves on the top side", standard: 1, in: 1...8, isWhole: true)
  ]
  let mode: NamedConstant
  init(_ settings: Settings) { mode = settings["mode"] }

  var domain: Domain { Domain(x: 0...1, y: 0...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.laplacian }

  static let top = Condition("top", on: .upper(.y), hard: true)
  var conditions: [Condition] {
    [
      Self.top, Condition("bottom", on: .lower(.y), hard: true),
      Condition("left and right", on: .ends(.x), hard: true),
    ]
  }
  func side<S: Scalar>(_ p: Point<S>) -> S { S.sin(S(mode) * S(NamedConstant("pi", .pi)) * p.x) }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    condition == Self.top ? u.value - side(p) : u.value
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    Ansatz(g: p.y * side(p), d: UnitSquare.bubble(p))
  }

  var reference: any ReferenceSolution { Self.reference(mode.value) }

  static func reference(_ mode: Double) -> some ReferenceSolution {
    ClosedForm(
      "sin(k pi x) sinh(k pi y)/sinh(k pi)", HarmonicMode(mode: mode), of: [.x, .y],
      solvedBy: FivePoint(boundary: { x, y in y * Double.sin(mode * .pi * x) }) { _, _ in 0 })
  }

  var lengthScale: Double { 1 / mode.value }
}

extension Laplace: Benchmark {
  var training: TrainingConfiguration {
    TrainingConfiguration(hidden: [16, 16], points: 400, adamSteps: 5000, learningRate: 5e-3, steps: 250)
  }

  /// Differences: the step law predicts second derivatives to 1.2e-8; the worst of 20 seeds is 5.9e-8 (slope
  /// 3.1e-7).
  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 2e-7, slope: 3e-7, residual: 1e-5, condition: 1e-14).scaled(
        by: run.isApproximate ? 5 : 1),
      float32: run.isApproximate ? 1e-4 : 5e-6, adam: 3e-4, lbfgs: 2.5e-5)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 3.9e-8, slope: 6.7e-8, residual: 2.8e-6, condition: 3.5e-17)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .negated(reference), .scaled("top 5 % off", reference, by: 1.05),
      NegativeControl("linear in y") { p in [p.y * Double.sin(mode.value * .pi * p.x)] },
    ]
  }

  var testGrid: [Int] { [101, 101] }
}

struct HarmonicMode: ExactSolution {
  let mode: Double
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    let k = S(.pi).scaled(by: mode)
    // Decaying exponentials: sinh overflows for many waves, and the quotient must not.
    let rise = S.exp(k * (p.y - 1)) * (S.exp(k * p.y * -2) - 1) / (S.exp(-k.scaled(by: 2)) - 1)
    return [S.sin(k * p.x) * rise]
  }
}
