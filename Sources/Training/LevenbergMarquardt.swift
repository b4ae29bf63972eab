// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Strategies

/// Levenberg–Marquardt with damping by the identity and Nielsen's update of μ (IMM-REP-1999-05): state in,
/// state out.
package struct LevenbergMarquardt: Sendable {
  /// Initial damping in units of the largest diagonal element of JᵀJ.
  package var initialDamping = 1e-3
  /// Trials of one step before it counts as stalled.
  package var retries = 12
  /// Whether steps are bent by half their geodesic acceleration; see below.
  package var isAccelerated = true

  package init() {}

  /// What one step hands to the next.
  package struct State: Sendable, Equatable {
    /// μ; nil before the first step.
    package var damping: Double?
    /// The damping of the last step, or the largest that it was tried with in vain; nil before the first
    /// step.
    package internal(set) var used: Double?
    /// The factor by which μ grows at the next rejection.
    package var growth: Double = 2
    /// Whether the last step found no descent at any damping.
    package var isStalled = false
    package init() {}
    package init(damping: Double?, used: Double?, growth: Double, isStalled: Bool) {
      self.damping = damping
      self.used = used
      self.growth = growth
      self.isStalled = isStalled
    }
  }

  /// One accepted step, or none where the iteration has stalled.
  /// - Returns: the new state and parameters, and the loss there.
  package func update<L: Lanes>(
    _ state: State, _ parameters: [L.Element], on system: Linearisation<L>
  ) throws -> (state: State, parameters: [L.Element], loss: Double) {
    var state = state
    let loss = try system.move(to: parameters)
    guard loss.isFinite else { return (state, parameters, loss) }
    let equations = system.equations
    var mu = state.damping ?? initialDamping * equations.scale
    let floor = equations.scale * 1e-18
    for _ in 0..<retries {
      state.used = mu
      if let delta = try equations.step(damping: mu) {
        // The decrease that the linear model promises: δᵀ(μδ − Jᵀr).
        let promised = zip(delta, equations.gradient).reduce(0) { $0 + $1.0 * (mu * $1.0 - $1.1) }
        let bend = isAccelerated ? try acceleration(along: delta, from: parameters, on: system) : nil
        // Where the residuals are noisy their second difference may be nothing else: then the plain step is
        // tried.
        let steps = (bend.map { [zip(delta, $0).map { $0 + $1 }] } ?? []) + [delta]
        for step in steps where promised > 0 {
          let trial = zip(parameters, step).map { $0 + L.Element($1) }
          let trialLoss = try system.engine.residuals(trial).reduce(0) { $0 + $1 * $1 }
          guard trialLoss < loss else { continue }
          let ratio = (loss - trialLoss) / promised
          let cubic = 2 * ratio - 1
          state.damping = max(floor, mu * max(1.0 / 3, 1 - cubic * cubic * cubic))
          state.growth = 2
          state.isStalled = false
          return (state, trial, trialLoss)
        }
      }
      mu = max(mu, floor) * state.growth
      state.growth *= 2
    }
    state.damping = mu
    state.growth = 2
    state.isStalled = true
    return (state, parameters, loss)
  }

  /// Half the geodesic acceleration (Transtrum and Sethna, arXiv 1201.5885): the second-order correction
  /// −½ (JᵀJ + μ)⁻¹ Jᵀ r_δδ of a step δ, with the second directional derivative of the residuals by a
  /// difference; nil where it is too long beside the step to be trusted.
  private func acceleration<L: Lanes>(
    along delta: [Double], from parameters: [L.Element], on system: Linearisation<L>
  ) throws -> [Double]? {
    let h = 0.1
    let moved = try system.engine.residuals(zip(parameters, delta).map { $0 + L.Element(h * $1) })
    let linear = try system.equations.change(by: delta)
    let second = zip(zip(moved, system.equations.residuals), linear).map { 2 / h * (($0.0 - $0.1) / h - $1) }
    guard let bend = try system.equations.step(for: second)?.map({ 0.5 * $0 }) else { return nil }
    func length(_ v: [Double]) -> Double { v.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    return length(bend) <= 0.375 * length(delta) ? bend : nil
  }
}
