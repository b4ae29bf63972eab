// SPDX-License-Identifier: MIT

import Foundation
import Plumbline

/// One training with a configuration of the caller's: how far it comes, and how long it takes.
struct Accuracy {
  let problem: any Benchmark
  var configuration: TrainingConfiguration
  let strategy: StrategyEntry
  let optimizer: OptimizerKind
  let seed: Int

  /// Options that are not given are the problem's own.
  init(_ option: (String) -> String?) throws {
    problem = try Catalogue.problem(option("--problem") ?? "poisson")
    var configuration = problem.training
    func set<T: LosslessStringConvertible>(_ name: String, _ field: WritableKeyPath<TrainingConfiguration, T>)
    {
      if let value = option(name).flatMap({ T($0) }) { configuration[keyPath: field] = value }
    }
    if let widths = option("--hidden") {
      configuration.hidden = widths.split(separator: "-").compactMap { Int($0) }
    }
    set("--points", \.points)
    set("--condition-points", \.conditionPoints)
    set("--condition-weight", \.conditionWeight)
    set("--warm-up", \.warmUp)
    set("--rate", \.learningRate)
    set("--steps", \.steps)
    set("--resampling", \.resampling)
    configuration.lbfgsSteps = configuration.steps
    configuration.adamSteps = configuration.steps
    self.configuration = configuration
    strategy = option("--strategy").flatMap { StrategyCatalogue.named($0) } ?? StrategyCatalogue.fastest
    optimizer = option("--optimizer").flatMap { OptimizerKind(rawValue: $0) } ?? .levenbergMarquardt
    seed = option("--seed").flatMap { Int($0) } ?? 1
  }

  /// One line of JSON: relative L2 error on the problem's points, loss, seconds of training, and steps taken.
  func report() throws -> String {
    let clock = ContinuousClock()
    let start = clock.now
    let solution = try TrainingRun(problem, strategy, optimizer, seed: seed, configuration: configuration)
      .train()
    let seconds = (clock.now - start) / .seconds(1)
    let points = try problem.testPoints()
    let place = solution.indices.firstIndex(of: .value)!
    let found = try solution.jets(points).map { $0.map { $0[place] } }
    let reference = problem.reference
    let truth = try points.map { try reference.evaluate([.value], at: $0).map { $0[0].value } }
    let misses = zip(found.joined(), truth.joined()).map { $0 - $1 }
    let error = (misses.reduce(0) { $0 + $1 * $1 } / truth.joined().reduce(0) { $0 + $1 * $1 }).squareRoot()
    let figures: [String: Double] = [
      "relative_l2": error, "loss": solution.losses.last ?? .nan, "train_seconds": seconds,
      "steps": Double(solution.losses.count),
    ]
    return String(decoding: try JSONEncoder().encode(figures), as: UTF8.self)
  }
}
