// SPDX-License-Identifier: MIT

import Assessment
import Benchmarking
import Differentiation
import PDE
import Problems
import RealModule
import Sampling
import Strategies
import Training

extension Study.Question {
  static let spacing = Study.Question(
    "spacing", "Do differences as wide as the points' spacing train better?",
    method: """
      The catalogue's problems with few and with many points, trained by Adam in double precision on one \
      thread for equal processor time: by exact derivatives (the fused kernel), and by central differences \
      whose step is the distance of neighbouring points. A step's time is measured first, the ways taking \
      turns, and says how many fit. Errors are relative, in the mean square over 500 points of the domain, \
      against the catalogue's reference.
      """,
    factors: [
      Study.Factor("problem", problems), Study.Factor("points", ["few", "many"]),
      Study.Factor("way", ["exact", "spacing"]),
    ],
    quantities: [
      Study.Quantity("error", "1", "the relative error over the domain after equal time"),
      Study.Quantity("steps", "1", "how many steps the time allowed"),
      Study.Quantity("point count", "1", "how many points the equation is taken at"),
    ], isTimed: true,
    findings: problems.flatMap { problem in
      ["few", "many"].map { points in
        Study.Finding(
          "\(problem)-\(points)",
          .ratio("error", of: cell(problem, points, "spacing"), to: cell(problem, points, "exact")),
          says: .errors(
            "Training `\(problem)` by differences of the points' spacing, with \(points) points,",
            as: "training by exact derivatives in the same time"))
      }
    }
  ) { seed, cells, extent in
    var found = [[String: Double]](repeating: [:], count: cells.count)
    for i in stride(from: 0, to: cells.count, by: 2) {
      let training = try SpacedTraining(
        cells[i]["problem"] ?? "", few: cells[i]["points"] == "few", seed: seed,
        milliseconds: extent == .whole ? 700 : 8)
      for (j, numbers) in try training.numbers().enumerated() { found[i + j] = numbers }
    }
    return found
  }

  private static let problems = ["cosine-ode", "heat", "burgers-wave", "convection-diffusion"]
  private static func cell(_ problem: String, _ points: String, _ way: String) -> Study.Cell {
    ["problem": problem, "points": points, "way": way]
  }
}

/// One problem trained by exact derivatives and by wide differences.
private struct SpacedTraining {
  let problem: any Benchmark
  let configuration: TrainingConfiguration
  let seed: Int
  let milliseconds: Double

  init(_ name: String, few: Bool, seed: Int, milliseconds: Double) throws {
    problem = try Catalogue.problem(name)
    var configuration = problem.training
    let d = problem.domain.coordinates.count
    configuration.points = d == 1 ? (few ? 12 : 100) : (few ? 100 : 1000)
    self.configuration = configuration
    self.seed = seed
    self.milliseconds = milliseconds
  }

  /// The distance of neighbours, were the points a grid.
  private var spacing: Double {
    let volume = problem.domain.ranges.reduce(1) { $0 * ($1.upperBound - $1.lowerBound) }
    return Double.root(volume / Double(configuration.points), problem.domain.coordinates.count)
  }

  /// By exact derivatives, then by differences.
  func numbers() throws -> [[String: Double]] {
    let runs = [StrategyCatalogue.fastest, .centralDifference(step: spacing)].map { strategy in
      var run = TrainingRun(
        problem, strategy, .adam, .float64, seed: seed, configuration: configuration)
      run.threads = 1
      return run
    }
    let objectives = try runs.map { try $0.objective() }
    let times = try Stopwatch.medians(
      objectives.map { objective in { _ = try objective.adam(objective.initialParameters, 5, 0) } }, rounds: 9
    )
    return try zip(runs, times).map { run, time in
      let steps = max(1, Int(milliseconds / (time / 5)))
      return [
        "error": try error(of: run, steps: steps), "steps": Double(steps),
        "point count": Double(configuration.points),
      ]
    }
  }

  private func error(of run: TrainingRun, steps: Int) throws -> Double {
    var all = TrainingRun(
      run.problem, run.strategy, .adam, .float64, seed: seed, steps: steps, configuration: configuration)
    all.threads = 1
    return try relativeError(of: try all.train(), problem)
  }
}
