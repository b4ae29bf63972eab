// SPDX-License-Identifier: MIT

import Differentiation
import Gradients
import Strategies

extension Study.Question {
  static let laplacian = Study.Question(
    "laplacian", "Do hyper-dual numbers do for the Laplacian?",
    method: """
      The gradient of the mean of (Laplacian of u)^2. Errors are of a d-6-6-1 tanh network at 6 points in \
      double precision; times are of a d-32-32-1 network at 500 points on one thread, the ways taking turns.
      """,
    factors: [Study.Factor("dimensions", dimensions), Study.Factor("way", ways)],
    quantities: [
      GradientError.quantities[2],
      Study.Quantity("time", "ms", "the median processor time of a loss with its gradient"),
    ], isTimed: true,
    findings: dimensions.flatMap { d in
      ways.map { way in
        Study.Finding(
          "right-\(d)-\(way)", .value("units", of: cell(d, way)), against: ConditionedTruth.right,
          says: Study.Wording(
            "The gradient by `\(way)` in \(d) dimensions",
            above: "is wrong: off by {} kappa u, above the {reference} that rounding explains",
            below: "is right, to {} kappa u", undecided: "cannot be told from rounding: {} kappa u"))
      }
        + ways.dropFirst().map { other in
          Study.Finding(
            "time-\(d)-\(other)", .ratio("time", of: cell(d, ways[0]), to: cell(d, other)),
            says: .times("The Laplacian by hyper-dual numbers in \(d) dimensions", as: "that by `\(other)`"))
        }
    }
  ) { seed, cells, extent in
    var found = [[String: Double]](repeating: [:], count: cells.count)
    for d in dimensions {
      let problem = BareLaplacian(dimensions: Int(d) ?? 2)
      let little = try Specimen(problem, hidden: [6, 6], points: 6, seed: seed)
      let known = try ConditionedTruth(little.question, .float64)
      let large = try Specimen(
        problem, hidden: extent == .whole ? [32, 32] : [8, 8], points: extent == .whole ? 500 : 64, seed: seed
      )
      let places = cells.indices.filter { cells[$0]["dimensions"] == d }
      var runs: [() throws -> Void] = []
      for i in places {
        guard let strategy = StrategyCatalogue.named(cells[i]["way"] ?? "") else { continue }
        let gradient = try little.objective(strategy, .float64).lossAndGradient(little.parameters).gradient
        found[i]["units"] = GradientError(gradient, known).units
        let objective = try large.objective(strategy, .float64)
        runs.append { _ = try objective.lossAndGradient(large.parameters) }
      }
      let times = try Stopwatch.medians(runs, rounds: extent == .whole ? 20 : 3)
      for (i, time) in zip(places, times) { found[i]["time"] = time }
    }
    return found
  }

  private static let dimensions = ["2", "10"]
  private static let ways = ["hyper-dual", "fused", "forward-laplacian", "taylor"]
  private static func cell(_ d: String, _ way: String) -> Study.Cell { ["dimensions": d, "way": way] }
}
