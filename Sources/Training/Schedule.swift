// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

/// The parameters on their way through the optimisers.
struct Schedule<L: Lanes> {
  let engine: Engine<L>
  let observer: any TrainingObserver
  var parameters: [L.Element]
  var losses: [Double] = []
  /// One for each Levenberg–Marquardt step.
  var dampings: [Double] = []

  init(engine: Engine<L>, observer: any TrainingObserver, parameters: [L.Element]) {
    self.engine = engine
    self.observer = observer
    self.parameters = parameters
  }

  mutating func adam(steps: Int, rate: Double) throws {
    let adam = Adam(learningRate: L.Element(rate))
    var state = adam.start(count: parameters.count)
    for step in 0..<steps {
      let (loss, gradient) = try engine.lossAndGradient(parameters)
      guard loss.isFinite else { throw TrainingError.diverged(step: step) }
      losses.append(loss)
      (state, parameters) = adam.update(state, parameters, gradient)
      observer.trained(step: step, of: steps, loss: loss)
    }
    if steps > 0 {
      let loss = try engine.residuals(parameters).reduce(0) { $0 + $1 * $1 }
      guard loss.isFinite else { throw TrainingError.diverged(step: steps) }
      losses.append(loss)
    }
  }

  /// - Parameter resample: chooses new points, every `interval` steps, as for
  ///   ``levenbergMarquardt(steps:every:_:)``.
  mutating func lbfgs(
    steps: Int, every interval: Int, _ resample: ([L.Element]) throws -> Void
  ) throws {
    let optimizer = LBFGS()
    var state = LBFGS.State()
    var place = parameters.map { Double($0) }
    for step in 0..<steps {
      if interval > 0, step % interval == 0, step > 0, step + interval < steps {
        try resample(parameters)
        // What was learnt of the curvature still holds, more or less; loss and gradient do not.
        state.loss = nil
      }
      let loss: Double
      (state, place, loss) = try optimizer.update(state, place) { place in
        let (loss, gradient) = try engine.lossAndGradient(place.map { L.Element($0) })
        return (loss, gradient.map { Double($0) })
      }
      guard loss.isFinite else { throw TrainingError.diverged(step: step) }
      parameters = place.map { L.Element($0) }
      losses.append(loss)
      observer.trained(step: step, of: steps, loss: loss)
      if state.isStalled {
        if interval == 0 { return }
        state = LBFGS.State()
      }
    }
  }

  /// - Parameter resample: chooses new points, every `interval` steps; with 0 they stay, and a stalled
  ///   iteration ends.
  mutating func levenbergMarquardt(
    steps: Int, every interval: Int, _ resample: ([L.Element]) throws -> Void
  ) throws {
    let optimizer = LevenbergMarquardt()
    let system = try Linearisation(engine)
    var state = LevenbergMarquardt.State()
    for step in 0..<steps {
      // The last points stay for a while, so that the final loss is a minimum.
      if interval > 0, step % interval == 0, step > 0, step + interval < steps { try resample(parameters) }
      let loss: Double
      (state, parameters, loss) = try optimizer.update(state, parameters, on: system)
      guard loss.isFinite else { throw TrainingError.diverged(step: step) }
      losses.append(loss)
      dampings.append(state.used ?? 0)
      observer.trained(step: step, of: steps, loss: loss)
      if state.isStalled {
        if interval == 0 { return }
        state = LevenbergMarquardt.State()
      }
    }
  }
}
