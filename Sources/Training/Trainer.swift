import Differentiation
import Networks
import PDE
import Strategies

/// What is trained: everything that the result depends on.
public struct TrainingRun: Sendable {
  public let problem: any Problem
  public let strategy: StrategyEntry
  public let optimizer: OptimizerKind
  public let precision: Precision
  public let seed: Int
  /// Optimiser steps; the recipe's where nil.
  public let steps: Int?
  /// The problem's own unless another is given.
  public let recipe: Recipe

  public init(
    _ problem: any Problem, _ strategy: StrategyEntry, _ optimizer: OptimizerKind = .levenbergMarquardt,
    _ precision: Precision = .float64, seed: Int = 1, steps: Int? = nil, recipe: Recipe? = nil
  ) {
    self.problem = problem
    self.strategy = strategy
    self.optimizer = optimizer
    self.precision = precision
    self.seed = seed
    self.steps = steps
    self.recipe = recipe ?? problem.recipe
  }
}

/// A trained network with its ansatz: a solution that can be asked anywhere.
public struct TrainedSolution: Sendable {
  /// Parameters of the network, as Double whatever the precision.
  public let parameters: [Double]
  public let architecture: Architecture
  /// The loss before each step, and after the last.
  public let losses: [Double]
  /// The derivatives that ``jets`` lists.
  public let indices: [MultiIndex]
  /// u and its derivatives by the strategy that trained it: `[point][unknown][index]`.
  public let jets: @Sendable ([Point<Double>]) throws -> [[[Double]]]
}

public enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// The loss at that step is not a finite number.
  case diverged(step: Int)
  case steps(Int)
  public var description: String {
    switch self {
    case .diverged(let step):
      "training diverged: the loss is not finite at step \(step); a smaller learning rate or another seed may hold"
    case .steps(let n): "\(n) steps cannot be trained: give at least 1"
    }
  }
}

/// Watches a training; the default does nothing.
public protocol TrainingObserver: Sendable {
  func trained(step: Int, of steps: Int, loss: Double)
}
public struct SilentObserver: TrainingObserver {
  public init() {}
  public func trained(step: Int, of steps: Int, loss: Double) {}
}

extension TrainingRun {
  /// Trains from the initial weights that (problem, network, seed) name. The same run twice is bit-equal.
  public func train(_ observer: any TrainingObserver = SilentObserver()) throws -> TrainedSolution {
    if let steps, steps < 1 { throw TrainingError.steps(steps) }
    switch precision {
    case .float64: return try train(strategy.float64(problem.lengthScale), observer)
    case .float32: return try train(strategy.float32(problem.lengthScale), observer)
    }
  }

  public func architecture() throws -> Architecture {
    return try Architecture(
      inputs: problem.domain.coordinates.count, hidden: recipe.hidden, outputs: problem.unknowns,
      activation: recipe.activation)
  }

  private func train<L: Lanes>(
    _ strategy: BlockStrategy<L>, _ observer: any TrainingObserver
  ) throws -> TrainedSolution {
    let architecture = try architecture()
    var weights = SplitMix64("weights", problem.name, architecture.description, "\(seed)")
    var points = SplitMix64("points", problem.name, architecture.description, "\(seed)")
    let initial = Initialiser.glorot(architecture, using: &weights).map { L.Element($0) }
    let engine = Engine<L>(problem, strategy, architecture)
    let sampler = Sampler(problem, recipe)
    try engine.collocate(sampler.groups(for: problem, using: &points))

    var schedule = Schedule(engine: engine, observer: observer, parameters: initial)
    switch optimizer {
    case .adam:
      try schedule.adam(steps: steps ?? recipe.adamSteps, rate: recipe.learningRate)
    case .levenbergMarquardt:
      try schedule.adam(steps: recipe.warmUp, rate: recipe.learningRate)
      try schedule.levenbergMarquardt(steps: steps ?? recipe.steps, every: recipe.resampling) { parameters in
        let pool = try sampler.interior(4 * recipe.points, using: &points)
        let chosen = try engine.adaptedPoints(recipe.points, from: pool, parameters, using: &points)
        let equation = PointGroup(condition: nil, points: chosen, weight: 1 / Double(chosen.count))
        try engine.collocate([equation] + engine.collocations.dropFirst().map(\.group))
      }
    }

    let trained = schedule.parameters
    return TrainedSolution(
      parameters: trained.map { Double($0) }, architecture: architecture, losses: schedule.losses,
      indices: engine.indices,
      jets: { [problem] points in
        // A fresh engine a call: arenas are not shared between threads.
        try Engine<L>(problem, strategy, architecture).jets(trained, at: points)
      })
  }
}

/// The parameters on their way through the optimisers.
private struct Schedule<L: Lanes> {
  let engine: Engine<L>
  let observer: any TrainingObserver
  var parameters: [L.Element]
  var losses: [Double] = []

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

  /// - Parameter resample: chooses new points, every `interval` steps and where the iteration stalls.
  mutating func levenbergMarquardt(
    steps: Int, every interval: Int, resample: ([L.Element]) throws -> Void
  ) throws {
    let optimizer = LevenbergMarquardt()
    var state = LevenbergMarquardt.State()
    for step in 0..<steps {
      // The last points stay for a while, so that the final loss is a minimum.
      if interval > 0, step % interval == 0, step > 0, step + interval < steps { try resample(parameters) }
      let loss: Double
      (state, parameters, loss) = try optimizer.update(state, parameters, on: engine)
      guard loss.isFinite else { throw TrainingError.diverged(step: step) }
      losses.append(loss)
      observer.trained(step: step, of: steps, loss: loss)
      if state.isStalled {
        if interval == 0 { return }
        state = LevenbergMarquardt.State()
      }
    }
  }
}
