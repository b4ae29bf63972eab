// SPDX-License-Identifier: MIT

import Assessment
import Differentiation
import Gradients
import Networks
import Strategies

extension Study.Question {
  static let taylorOrDifferences = Study.Question(
    "taylor-or-differences", "Are Taylor series slower than differences?",
    method: """
      Loss and gradient of the mean square of the k-th derivative of a 1-32-32-1 tanh network at 1,000 \
      points, on one thread, the ways taking turns. Errors are those of the derivatives against Taylor \
      series in extended precision. Memory is what the heap in use grew by while the loss was set up and \
      evaluated once: what came and went meanwhile is not seen, and no count of allocations is possible \
      without another allocator.
      """,
    factors: [
      Study.Factor("order", orders), Study.Factor("precision", precisions),
      Study.Factor("way", ["taylor", "central-difference", "fused"]),
    ],
    quantities: [
      Study.Quantity("time", "ms", "the median processor time of a loss with its gradient"),
      Study.Quantity("error", "1", "the relative error of the derivatives, in the mean square"),
      Study.Quantity("memory", "bytes", "what the heap in use grew by"),
    ], isTimed: true,
    findings: orders.flatMap { order in
      precisions.flatMap { precision in
        let taylor = cell(order, precision, "taylor")
        let difference = cell(order, precision, "central-difference")
        let at = "of order \(order) in \(precision)"
        return [
          Study.Finding(
            "time-\(order)-\(precision)", .ratio("time", of: taylor, to: difference),
            says: .times("A loss by Taylor series \(at)", as: "one by central differences")),
          Study.Finding(
            "error-\(order)-\(precision)", .ratio("error", of: difference, to: taylor),
            says: .errors("A central difference \(at)", as: "the Taylor series")),
        ]
      }
    } + [
      Study.Finding(
        "memory",
        .ratio("memory", of: cell("4", "float64", "taylor"), to: cell("4", "float64", "central-difference")),
        says: Study.Wording(
          "A loss by Taylor series of order 4 in float64",
          above: "keeps {} times the memory of one by central differences",
          below: "keeps only {} times the memory of one by central differences",
          undecided: "keeps as much memory as one by central differences: {} times",
          equal: "keeps as much memory as one by central differences")),
      Study.Finding(
        "fused",
        .ratio("time", of: cell("1", "float32", "fused"), to: cell("1", "float32", "central-difference")),
        says: .times("A loss by the fused kernel of order 1 in float32", as: "one by central differences")),
    ]
  ) { seed, cells, extent in
    var found = [[String: Double]](repeating: [:], count: cells.count)
    for order in 1...4 {
      let specimen = try Specimen(
        PureDerivative(order: order), hidden: extent == .whole ? [32, 32] : [8, 8],
        points: extent == .whole ? 1000 : 64, seed: seed)
      let truth = try specimen.derivatives(by: TaylorMode())
      for precision in GradientPrecision.allCases {
        let places = cells.indices.filter {
          cells[$0]["order"] == "\(order)" && cells[$0]["precision"] == precision.rawValue
        }
        var runs: [() throws -> Void] = []
        for i in places {
          guard let strategy = StrategyCatalogue.named(cells[i]["way"] ?? "") else { continue }
          let (objective, bytes) = try Heap.growth {
            let objective = try specimen.objective(strategy, precision)
            _ = try objective.lossAndGradient(specimen.parameters)
            return objective
          }
          found[i]["memory"] = bytes
          found[i]["error"] = specimen.error(try objective.residuals(specimen.parameters), truth)
          runs.append { _ = try objective.lossAndGradient(specimen.parameters) }
        }
        let times = try Stopwatch.medians(runs, rounds: extent == .whole ? 40 : 3)
        for (i, time) in zip(places, times) { found[i]["time"] = time }
      }
    }
    return found
  }

  private static let orders = ["1", "2", "3", "4"]
  private static let precisions = ["float32", "float64"]
  private static func cell(_ order: String, _ precision: String, _ way: String) -> Study.Cell {
    ["order": order, "precision": precision, "way": way]
  }
}

extension Specimen where P == PureDerivative {
  /// Every how-manieth point is compared: extended precision takes its time.
  private var stride: Int { max(1, points.count / 50) }

  /// The true derivatives at some of the points.
  func derivatives(by strategy: some Strategy) throws -> [Extended] {
    let field = PointwiseNetwork<Extended>(shape, parameters: parameters)
    return try Swift.stride(from: 0, to: points.count, by: stride).map { i in
      try strategy.jet(
        of: field, at: Point(problem.domain.coordinates, points[i].map { Extended($0) }), [problem.index])[
          problem.index]
    }
  }

  /// The relative error of weighted residuals that are derivatives.
  func error(_ residuals: [Double], _ truth: [Extended]) -> Double {
    var sum = RelativeL2()
    let scale = Double(points.count).squareRoot()
    for (i, known) in truth.enumerated() { sum.add(scale * residuals[i * stride], Double(known)) }
    return sum.error
  }
}
