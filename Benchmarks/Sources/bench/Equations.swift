// SPDX-License-Identifier: MIT

import Plumbline

// Equations whose losses are timed; they are not trained to a solution.

/// u_t = u_xxxx, to measure derivatives of the fourth order on.
struct FourthOrder: ScalarEquation {
  var name: String { "fourth-order" }
  var domain: Domain { Domain(x: -1...1, t: 0...1) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t - u.xxxx }
}

/// Δu of the bare network.
struct WholeLaplacian: ScalarEquation {
  var name: String { "whole-laplacian" }
  let dimensions: Int
  init(dimensions: Int) { self.dimensions = dimensions }
  var domain: Domain { Domain(cube: 0...1, dimensions: dimensions) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.laplacian }
}

/// u′ = cos t with u = t N(t): the forum thread's program.
struct ThreadODE: ScalarEquation {
  var name: String { "thread-ode" }
  init() {}
  var domain: Domain { Domain(t: 0...1) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t - S.cos(p.t) }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { Ansatz(g: 0, d: p.t) }
}

/// u_x alone: what the thread compared first derivatives on.
struct Slope: ScalarEquation {
  var name: String { "slope" }
  init() {}
  var domain: Domain { Domain(x: 0...1, y: 0...1) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.x }
}

/// Burgers' equation for the bare network, its initial wave a term of the loss: what other systems' examples
/// have.
struct WholeBurgers: ScalarEquation {
  var name: String { "whole-burgers" }
  static let start = Condition("initial wave", on: .lower(.t), hard: false)
  let nu: Double
  init(nu: Double) { self.nu = nu }
  var domain: Domain { Domain(x: -1...1, t: 0...1) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t + u.value * u.x - u.xx.scaled(by: nu) }
  var conditions: [Condition] { [Self.start] }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u.value + S.sin(S(.pi) * p.x)
  }
}
