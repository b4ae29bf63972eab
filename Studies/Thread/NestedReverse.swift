// SPDX-License-Identifier: MIT

import Differentiation
import Gradients
import Strategies

extension Study.Question {
  static let nestedReverse = Study.Question(
    "nested-reverse", "Is reverse inside reverse right, and what does it cost?",
    method: """
      The gradient of the mean square of the k-th derivative, by one tape inside another for each order. \
      Errors are of a 1-6-6-1 tanh network at 8 points in double precision; times and memory are of a \
      1-32-32-1 network at 1,000 points on one thread, the ways taking turns.
      """,
    factors: [Study.Factor("order", orders), Study.Factor("way", ways)],
    quantities: [GradientError.quantities[2]] + [
      Study.Quantity("time", "ms", "the median processor time of a loss with its gradient"),
      Study.Quantity("memory", "bytes", "what the heap in use grew by"),
    ], isTimed: true,
    findings: orders.flatMap { order in
      [
        Study.Finding(
          "right-\(order)", .value("units", of: cell(order, "reverse")), against: ConditionedTruth.right,
          says: Study.Wording(
            "Reverse inside reverse of order \(order)",
            above: "is wrong: off by {} kappa u, above the {reference} that rounding explains",
            below: "is right, to {} kappa u", undecided: "cannot be told from rounding: {} kappa u"))
      ]
        + ["fused", "forward"].map { other in
          Study.Finding(
            "time-\(order)-\(other)", .ratio("time", of: cell(order, "reverse"), to: cell(order, other)),
            says: .times("A loss by reverse inside reverse of order \(order)", as: "one by `\(other)`"))
        }
        + [
          Study.Finding(
            "memory-\(order)", .ratio("memory", of: cell(order, "reverse"), to: cell(order, "fused")),
            says: Study.Wording(
              "A loss by reverse inside reverse of order \(order)",
              above: "keeps {} times the memory of one by `fused`",
              below: "keeps only {} times the memory of one by `fused`",
              undecided: "keeps as much memory as one by `fused`: {} times"))
        ]
    }
  ) { seed, cells, extent in
    var found = [[String: Double]](repeating: [:], count: cells.count)
    for order in orders {
      let k = Int(order) ?? 1
      let little = try Specimen(PureDerivative(order: k), hidden: [6, 6], points: 8, seed: seed)
      let known = try ConditionedTruth(little.question, .float64)
      let large = try Specimen(
        PureDerivative(order: k), hidden: extent == .whole ? [32, 32] : [8, 8],
        points: extent == .whole ? 1000 : 64, seed: seed)
      let places = cells.indices.filter { cells[$0]["order"] == order }
      var runs: [() throws -> Void] = []
      for i in places {
        guard let strategy = StrategyCatalogue.named(cells[i]["way"] ?? "") else { continue }
        let gradient = try little.objective(strategy, .float64).lossAndGradient(little.parameters).gradient
        found[i]["units"] = GradientError(gradient, known).units
        let (objective, bytes) = try Heap.growth {
          let objective = try large.objective(strategy, .float64)
          _ = try objective.lossAndGradient(large.parameters)
          return objective
        }
        found[i]["memory"] = bytes
        runs.append { _ = try objective.lossAndGradient(large.parameters) }
      }
      let times = try Stopwatch.medians(runs, rounds: extent == .whole ? 20 : 3)
      for (i, time) in zip(places, times) { found[i]["time"] = time }
    }
    return found
  }

  private static let orders = ["1", "2", "3"]
  private static let ways = ["reverse", "forward", "taylor", "fused"]
  private static func cell(_ order: String, _ way: String) -> Study.Cell { ["order": order, "way": way] }
}
