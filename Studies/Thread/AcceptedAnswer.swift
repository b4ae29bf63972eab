// SPDX-License-Identifier: MIT

import Differentiation
import Gradients
import Strategies

extension Study.Question {
  static let acceptedAnswer = Study.Question(
    "accepted-answer", "Are the accepted answer's gradients wrong?",
    method: """
      The loss mean (d/dt[t N(t)] - cos t)^2 of a 1-12-12-12-1 tanh network at 100 points, at its initial \
      weights and after 250 Adam steps in single precision. Each gradient is held against nested duals under \
      a tape in extended precision; Taylor series over a tape, in extended precision too, say whether that \
      one is right. A limit of 8 units is rounding. Faults are planted in nested duals under a tape.
      """,
    factors: [
      Study.Factor("moment", ["start", "trained"]), Study.Factor("precision", ["float32", "float64"]),
      Study.Factor("way", Ways.all),
    ],
    quantities: GradientError.quantities, findings: findings
  ) { seed, cells, extent in
    let gradients = try Ways(seed, extent)
    return try cells.map { try gradients.error($0).numbers }
  }

  private static func cell(_ moment: String, _ precision: String, _ way: String) -> Study.Cell {
    ["moment": moment, "precision": precision, "way": way]
  }

  private static let findings: [Study.Finding] =
    ["float32", "float64"].flatMap { precision in
      ["start", "trained"].map { moment in
        Study.Finding(
          "accepted-\(precision)-\(moment)",
          .value("units", of: cell(moment, precision, Ways.accepted)), against: ConditionedTruth.right,
          says: Study.Wording(
            "Forward inside reverse in \(precision), \(phrase(moment)),",
            above:
              "is wrong: its worst component is off by {} kappa u, and rounding explains {reference}",
            below: "is right: its worst component is off by {} kappa u, and rounding explains {reference}",
            undecided: "cannot be told from rounding: its worst component is off by {} kappa u of {reference}"
          ))
      }
    } + [
      Study.Finding(
        "tolerance", .value("component error", of: cell("trained", "float32", Ways.accepted)), against: 1e-3,
        says: Study.Wording(
          "The worst component of the right gradient in float32, after training, is off by",
          above: "{} of its value: a relative tolerance of {reference} per component rejects what is right",
          below: "{} of its value: a relative tolerance of {reference} per component passes it",
          undecided: "{} of its value: a relative tolerance of {reference} per component rejects some seeds"))
    ] + exact + differences + [
      Study.Finding(
        "cancellation",
        .ratio(
          "norm error", of: cell("trained", "float32", Ways.accepted),
          to: cell("start", "float32", Ways.accepted)),
        says: Study.Wording(
          "The right gradient in float32, by its length,", above: "is off by {} times as much after training",
          below: "is off by only {} times as much after training",
          undecided: "is off by as much after training as before: {} times")),
      Study.Finding(
        "fault",
        .ratio(
          "norm error", of: cell("trained", "float32", Ways.fault(.ruleNotDifferentiated)),
          to: cell("trained", "float32", Ways.accepted)),
        says: Study.Wording(
          "A second derivative of tanh that is missing, after training in float32,",
          above: "is off by {} times as much as rounding",
          below: "is off by only {} times as much as rounding",
          undecided: "cannot be told from rounding: {} times as far off")),
      Study.Finding(
        "fault-size", .value("norm error", of: cell("start", "float64", Ways.fault(.ruleNotDifferentiated))),
        against: 0.01,
        says: Study.Wording(
          "That fault, at the start,", above: "moves the gradient by {} of its length, more than {reference}",
          below: "moves the gradient by {} of its length, less than {reference}",
          undecided: "moves the gradient by {} of its length, about {reference}")),
      Study.Finding(
        "truth", .value("units", of: cell("trained", "float64", Ways.second)), against: 1,
        says: Study.Wording(
          "Two programs in extended precision",
          above: "do not agree on the truth: {} kappa u of float64 apart",
          below: "agree on the truth to {} kappa u of float64",
          undecided: "agree on the truth to about a unit: {} kappa u of float64")),
    ]

  /// The worst of all exact ways, after training.
  private static let exact: [Study.Finding] = ["float32", "float64"].map { precision in
    Study.Finding(
      "exact-\(precision)",
      .largest("units", of: Ways.exact.map { cell("trained", precision, $0) }),
      against: ConditionedTruth.right,
      says: Study.Wording(
        "Of the other \(Ways.exact.count) exact ways in \(precision), after training, the worst",
        above: "is wrong: off by {} kappa u, above the {reference} that rounding explains",
        below: "is right, to {} kappa u",
        undecided: "cannot be told from rounding: off by {} kappa u of {reference}"))
  }

