// SPDX-License-Identifier: MIT

import Differentiation
import Gradients
import RealModule
import Strategies

extension Study.Question {
  static let differenceStep = Study.Question(
    "difference-step", "Which step does a difference need in single precision?",
    method: """
      Central differences of orders 1 and 2 of a 1-12-12-12-1 tanh network at 100 points in single \
      precision, with one step for all: the root and the cube root of eps, the 1e-6 of the thread, and the \
      step that balances truncation and rounding for the order and the precision. Errors are against Taylor \
      series in extended precision.
      """,
    factors: [Study.Factor("order", ["1", "2"]), Study.Factor("step", steps)],
    quantities: [
      Study.Quantity("error", "1", "the relative error of the derivatives, in the mean square"),
      Study.Quantity("h", "1", "the step"),
    ],
    findings: ["1", "2"].flatMap { order in
      steps.dropFirst().map { step in
        Study.Finding(
          "\(step)-\(order)".replacing(" ", with: "-"),
          .ratio("error", of: cell(order, step), to: cell(order, steps[0])),
          says: .errors("In float32 the step \(step) at order \(order)", as: "the law's"))
      } + [
        Study.Finding(
          "useless-\(order)", .value("error", of: cell(order, "1e-6")), against: 0.01,
          says: Study.Wording(
            "The step 1e-6 at order \(order) in float32", above: "is off by {} of the derivative",
            below: "is off by {} of the derivative, less than {reference}",
            undecided: "is off by {} of the derivative, about {reference}")),
        Study.Finding(
          "law-\(order)", .value("error", of: cell(order, steps[0])), against: 0.01,
          says: Study.Wording(
            "The law's step at order \(order) in float32", above: "is off by {} of the derivative",
            below: "is off by {} of the derivative, less than {reference}",
            undecided: "is off by {} of the derivative, about {reference}")),
      ]
    }
  ) { seed, cells, extent in
    try cells.map { cell in
      let order = Int(cell["order"] ?? "") ?? 1
      let specimen = try Specimen(
        PureDerivative(order: order), hidden: extent == .whole ? [12, 12, 12] : [6, 6],
        points: extent == .whole ? 100 : 30, seed: seed)
      let h =
        switch cell["step"] {
        case "root of eps": Double(Float.ulpOfOne).squareRoot()
        case "cube root of eps": Double.root(Double(Float.ulpOfOne), 3)
        case "1e-6": 1e-6
        default: CentralDifference().step(order: order, unitRoundoff: 0x1p-24)
        }
      let objective = try specimen.objective(.centralDifference(step: h), .float32)
      return [
        "error": specimen.error(
          try objective.residuals(specimen.parameters), try specimen.derivatives(by: TaylorMode())),
        "h": h,
      ]
    }
  }

  private static let steps = ["law", "root of eps", "cube root of eps", "1e-6"]
  private static func cell(_ order: String, _ step: String) -> Study.Cell { ["order": order, "step": step] }
}
