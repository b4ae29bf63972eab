// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import RealModule
import Reference

/// The value of a European call option.
///
///     u_t = ½ σ² x² u_xx + r x u_x − r u      x ∈ [½, 3/2], t ∈ [0.05, 1]
///
/// x is the price of the asset, t the time to expiry in years; u at the first time and at both ends from
///
///     u = x Φ(d₁) − K e^(−rt) Φ(d₂),   d₁ = (log(x/K) + (r + σ²/2) t)/(σ√t),   d₂ = d₁ − σ√t
///
/// At expiry, t = 0, u has a kink at the strike K; it is known from t = 0.05 on. Prices in units of the
/// standard strike. Black and Scholes, J. Polit. Econ. 81 (1973) 637.
struct BlackScholes: ScalarProblem {
  static let name = "black-scholes"
  static let summary = "the value of a European call option"
  static let sources = [
    Source(
      authors: ["F. Black", "M. Scholes"], year: 1973,
      title: "The pricing of options and corporate liabilities",
      published: "J. Polit. Econ. 81, 637", doi: "10.1086/260062")
  ]
  static let parameters = [
    Parameter("sigma", "volatility per root of a year", standard: 0.2, in: 0.15...1),
    Parameter("r", "rate of interest per year", standard: 0.05, in: 0...0.2),
    Parameter("strike", "price that the option buys at", standard: 1, in: 0.8...1.2),
  ]
  let sigma, r, strike: NamedConstant
  init(_ settings: Settings) {
    sigma = settings["sigma"]
    r = settings["r"]
    strike = settings["strike"]
  }

  var domain: Domain { Domain(x: 0.5...1.5, t: 0.05...1) }

  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    let spread = S(sigma) * p.x
    return u.t - (spread * spread * u.xx).divided(by: 2) - S(r) * (p.x * u.x - u.value)
  }

  private func call(sigma: Double? = nil) -> CallValue {
    CallValue(sigma: sigma.map { NamedConstant("sigma", $0) } ?? self.sigma, r: r, strike: strike)
  }
  var conditions: [Condition] { InitialBoundaryAnsatz.conditions }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u.value - call().value(p)
  }
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? {
    InitialBoundaryAnsatz(0.5...1.5, from: 0.05).ansatz(at: p) { call().value($0) }
  }

  var reference: any ReferenceSolution {
    ClosedForm("x N(d1) - strike exp(-r t) N(d2)", call(), solving: self)
  }
  var lengthScale: Double { min(1, sigma.value) }
}

extension BlackScholes: Benchmark {
  var isQuick: Bool { false }
  var training: TrainingConfiguration {
    TrainingConfiguration(hidden: [16, 16], points: 600, adamSteps: 5000, learningRate: 5e-3, steps: 250)
  }

  func tolerances(for run: RunKind) -> Tolerances {
    run.tolerances(
      float64: Tolerances(value: 1.5e-4, slope: 1e-3, residual: 6e-4, condition: 1e-14).scaled(
        by: run.isApproximate ? 2 : 1),
      float32: 4e-4, adam: 1e-3, lbfgs: 1e-3)
  }

  var worstOfSeeds: Metrics {
    Metrics(value: 3.5e-5, slope: 2.4e-4, residual: 1.7e-4, condition: 2.8e-17)
  }

  var negativeControls: [NegativeControl] {
    [
      .zero(), .frozen(reference, at: 0.05), .negated(reference),
      NegativeControl("volatility 5 % off") { p in [call(sigma: 1.05 * sigma.value).value(p)] },
      NegativeControl("value at expiry") { p in [max(0, p.x - strike.value)] },
    ]
  }

  var testGrid: [Int] { [101, 96] }
}

struct CallValue: ExactSolution {
  let sigma, r, strike: NamedConstant
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [value(p)] }
  func value<S: Scalar>(_ p: Point<S>) -> S {
    let spread = S(sigma) * S.sqrt(p.t)
    let d2 = (S.log(p.x / S(strike)) + S(r) * p.t) / spread - spread.divided(by: 2)
    func normal(_ z: S) -> S { Elementary.erfc.value(-z / S.sqrt(2)).divided(by: 2) }
    return p.x * normal(d2 + spread) - S(strike) * S.exp(-S(r) * p.t) * normal(d2)
  }
}
