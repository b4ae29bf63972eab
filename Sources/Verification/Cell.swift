// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import Problems
import Strategies
import Training

/// One training and its verdict, named by a path: `burgers[nu=0.02]/taylor/adam-250/float32/seed1`.
/// Parameters and steps stand in it only where they were given.
public struct Cell: Sendable {
  /// The parameters given; the others have their standard values.
  public let settings: [String: Double]
  public let problem: any Benchmark
  /// What is trained.
  public package(set) var run: TrainingRun
  /// That the training took before it was interrupted.
  var secondsBefore = 0.0

  /// - Throws: `UnknownProblem`, `SettingError`, ``CellError``.
  public init(
    problem: String, settings: [String: Double] = [:], strategy: String,
    optimizer: OptimizerKind = .levenbergMarquardt, precision: Precision = .float64, seed: Int = 1,
    steps: Int? = nil
  ) throws {
    guard let entry = StrategyCatalogue.named(strategy) else { throw CellError.strategy(strategy) }
    try self.init(
      try Catalogue.problem(problem, settings), settings: settings, strategy: entry, optimizer: optimizer,
      precision: precision, seed: seed, steps: steps)
  }

  /// A cell of a problem that need not be in the catalogue.
  /// - Parameters:
  ///   - problem: what is trained, with its parameters.
  ///   - settings: the parameters given to it; a part of the cell's name.
  ///   - strategy: how derivatives are taken.
  ///   - optimizer: how it is trained.
  ///   - precision: of the computation.
  ///   - seed: of weights and points.
  ///   - steps: optimiser steps; the configuration's where nil.
  ///   - configuration: network, points and schedule; the problem's own where nil.
  /// - Throws: ``CellError``, `TrainingError`, `BenchmarkError`.
  public init(
    _ problem: any Benchmark, settings: [String: Double] = [:], strategy: StrategyEntry,
    optimizer: OptimizerKind = .levenbergMarquardt, precision: Precision = .float64, seed: Int = 1,
    steps: Int? = nil, configuration: TrainingConfiguration? = nil
  ) throws {
    if let steps, steps < 1 { throw TrainingError.steps(steps) }
    guard CellName.seeds.contains(seed) else { throw CellError.seed(seed) }
    try problem.checkControls()
    self.settings = settings
    self.problem = problem
    run = TrainingRun(
      problem, strategy, optimizer, precision, seed: seed, steps: steps,
      configuration: configuration ?? problem.training)
  }

  /// What it is but for its seed.
  public var kind: CellKind {
    CellKind(
      problem: problem.name, settings: settings, strategy: run.strategy.name, optimizer: run.optimizer,
      precision: run.precision, steps: run.steps)
  }

  /// The problem with the parameters given: "burgers[nu=0.02]".
  package var problemID: String { kind.problemID }

  /// The cell's name; ``init(id:)`` reads it back.
  public var id: String { CellName(kind, seed: run.seed).id }

  /// The cell of that name.
  /// - Throws: ``CellError/malformed(_:)`` and what the parts' own names throw.
  public init(id: String) throws { try self.init(CellName(id: id)) }

  /// The cell of that name.
  /// - Throws: `UnknownProblem`, `SettingError`, ``CellError``.
  public init(_ name: CellName) throws {
    let kind = name.kind
    try self.init(
      problem: kind.problem, settings: kind.settings, strategy: kind.strategy, optimizer: kind.optimizer,
      precision: kind.precision, seed: name.seed, steps: kind.steps)
  }

  /// The most that passes, by measure.
  public var bounds: Tolerances {
    problem.tolerances(
      for: RunKind(run.optimizer, run.precision, isApproximate: run.strategy.isApproximate))
  }
}

/// A cell that cannot be.
public enum CellError: Error, CustomStringConvertible {
  case strategy(String)
  case seed(Int)
  case malformed(String)
  /// Strategies that have no jet of their own to train with.
  private static let gradientsOnly: Set = [
    "compiler", "taylor-over-reverse", "hyper-dual-over-reverse", "tagged",
  ]
  public var description: String {
    switch self {
    case .strategy(let name):
      Self.gradientsOnly.contains(name)
        ? "\(name) takes parameter gradients in an order of its own and trains no network: see verify gradients "
          + "--strategy \(name)"
        : Suggestion.message(
          "strategy", name, (StrategyCatalogue.all + StrategyCatalogue.others).map(\.name))
    case .seed(let n): "seed \(n) cannot be: seeds are 0, 1, 2 … \(CellName.seeds.upperBound)"
    case .malformed(let id):
      "'\(id)' is no cell: write problem/strategy/optimizer/precision/seedN, as in "
        + "burgers/taylor/levenberg-marquardt/float64/seed1 (verify list --cells lists them)"
    }
  }
}

/// The cells that `swift test` trains: every strategy on the problems that train in two seconds, the fastest
/// exact one on the others.
package enum Gate {
  /// In the order in which results are listed.
  package static var cells: [Cell] {
    get throws {
      try Catalogue.all.flatMap { type in
        let strategies =
          try Catalogue.problem(type.name).isQuick ? StrategyCatalogue.all : [StrategyCatalogue.fastest]
        return try strategies.map { try Cell(problem: type.name, strategy: $0.name) }
      }
    }
  }
}
