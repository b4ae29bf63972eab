// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import GSL
import PDE
import RealModule
import Reference

/// A pendulum that is let go at an angle.
///
///     θ″ = −sin θ      t ∈ [0, 8]
///     θ(0) = amplitude, θ′(0) = 0      carried by θ = amplitude + t² N(t)
///
/// Time in units of √(length/gravity). Solution 2 asin(k sn(t + K, k)), k = sin(amplitude/2): Jacobi's
/// elliptic function, by which the reference is checked. Abramowitz and Stegun, §17.
struct Pendulum: ScalarProblem {
  static let name = "pendulum"
  static let summary = "a pendulum let go at an angle, a period of it"
  static let sources = [
    Source(
      authors: ["M. Abramowitz", "I. A. Stegun"], year: 1964, title: "Handbook of mathematical functions",
      published: "National Bureau of Standards, §17")
  ]
  static let parameters = [
    Parameter("amplitude", "the angle it starts from", standard: .pi / 2, in: 0.01...3)
  ]
  let amplitude: NamedConstant
  let reference: any ReferenceSolution
  init(_ settings: Settings) {
    amplitude = settings["amplitude"]
    let amplitude = amplitude.value
    reference = ValidatedReference(PendulumSystem(amplitude: amplitude), over: 0...8) { own in
      let pairs = try own.times().flatMap { t in
        zip(
          try own.evaluate(own.indices, at: Point([.t], [t]))[0],
          try Self.derivatives(at: t, from: amplitude))
      }
      return Agreement(method: "Jacobi's elliptic functions (GSL elljac)", pairs)
    }
  }

  var domain: Domain { Domain(t: 0...8) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.tt + S.sin(u.value) }

  static let start = Condition("start", on: .lower(.t), hard: true)
  static let rest = Condition("at rest", on: .lower(.t), hard: true)
  var conditions: [Condition] { [Self.start, Self.rest] }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    condition == Self.start ? u.value - S(amplitude) : u.t
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    Ansatz(g: S(amplitude), d: (p.t * p.t).scaled(by: amplitude.value))
  }

  /// θ = 2 asin(k sn), θ′ = 2 k cn and θ″ = −2 k sn dn at t + K. The bar is 64 roundings of the argument,
  /// that of asin k sn beside 1 included.
  static func derivatives(at t: Double, from amplitude: Double) throws -> [Measured] {
    let k = Double.sin(amplitude / 2)
    var quarter = gsl_sf_result()
    try GSL.check(
      gsl_sf_ellint_Kcomp_e(k, gsl_mode_t(GSL_PREC_DOUBLE), &quarter), "the quarter period at \(amplitude)")
    var (sn, cn, dn) = (0.0, 0.0, 0.0)
    try GSL.check(gsl_sf_elljac_e(t + quarter.val, k * k, &sn, &cn, &dn), "sn at t = \(t)")
    let condition = 1 / max(1e-3, (1 - k * k * sn * sn).squareRoot())
    let bar = 64 * 0x1p-53 * (t + quarter.val + condition) * (1 + amplitude)
    return [2 * Double.asin(k * sn), 2 * k * cn, -2 * k * sn * dn].map { Measured($0, bar: bar) }
  }
}

extension Pendulum: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(
      hidden: [20, 20], points: 300, adamSteps: 10_000, warmUp: 1000, learningRate: 5e-3, steps: 500)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 3e-6, slope: 4e-6, residual: 1.2e-5, condition: 1e-14).scaled(
        by: run.isApproximate ? 20 : 1),
      float32: 5e-3, adam: 5e-2, lbfgs: 2e-2)
  }

  var worstOfSeeds: Metrics { Metrics(value: 9.1e-7, slope: 9.6e-7, residual: 3.3e-6, condition: 0) }
  var negativeControls: [NegativeControl] {
    let a = amplitude.value
    return [
      .zero(), .frozen(reference, at: 0), .negated(reference),
      NegativeControl("small angles") { p in [a * Double.cos(p.t)] },
      NegativeControl("gravity 10 % off") { p in
        [try Self.derivatives(at: 1.1.squareRoot() * p.t, from: a)[0].value]
      },
    ]
  }

  var testGrid: [Int] { [801] }
}

/// θ and θ′.
struct PendulumSystem: AutonomousSystem {
  let amplitude: Double
  var initial: [Double] { [amplitude, 0] }
  func rates<S: Scalar>(of u: [S]) -> [S] { [u[1], -S.sin(u[0])] }
}
