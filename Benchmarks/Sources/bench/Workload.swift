// SPDX-License-Identifier: MIT

import Plumbline

/// A loss of a tanh network at points inside and 100 on each soft condition, in Float64.
struct Workload {
  let name: String
  let problem: any BoundaryValueProblem
  let hidden: [Int]
  let points: Int
  init(
    _ name: String, _ problem: any BoundaryValueProblem, hidden: [Int] = Array(repeating: 20, count: 8),
    points: Int = 10_000
  ) {
    self.name = name
    self.problem = problem
    self.hidden = hidden
    self.points = points
  }

  /// Every strategy in turn, so that a drift of the machine meets all alike; two rounds to warm up.
  func evaluate(rounds: Int, threads: Int = 1, only: String? = nil) throws -> Timing {
    var configuration =
      (problem as? any Benchmark)?.training
      ?? TrainingConfiguration(hidden: hidden, points: points, adamSteps: 1, steps: 1)
    configuration.hidden = hidden
    configuration.points = points
    configuration.conditionPoints = 100
    let entries = StrategyCatalogue.all.filter { only == nil || $0.name == only }
    let objectives = try entries.map { entry in
      var run = TrainingRun(problem, entry, configuration: configuration)
      run.threads = threads
      return try run.objective()
    }
    var times = [[Double]](repeating: [], count: entries.count)
    var gradients = [[Double]](repeating: [], count: entries.count)
    let clock = ContinuousClock()
    for round in -2..<rounds {
      for (i, objective) in objectives.enumerated() {
        let start = clock.now
        gradients[i] = try objective.lossAndGradient(objective.initialParameters).gradient
        if round >= 0 { times[i].append((clock.now - start) / .milliseconds(1)) }
      }
    }
    return Timing(name: name, strategies: entries, times: times, gradients: gradients)
  }
}

/// What was measured: milliseconds by strategy and round, and the gradients.
struct Timing {
  let name: String
  let strategies: [StrategyEntry]
  let times: [[Double]]
  let gradients: [[Double]]

  func median(_ strategy: String) -> Double {
    guard let i = strategies.firstIndex(where: { $0.name == strategy }) else { return .nan }
    return times[i].sorted()[times[i].count / 2]
  }
  /// The exact strategies that have work of their own here, the fastest first: without a Laplacian to
  /// collapse `forward-laplacian` is `fused`.
  var exact: [String] {
    strategies.filter { !$0.isApproximate && $0.name != "forward-laplacian" }.map(\.name)
      .sorted { median($0) < median($1) }
  }
  /// The largest difference of a gradient from the first one's, relative to its largest component.
  func disagreement(_ names: [String]) -> Double {
    let scale = gradients[0].map(abs).max() ?? 1
    return strategies.indices.filter { names.contains(strategies[$0].name) }.map { i in
      zip(gradients[i], gradients[0]).map { abs($0 - $1) }.max()! / scale
    }.max() ?? 0
  }

  var table: String {
    let rows = strategies.indices.map { i in
      let t = times[i].sorted()
      let figures = [t[t.count / 2], t[0], t[t.count - 1]].map { one($0).padded(8) }.joined()
      return strategies[i].name.padded(22) + figures
    }
    return
      (["\(name): milliseconds, loss and gradient", "strategy".padded(22) + "median  min     max"] + rows)
      .joined(separator: "\n") + "\n"
  }
}

/// One decimal.
func one(_ x: Double) -> String { "\((x * 10).rounded() / 10)" }

extension String {
  func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
