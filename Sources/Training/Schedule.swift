// SPDX-License-Identifier: MIT

import Benchmarking
import Blocks
import Differentiation

/// The parameters on their way through the optimisers.
struct Schedule<L: Lanes> {
  typealias T = L.Element
  let engine: Engine<L>
  let observer: any TrainingObserver
  var parameters: [T]
  var losses: [Double] = []
  /// One for each Levenberg–Marquardt step.
  var dampings: [Double] = []
  /// Of the equation; nil: they stay.
  var points: AdaptivePoints?
  /// Steps of the optimiser that there will be, those of the warm-up not among them.
  private var total = 0
  /// Where the phase to come goes on.
  private var start: (phase: TrainingState.Phase, step: Int, optimizer: OptimizerState) = (.main, 0, .fresh)
  /// As far as the last phase has come, and where a longer training would have taken another way.
  private var latest, fork: TrainingState?

  init(engine: Engine<L>, observer: any TrainingObserver, parameters: [T], points: AdaptivePoints? = nil) {
    self.engine = engine
    self.observer = observer
    self.parameters = parameters
    self.points = points
  }

  /// What a training of more steps goes on from.
  var checkpoint: TrainingCheckpoint? {
    latest.map { TrainingCheckpoint(steps: total, latest: $0, fork: fork) }
  }

  /// All steps of a training, or those after a checkpoint.
  /// - Throws: ``TrainingError``, and what the engine throws.
  mutating func train(
    by optimizer: OptimizerKind, _ configuration: TrainingConfiguration, steps: Int,
    from checkpoint: TrainingCheckpoint?
  ) throws {
    total = steps
    start.phase = optimizer == .adam ? .main : .warmUp
    let interval = configuration.interval(for: optimizer)
    if let checkpoint {
      try checkpoint.check(for: optimizer, configuration, engine)
      try restore(try checkpoint.start(of: steps, every: interval))
      fork = checkpoint.fork == latest ? nil : checkpoint.fork
    }
    if start.phase == .warmUp {
      try adam(steps: configuration.warmUp, rate: configuration.learningRate)
      start = (.main, 0, .fresh)
    }
    switch optimizer {
    case .adam: try adam(steps: steps, rate: configuration.learningRate)
    case .lbfgs: try lbfgs(steps: steps, every: interval)
    case .levenbergMarquardt: try levenbergMarquardt(steps: steps, every: interval)
    }
  }

  private mutating func restore(_ state: TrainingState) throws {
    let engine = engine
    parameters = state.parameters.map { T($0) }
    (losses, dampings) = (state.losses, state.dampings)
    try points?.restore(state.points, in: engine)
    start = (state.phase, state.step, state.optimizer)
    latest = state
  }

  /// What a step of the phase goes on from.
  private func state(after step: Int, _ optimizer: OptimizerState) -> TrainingState {
    TrainingState(
      phase: start.phase, step: step, parameters: parameters.map { Double($0) }, losses: losses,
      dampings: dampings, points: points?.state ?? ChosenPoints(generator: 0), optimizer: optimizer)
  }

  private func reached(
    _ step: Int, of steps: Int, loss: Double, _ optimizer: @autoclosure () -> OptimizerState
  ) {
    observer.trained(step: step - 1, of: steps, loss: loss)
    observer.reached {
      TrainingCheckpoint(steps: total, latest: state(after: step, optimizer()), fork: fork)
    }
  }

  mutating func adam(steps: Int, rate: Double) throws {
    let adam = Adam(learningRate: T(rate))
    var state = adam.start(count: parameters.count)
    if case .adam(let known) = start.optimizer { state = Adam.State(known) }
    for step in stride(from: start.step, to: steps, by: 1) {
      let (loss, gradient) = try engine.lossAndGradient(parameters)
      guard loss.isFinite else { throw TrainingError.diverged(step: step) }
      losses.append(loss)
      (state, parameters) = adam.update(state, parameters, gradient)
      reached(step + 1, of: steps, loss: loss, .adam(Adam.State(state)))
    }
    latest = self.state(after: steps, .adam(Adam.State(state)))
    if steps > 0 {
      let loss = try engine.residuals(parameters).reduce(0) { $0 + $1 * $1 }
      guard loss.isFinite else { throw TrainingError.diverged(step: steps) }
      losses.append(loss)
    }
  }

  /// - Parameter interval: steps between two choices of points; with 0 they stay, and a stalled iteration
  ///   ends.
  private mutating func lbfgs(steps: Int, every interval: Int) throws {
    let optimizer = LBFGS()
    var (state, place) = (LBFGS.State(), parameters.map { Double($0) })
    if case .lbfgs(let known, let parameters) = start.optimizer { (state, place) = (known, parameters) }
    var done = start.step
    while done < steps, !(state.isStalled && interval == 0) {
      if try choosesPoints(at: done, of: steps, every: interval, .lbfgs(state, parameters: place)) {
        // What was learnt of the curvature still holds, more or less; loss and gradient do not.
        state.loss = nil
      }
      let loss: Double
      (state, place, loss) = try optimizer.update(state, place) { place in
        let (loss, gradient) = try engine.lossAndGradient(place.map { T($0) })
        return (loss, gradient.map { Double($0) })
      }
      guard loss.isFinite else { throw TrainingError.diverged(step: done) }
      parameters = place.map { T($0) }
      losses.append(loss)
      if state.isStalled, interval > 0 { state = LBFGS.State() }
      done += 1
      reached(done, of: steps, loss: loss, .lbfgs(state, parameters: place))
    }
    latest = self.state(after: done, .lbfgs(state, parameters: place))
  }

  /// - Parameter interval: as for ``lbfgs(steps:every:)``.
  private mutating func levenbergMarquardt(steps: Int, every interval: Int) throws {
    let optimizer = LevenbergMarquardt()
    let system = try Linearisation(engine)
    var state = LevenbergMarquardt.State()
    if case .levenbergMarquardt(let known) = start.optimizer { state = known }
    var done = start.step
    while done < steps, !(state.isStalled && interval == 0) {
      _ = try choosesPoints(at: done, of: steps, every: interval, .levenbergMarquardt(state))
      let loss: Double
      (state, parameters, loss) = try optimizer.update(state, parameters, on: system)
      guard loss.isFinite else { throw TrainingError.diverged(step: done) }
      losses.append(loss)
      dampings.append(state.used ?? 0)
      if state.isStalled, interval > 0 { state = LevenbergMarquardt.State() }
      done += 1
      reached(done, of: steps, loss: loss, .levenbergMarquardt(state))
    }
    latest = self.state(after: done, .levenbergMarquardt(state))
  }

  /// Chooses new points where it is time; not so near the end that the final loss would be no minimum.
  /// - Returns: whether there are new points.
  private mutating func choosesPoints(
    at step: Int, of steps: Int, every interval: Int, _ optimizer: @autoclosure () -> OptimizerState
  ) throws -> Bool {
    guard interval > 0, step > 0, step % interval == 0, points != nil else { return false }
    guard step + interval < steps else {
      fork = state(after: step, optimizer())
      return false
    }
    let (engine, parameters) = (engine, parameters)
    try points?.resample(engine, parameters)
    return true
  }
}

extension Adam.State {
  /// The same in another precision.
  fileprivate init<U>(_ other: Adam<U>.State) {
    self.init(m: other.m.map { T($0) }, v: other.v.map { T($0) }, step: other.step)
  }
}
