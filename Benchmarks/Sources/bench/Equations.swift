// SPDX-License-Identifier: MIT

import Plumbline

/// An equation whose loss is timed; it is not trained to a solution.
protocol TimedProblem: ScalarProblem {}

extension TimedProblem {
  static var parameters: [Parameter] { [] }
  var reference: any ReferenceSolution {
    ClosedForm("0", Zero(), of: domain.coordinates) { _ in Agreement(method: "none", []) }
  }
  var recipe: TrainingConfiguration { TrainingConfiguration(hidden: [20], points: 100, adamSteps: 1, steps: 1) }
  func bounds(_ run: RunKind) -> Scores { Scores() }
  var worstOfSeeds: Scores { Scores() }
  var controls: [NegativeControl] { [] }
  var testGrid: [Int] { [] }
}

struct Zero: ExactSolution {
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [0] }
}

/// u_t = u_xxxx, to measure derivatives of the fourth order on.
struct FourthOrder: TimedProblem {
  static let name = "fourth-order"
  static let summary = "u_t = u_xxxx"
  init(_ settings: Settings) {}
  var domain: Domain { Domain(x: -1...1, t: 0...1) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t - u.xxxx }
}

/// Δu of the bare network.
struct WholeLaplacian: TimedProblem {
  static let name = "whole-laplacian"
  static let summary = "Laplacian(u) = 0"
  let dimensions: Int
  init(_ settings: Settings) { dimensions = 2 }
  init(dimensions: Int) { self.dimensions = dimensions }
  var domain: Domain { Domain(cube: 0...1, dimensions: dimensions) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.laplacian }
}

/// u′ = cos t with u = t N(t): the forum thread's program.
struct ThreadODE: TimedProblem {
  static let name = "thread-ode"
  static let summary = "u_t = cos(t)"
  init(_ settings: Settings) {}
  init() {}
  var domain: Domain { Domain(t: 0...1) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t - S.cos(p.t) }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { Ansatz(g: 0, d: p.t) }
}

/// u_x alone: what the thread compared first derivatives on.
struct Slope: TimedProblem {
  static let name = "slope"
  static let summary = "u_x = 0"
  init(_ settings: Settings) {}
  init() {}
  var domain: Domain { Domain(x: 0...1, y: 0...1) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.x }
}

/// Burgers' equation for the bare network, its initial wave a term of the loss: what other systems' examples
/// have.
struct WholeBurgers: TimedProblem {
  static let name = "whole-burgers"
  static let summary = "u_t + u u_x = nu u_xx"
  static let start = Condition("initial wave", on: .lower(.t), hard: false)
  let nu: Double
  init(_ settings: Settings) { nu = 0.01 / .pi }
  init(nu: Double) { self.nu = nu }
  var domain: Domain { Domain(x: -1...1, t: 0...1) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t + u.value * u.x - u.xx.scaled(by: nu) }
  var conditions: [Condition] { [Self.start] }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u.value + S.sin(S(.pi) * p.x)
  }
}
