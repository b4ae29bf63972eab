// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import Problems
import RealModule
import Strategies
import Training

extension Study.Question {
  static let stiff = Study.Question(
    "stiff", "Is there a problem on which differences fail though exact derivatives do not?",
    method: """
      Levenberg-Marquardt, the same steps for all, in single precision: the Kuramoto-Sivashinsky equation, \
      whose fourth derivative differences magnify rounding for, and convection against diffusion with a \
      layer of width 0.02. Differences take the law's step for the order and for the problem's length, or \
      the root of eps. Converged is what keeps to the catalogue's bound for exact derivatives in single \
      precision.
      """,
    factors: [
      Study.Factor("problem", problems.map(\.name)), Study.Factor("way", ["exact", "law", "root of eps"]),
    ],
    quantities: [
      Study.Quantity("error", "1", "the relative error over the domain"),
      Study.Quantity("of bound", "1", "the same over the catalogue's bound"),
    ],
    findings: problems.map(\.name).flatMap { problem in
      [
        ("exact", "Exact derivatives"), ("law", "Differences with the law's step"),
        ("root of eps", "Differences with the step root of eps"),
      ].map { way, subject in
        Study.Finding(
          "\(problem)-\(way.replacing(" ", with: "-"))", .value("of bound", of: cell(problem, way)),
          says: Study.Wording(
            "\(subject) on `\(problem)` in float32", above: "fail: their error stays at {} times the bound",
            below: "converge: their error comes to {} of the bound",
            undecided: "converge in some seeds and fail in others: {} of the bound"))
      } + [
        Study.Finding(
          "\(problem)-law-exact", .ratio("error", of: cell(problem, "law"), to: cell(problem, "exact")),
          says: .errors(
            "Training `\(problem)` in float32 by differences with the law's step",
            as: "training by exact derivatives"))
      ]
    }
  ) { seed, cells, extent in
    try cells.map { cell in
      guard let chosen = problems.first(where: { $0.name == cell["problem"] }) else { return [:] }
      let problem = try Catalogue.problem(chosen.name, chosen.settings)
      let strategy: StrategyEntry =
        switch cell["way"] {
        case "law": StrategyCatalogue.named("central-difference") ?? StrategyCatalogue.fastest
        case "root of eps": .centralDifference(step: Double(Float.ulpOfOne).squareRoot())
        default: StrategyCatalogue.fastest
        }
      var configuration = problem.training
      if extent == .short {
        (configuration.hidden, configuration.points, configuration.warmUp) = ([6], 40, 0)
        configuration.conditionPoints = min(20, configuration.conditionPoints)
      }
      var run = TrainingRun(
        problem, strategy, .levenbergMarquardt, .float32, seed: seed,
        steps: extent == .whole ? nil : 8, configuration: configuration)
      run.threads = 1
      let kind = RunKind(.levenbergMarquardt, .float32, isApproximate: false)
      let bound = problem.tolerances(for: kind)[.value] ?? .nan
      do {
        let error = try relativeError(of: run.train(), problem)
        return ["error": error, "of bound": error / bound]
      } catch is TrainingError {
        // What diverges has no better solution than none: u = 0.
        return ["error": 1, "of bound": 1 / bound]
      }
    }
  }

  private static let problems: [(name: String, problem: String, settings: [String: Double], steps: Int?)] = [
    ("kuramoto-sivashinsky", "kuramoto-sivashinsky", [:], nil),
    ("convection-diffusion", "convection-diffusion", ["epsilon": 0.02], nil),
  ]
  private static func cell(_ problem: String, _ way: String) -> Study.Cell {
    ["problem": problem, "way": way]
  }
}