  private static let differences: [Study.Finding] = ["float32", "float64"].map { precision in
    Study.Finding(
      "differences-\(precision)", .value("units", of: cell("trained", precision, Ways.differences)),
      against: ConditionedTruth.right,
      says: Study.Wording(
        "The gradient around central differences in \(precision), after training,",
        above: "is off by {} kappa u, more than the {reference} that rounding explains",
        below: "is as right as an exact one, to {} kappa u",
        undecided: "cannot be told from rounding: off by {} kappa u of {reference}"))
  }

  private static func phrase(_ moment: String) -> String {
    moment == "start" ? "at the initial weights" : "after training"
  }
}

/// The thread's loss of one seed, and every way to its gradient.
private struct Ways {
  static let accepted = "reverse over forward"
  static let differences = "engine: central-difference"
  static let second = "extended: taylor over reverse"
  static func fault(_ fault: Fault) -> String { "fault: \(fault.rawValue)" }
  static let faults: [Fault] = [.ruleNotDifferentiated, .closureDropped]
  static let engine = (StrategyCatalogue.all + StrategyCatalogue.others)
  /// Of those that take a sweep for the gradient; the compiler's own takes minutes for so many parameters.
  static let suite = DifferentiatorCatalogue.all.filter {
    $0.differentiator.mode == .reverse && $0.name != "compiler"
  }
  static let all = engine.map { "engine: \($0.name)" } + suite.map(\.nesting) + faults.map(fault) + [second]
  static let exact =
    engine.filter { !$0.isApproximate }.map { "engine: \($0.name)" }
    + suite.filter { !$0.isApproximate && $0.nesting != accepted }.map(\.nesting)

  let moments: [String: Specimen<ThreadEquation>]
  let truths: [String: [String: ConditionedTruth]]

  init(_ seed: Int, _ extent: Study.Extent) throws {
    let start = try Specimen(
      ThreadEquation(), hidden: extent == .whole ? [12, 12, 12] : [4, 4], points: extent == .whole ? 100 : 12,
      seed: seed)
    var trained = start
    trained.parameters = try start.objective(StrategyCatalogue.fastest, .float32)
      .adam(start.parameters, 250, extent == .whole ? 1e-3 : 1e-2)
    moments = ["start": start, "trained": trained]
    truths = try moments.mapValues { specimen in
      var known: [String: ConditionedTruth] = [:]
      for precision in GradientPrecision.allCases {
        known[precision.rawValue] = try ConditionedTruth(
          name: "thread \(seed)", precision, theta: specimen.parameters.map { Extended($0) },
          places: specimen.points.map { Extended($0[0]) }
        ) { theta, moves in
          let points = specimen.points.enumerated().map { i, x in
            Extended(x[0]) + Extended(moves.isEmpty ? 0 : moves[i])
          }
          return ThreadLoss(shape: specimen.shape, points: points).gradient(theta)
        }
      }
      return known
    }
  }

  func error(_ cell: Study.Cell) throws -> GradientError {
    guard let specimen = moments[cell["moment"] ?? ""], let way = cell["way"],
      let precision = GradientPrecision(rawValue: cell["precision"] ?? ""),
      let known = truths[cell["moment"] ?? ""]?[precision.rawValue]
    else { throw UnknownStudy(description: "there is no cell \(cell)") }
    let question = specimen.question
    if way == Self.second {
      let gradient: [Extended] = try TaylorOverGradient().gradient(of: question, at: question.parameters())
      return GradientError(extended: gradient, known)
    }
    if let strategy = Self.engine.first(where: { "engine: \($0.name)" == way }) {
      let objective = try specimen.objective(strategy, precision)
      return GradientError(try objective.lossAndGradient(specimen.parameters).gradient, known)
    }
    if let fault = Self.faults.first(where: { Self.fault($0) == way }) {
      let wrong = DifferentiatorEntry(fault.differentiator)
      return GradientError(try wrong.gradient(of: question, precision), known)
    }
    guard let entry = Self.suite.first(where: { $0.nesting == way }) else {
      throw UnknownStudy(description: "there is no way '\(way)'")
    }
    return GradientError(try entry.gradient(of: question, precision), known)
  }
}
