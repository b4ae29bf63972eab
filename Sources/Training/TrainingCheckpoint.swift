// SPDX-License-Identifier: MIT

import Benchmarking
import Blocks
import PDE

/// What a training goes on from.
///
/// A training chooses new points every so many steps, but keeps the last ones for a while, so that its end
/// depends on how many steps there will be. Where it keeps points that a longer training would have replaced,
/// the state before that is kept as the ``fork``: a longer training goes on from there, so that it takes the
/// very steps that it would have taken without an interruption.
public struct TrainingCheckpoint: Sendable, Equatable {
  /// The steps of the optimiser that the training was to take, those of the warm-up not among them.
  public let steps: Int
  /// As far as it has come.
  public let latest: TrainingState
  /// Where a longer training takes another way; nil where the ways have not parted.
  public let fork: TrainingState?

  package init(steps: Int, latest: TrainingState, fork: TrainingState?) {
    self.steps = steps
    self.latest = latest
    self.fork = fork
  }

  /// The steps of the optimiser that are done.
  public var done: Int { latest.phase == .main ? latest.step : 0 }

  /// Where a training of so many steps goes on.
  /// - Parameter interval: steps between two choices of points; 0: they stay.
  /// - Throws: ``TrainingError/fewerSteps(asked:begun:)``.
  func start(of total: Int, every interval: Int) throws(TrainingError) -> TrainingState {
    guard total >= steps else { throw .fewerSteps(asked: total, begun: steps) }
    if let fork, fork.step + interval < total { return fork }
    return latest
  }

  /// - Throws: ``TrainingError/checkpoint(_:)`` where a state cannot be one of such a training.
  func check<L: Lanes>(
    for optimizer: OptimizerKind, _ configuration: TrainingConfiguration, _ engine: Engine<L>
  ) throws(TrainingError) {
    let dimensions = engine.problem.domain.coordinates.count
    for state in [latest, fork].compactMap({ $0 }) {
      let last = state.phase == .main ? steps : configuration.warmUp
      guard state.phase == .main || optimizer != .adam, (0...max(0, last)).contains(state.step) else {
        throw .checkpoint("it stands at step \(state.step) of \(last) by \(state.phase.rawValue)")
      }
      let count = engine.parameterCount
      guard let wrong = state.lengths.first(where: { $0 != count }) else {
        let points = state.points.values.count
        guard points == 0 || points == dimensions * configuration.points else {
          throw .checkpoint(
            "it has \(points) coordinates of points, and \(dimensions * configuration.points) belong here")
        }
        guard state.fits(optimizer) else {
          throw .checkpoint("it is of another optimiser than \(optimizer.rawValue)")
        }
        continue
      }
      throw .checkpoint("it is of a network of \(wrong) parameters, and this one has \(count)")
    }
  }
}

extension TrainingState {
  /// How long everything is that has one number for each parameter.
  fileprivate var lengths: [Int] {
    let others: [Int] =
      switch optimizer {
      case .adam(let state): [state.m.count, state.v.count]
      case .lbfgs(let state, let parameters):
        [parameters.count] + state.pairs.flatMap { [$0.s.count, $0.y.count] }
          + (state.loss == nil ? [] : [state.gradient.count])
      case .levenbergMarquardt, .fresh: []
      }
    return [parameters.count] + others
  }

  fileprivate func fits(_ kind: OptimizerKind) -> Bool {
    switch optimizer {
    case .adam: phase == .warmUp || kind == .adam
    case .lbfgs: phase == .main && kind == .lbfgs
    case .levenbergMarquardt: phase == .main && kind == .levenbergMarquardt
    case .fresh: step == 0
    }
  }
}

extension TrainingConfiguration {
  /// Steps of an optimiser where none are asked for.
  package func steps(of optimizer: OptimizerKind) -> Int {
    switch optimizer {
    case .adam: adamSteps
    case .lbfgs: lbfgsSteps
    case .levenbergMarquardt: steps
    }
  }

  /// Steps between two choices of points; 0: they stay.
  func interval(for optimizer: OptimizerKind) -> Int {
    switch optimizer {
    case .adam: 0
    // A step costs a small part of a Levenberg–Marquardt step, and goes less far.
    case .lbfgs: 10 * resampling
    case .levenbergMarquardt: resampling
    }
  }
}
