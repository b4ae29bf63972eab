// SPDX-License-Identifier: MIT

import Benchmarking
import Blocks
import Differentiation
import Networks
import PDE
import Sampling
import Strategies
import Threads

/// What is trained: everything that the result depends on.
public struct TrainingRun: Sendable {
  public let problem: any BoundaryValueProblem
  public let strategy: StrategyEntry
  public let optimizer: OptimizerKind
  public let precision: Precision
  public let seed: Int
  /// Optimiser steps; the configuration's where nil.
  public let steps: Int?
  public let configuration: TrainingConfiguration
  /// How many threads share the points; where nil, `PLUMBLINE_THREADS` in the environment or as many
  /// as there are cores. The result does not depend on it.
  public var threads: Int?
  /// Where the training goes on; nil: from the start. The result does not depend on it.
  public var checkpoint: TrainingCheckpoint?

  /// Any problem, with a configuration of the caller's.
  public init(
    _ problem: any BoundaryValueProblem, _ strategy: StrategyEntry,
    _ optimizer: OptimizerKind = .levenbergMarquardt, _ precision: Precision = .float64, seed: Int = 1,
    steps: Int? = nil, configuration: TrainingConfiguration
  ) {
    self.problem = problem
    self.strategy = strategy
    self.optimizer = optimizer
    self.precision = precision
    self.seed = seed
    self.steps = steps
    self.configuration = configuration
  }

  /// A benchmark, as it is trained by the gate.
  public init(
    _ benchmark: any Benchmark, _ strategy: StrategyEntry,
    _ optimizer: OptimizerKind = .levenbergMarquardt, _ precision: Precision = .float64, seed: Int = 1,
    steps: Int? = nil
  ) {
    self.init(
      benchmark, strategy, optimizer, precision, seed: seed, steps: steps, configuration: benchmark.training)
  }
}

/// A trained network with its ansatz: a solution that can be asked anywhere.
public struct TrainedSolution: Sendable {
  /// Parameters of the network, as Double whatever the precision.
  public let parameters: [Double]
  public let architecture: Architecture
  /// The loss before each step, and after the last.
  public let losses: [Double]
  /// The damping μ of each Levenberg–Marquardt step, that of the last trial where no step was found; empty
  /// for other optimisers. The steps of the warm-up before them have none.
  public let dampings: [Double]
  /// The derivatives that ``jets`` lists.
  public let indices: [MultiIndex]
  /// What a training of more steps goes on from; nil where nothing is known of it.
  public let checkpoint: TrainingCheckpoint?
  /// u and its derivatives, those of first order among them, by the strategy that trained it:
  /// `[point][unknown][index]`.
  public let jets: @Sendable ([Point<Double>]) throws -> [[[Double]]]

  public init(
    parameters: [Double], architecture: Architecture, losses: [Double], dampings: [Double] = [],
    indices: [MultiIndex], checkpoint: TrainingCheckpoint? = nil,
    jets: @escaping @Sendable ([Point<Double>]) throws -> [[[Double]]]
  ) {
    self.parameters = parameters
    self.architecture = architecture
    self.losses = losses
    self.dampings = dampings
    self.indices = indices
    self.checkpoint = checkpoint
    self.jets = jets
  }
}

/// A training that cannot begin or go on.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// The loss at that step is not a finite number.
  case diverged(step: Int)
  case steps(Int)
  /// A checkpoint is of another training, for that reason.
  case checkpoint(String)
  /// A training cannot go on to fewer steps than it was begun with: it may have chosen other points.
  case fewerSteps(asked: Int, begun: Int)
  public var description: String {
    switch self {
    case .diverged(let step):
      "training diverged: the loss is not finite at step \(step); a smaller learning rate or another seed may hold"
    case .steps(let n): "\(n) steps cannot be trained: give at least 1"
    case .checkpoint(let reason):
      "the checkpoint cannot be gone on from: \(reason); use that of the same problem, network, optimiser and points"
    case .fewerSteps(let asked, let begun):
      "a training that was begun with \(begun) steps cannot go on to \(asked): it may have chosen its points otherwise; "
        + "give at least \(begun), or train from the start"
    }
  }
}

