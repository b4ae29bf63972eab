// SPDX-License-Identifier: MIT

import Benchmarking
import Blocks
import Differentiation
import Networks
import PDE
import Strategies
import Threads

/// The loss of a run as a function of the parameters: for optimisers from elsewhere, and to be measured.
///
/// The parameters go in and the gradient comes out as Double whatever the precision it is computed in. A
/// value of this type keeps memory of its own and belongs to one thread.
public struct Objective {
  /// The length of the parameter vector.
  public let parameterCount: Int
  /// The run's initial weights.
  public let initialParameters: [Double]
  /// The loss Σ weight·r² and its gradient.
  public let lossAndGradient: (_ parameters: [Double]) throws -> (loss: Double, gradient: [Double])
  /// The weighted residuals √weight·r: group by group, equation by equation, point by point.
  public let residuals: (_ parameters: [Double]) throws -> [Double]
  /// The parameters after a number of Adam steps.
  public let adam: (_ parameters: [Double], _ steps: Int, _ rate: Double) throws -> [Double]
  /// The Levenberg–Marquardt step −(JᵀJ + μ)⁻¹ Jᵀr of the weighted residuals; nil where μ is too small for
  /// the matrix to be positive definite.
  public let dampedStep: (_ parameters: [Double], _ mu: Double) throws -> [Double]?

  // The closures hold code that is specialised for the lanes; a generic type of another module would not.
  init<L: Lanes>(_ engine: Engine<L>, initial: [L.Element]) {
    parameterCount = engine.parameterCount
    initialParameters = initial.map { Double($0) }
    lossAndGradient = { parameters in
      let (loss, gradient) = try engine.lossAndGradient(parameters.map { L.Element($0) })
      return (loss, gradient.map { Double($0) })
    }
    residuals = { parameters in try engine.residuals(parameters.map { L.Element($0) }) }
    adam = { parameters, steps, rate in
      var schedule = Schedule(
        engine: engine, observer: SilentObserver(), parameters: parameters.map { L.Element($0) })
      try schedule.adam(steps: steps, rate: rate)
      return schedule.parameters.map { Double($0) }
    }
    var system: Linearisation<L>?
    dampedStep = { parameters, mu in
      let linear = try system ?? Linearisation(engine)
      system = linear
      _ = try linear.move(to: parameters.map { L.Element($0) })
      return try linear.equations.step(damping: mu)
    }
  }
}

extension Objective {
  /// The loss of a problem at points of the caller's, for a network of the caller's, its initial parameters
  /// zero.
  /// - Parameters:
  ///   - problem: what is solved.
  ///   - strategy: how derivatives are taken.
  ///   - precision: of the computation.
  ///   - architecture: the network's shape.
  ///   - groups: the equation's points, and those of each soft condition.
  ///   - threads: how many share the points; where nil, `PLUMBLINE_THREADS` in the environment or
  ///     as many as there are cores. The result does not depend on it.
  /// - Throws: `StrategyError` for an equation that the strategy cannot take.
  public init(
    _ problem: any BoundaryValueProblem, _ strategy: StrategyEntry, _ precision: Precision = .float64,
    _ architecture: Architecture, at groups: [PointGroup], threads: Int? = nil
  ) throws {
    func make<L: Lanes>(_ strategy: BlockStrategy<L>) throws -> Objective {
      let engine = Engine<L>(
        problem, strategy, architecture, threads: threads ?? Parallel.width)
      try engine.collocate(groups)
      return Objective(engine, initial: [L.Element](repeating: 0, count: engine.parameterCount))
    }
    self =
      switch precision {
      case .float64: try make(strategy.float64(problem.lengthScale))
      case .float32: try make(strategy.float32(problem.lengthScale))
      }
  }
}

extension TrainingRun {
  /// The loss that ``train(_:)`` starts from: the same network, weights and points.
  /// - Throws: `ArchitectureError`, `GSLError`.
  public func objective() throws -> Objective {
    switch precision {
    case .float64: try objective(strategy.float64(problem.lengthScale))
    case .float32: try objective(strategy.float32(problem.lengthScale))
    }
  }

  private func objective<L: Lanes>(_ strategy: BlockStrategy<L>) throws -> Objective {
    let (engine, initial, _) = try prepare(strategy)
    return Objective(engine, initial: initial)
  }
}
