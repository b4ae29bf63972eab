// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// Laplace's equation on the unit square with one side held at a constant.
///
///     Δu = 0      (x, y) ∈ [0, 1]²
///     u(x, 1) = c,  u = 0 on the other sides
///
/// The boundary value jumps at both ends of the top side: there u is a set, not a number, and ∇u is
/// unbounded. The ansatz carries the jumps with the angles seen from the two corners, which are harmonic,
///
///     A = 1 − (2/π) atan((1 − y)/x),   B = 1 − (2/π) atan((1 − y)/(1 − x)),
///     g = c (A + B − 1 + ℓ(y) − (1 − y)(b(x) + ½)),   d = c x(1 − x) y(1 − y),
///
/// where ℓ = (2/π) atan(1 − y) and b = (2/π)(atan x + atan(1 − x)) − 1 undo on the other sides what the
/// angles leave there. Errors are measured for y ≤ 0.99: on the last hundredth the value is as good, but the
/// reference's slope exceeds 60 beside the corners.
struct LaplaceTop: ScalarProblem {
  static let name = "laplace-top"
  static let summary = "Laplace's equation on the unit square, a constant on the top side"
  static let sources = [
    Source(
      authors: ["W. A. Strauss"], year: 2008, title: "Partial differential equations: an introduction",
      published: "Wiley, §6.2")
  ]
  static let parameters = [Parameter("top", "u on the top side", standard: 1, in: 1e-3...1e3)]
  let top: NamedConstant
  init(_ settings: Settings) { top = settings["top"] }

  var domain: Domain { Domain(x: 0...1, y: 0...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.laplacian }

  static let upper = Condition("top", on: .upper(.y), hard: true)
  var conditions: [Condition] {
    [
      Self.upper, Condition("bottom", on: .lower(.y), hard: true),
      Condition("left and right", on: .ends(.x), hard: true),
    ]
  }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    condition == Self.upper ? u.value - S(top) : u.value
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    func angle(_ x: S) -> S { S.atan(x).scaled(by: 2 / .pi) }
    let down = 1 - p.y
    let corners = 1 - angle(down / p.x) - angle(down / (1 - p.x))
    let bottom = angle(p.x) + angle(1 - p.x) - 1
    let g = corners + angle(down) - down * (bottom + 0.5)
    return Ansatz(g: g.scaled(by: top.value), d: UnitSquare.bubble(p).scaled(by: top.value))
  }

  var reference: any ReferenceSolution { ClosedForm.laplaceTop(top: top.value) }
}

extension LaplaceTop: Benchmark {
  var scored: Domain { Domain(x: 0...1, y: 0...0.99) }
  var training: TrainingConfiguration {
    TrainingConfiguration(hidden: [16, 16], points: 400, adamSteps: 5000, learningRate: 5e-3, steps: 250)
  }

  /// Differences: the step law predicts second derivatives to 1.2e-8; the worst of 20 seeds is 3.0e-8.
  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 5e-8, slope: 6e-8, residual: 5e-6 * top.value, condition: 1e-14 * top.value)
        .scaled(by: run.isApproximate ? 3 : 1),
      float32: run.isApproximate ? 1e-5 : 2e-6, adam: 2.5e-4, lbfgs: 4e-5)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 1.0e-8, slope: 1.4e-8, residual: 1.1e-6, condition: 9.6e-17)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .negated(reference), .scaled("top 5 % off", reference, by: 1.05),
      NegativeControl("the ansatz alone") { p in [ansatz(at: p)!.g[0]] },
    ]
  }

  var testGrid: [Int] { [101, 100] }
}