extension TrainingRun {
  /// Trains from the initial weights that (problem, network, seed) name, or from the checkpoint. The same run
  /// twice is bit-equal, and so is one that went on from a checkpoint: of a run of the same steps that was
  /// interrupted, or of one with fewer steps.
  /// - Parameter observer: told of the progress.
  /// - Throws: ``TrainingError``, `ArchitectureError`, `StrategyError`, `GSLError`.
  public func train(_ observer: any TrainingObserver = SilentObserver()) throws -> TrainedSolution {
    if let steps, steps < 1 { throw TrainingError.steps(steps) }
    switch precision {
    case .float64: return try train(strategy.float64(problem.lengthScale), observer)
    case .float32: return try train(strategy.float32(problem.lengthScale), observer)
    }
  }

  private var width: Int { threads ?? Parallel.width }

  /// The network of the configuration.
  /// - Throws: `ArchitectureError`.
  public func architecture() throws -> Architecture {
    return try Architecture(
      inputs: problem.domain.coordinates.count, hidden: configuration.hidden, outputs: problem.unknowns,
      activation: configuration.activation)
  }

  /// The engine at the seed's points, its initial weights, and the generator of later points.
  func prepare<L: Lanes>(
    _ strategy: BlockStrategy<L>
  ) throws -> (engine: Engine<L>, initial: [L.Element], points: SplitMix64) {
    let architecture = try architecture()
    var weights = SplitMix64("weights", problem.name, architecture.description, "\(seed)")
    var points = SplitMix64("points", problem.name, architecture.description, "\(seed)")
    let initial = Initialiser.glorot(architecture, frequency: configuration.frequency, using: &weights).map {
      L.Element($0)
    }
    let engine = Engine<L>(
      problem, strategy, architecture,
      threads: width)
    try engine.collocate(PointSampler(problem, configuration).groups(for: problem, using: &points))
    return (engine, initial, points)
  }

  private func train<L: Lanes>(
    _ strategy: BlockStrategy<L>, _ observer: any TrainingObserver
  ) throws -> TrainedSolution {
    let architecture = try architecture()
    let (engine, initial, points) = try prepare(strategy)
    var schedule = Schedule(
      engine: engine, observer: observer, parameters: initial,
      points: AdaptivePoints(PointSampler(problem, configuration), points))
    try schedule.train(
      by: optimizer, configuration, steps: steps ?? configuration.steps(of: optimizer), from: checkpoint)

    let trained = schedule.parameters
    let slopes = problem.domain.coordinates.map { MultiIndex([$0]) }
    // A fresh engine a call: arenas are not shared between threads.
    let judged = { @Sendable [problem, width] in
      Engine<L>(problem, strategy, architecture, others: slopes, threads: width)
    }
    return TrainedSolution(
      parameters: trained.map { Double($0) }, architecture: architecture, losses: schedule.losses,
      dampings: schedule.dampings, indices: judged().indices, checkpoint: schedule.checkpoint,
      jets: { points in try judged().jets(trained, at: points) })
  }
}

/// Watches a training; the default does nothing.
public protocol TrainingObserver: Sendable {
  /// A step is done: its number from 0, how many there will be, the loss before it (Adam) or after it.
  func trained(step: Int, of steps: Int, loss: Double)
  /// A step is done.
  /// - Parameter checkpoint: what the training can go on from; making it copies its state, so that it is for
  ///   now and then.
  func reached(_ checkpoint: () -> TrainingCheckpoint)
}

extension TrainingObserver {
  public func reached(_ checkpoint: () -> TrainingCheckpoint) {}
}

/// Sees nothing, says nothing.
public struct SilentObserver: TrainingObserver {
  public init() {}
  public func trained(step: Int, of steps: Int, loss: Double) {}
}
