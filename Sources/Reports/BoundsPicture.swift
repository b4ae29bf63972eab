// SPDX-License-Identifier: MIT

import Assessment
import Benchmarking
import Campaigns
import Essentials
import Pages
import Problems
import Verification

/// Where the bound of each problem lies: above what training reaches, below the nearest wrong solution.
struct BoundsPicture {
  private struct Row {
    let problem: String
    let what: String
    let value: Double
    let name: String
  }
  private let rows: [Row]
  private let problems: [String]
  private static let kinds = ["cells here", "worst of 20 seeds", "bound", "nearest wrong solution"]

  /// - Parameter groups: of the cells trained.
  init(_ groups: [CampaignReport.Group]) {
    var rows: [Row] = []
    var problems: [String] = []
    for group in groups where !problems.contains(group.kind.problemID) {
      let kind = group.kind
      guard let problem = try? Catalogue.problem(kind.problem, kind.settings),
        let controls = try? ControlResult.evaluate(problem),
        let bound = problem.tolerances(for: RunKind(.levenbergMarquardt, .float64, isApproximate: false))[
          .value]
      else { continue }
      problems.append(kind.problemID)
      func add(_ what: Int, _ value: Double?, _ name: String) {
        guard let value, value > 0, value.isFinite else { return }
        rows.append(Row(problem: kind.problemID, what: Self.kinds[what], value: value, name: name))
      }
      // Bounds of other optimisers and precisions are others.
      let own = groups.filter {
        $0.kind.problemID == kind.problemID && CellBounds.of($0.kind) == bound
      }
      let errors = own.flatMap { $0.entries.values.map(\.relativeL2) }
      add(0, errors.filter(\.isFinite).max(), "the worst of \(Words.count(errors.count, "cell")) here")
      add(1, problem.worstOfSeeds[.value], "the worst of 20 seeds")
      add(2, bound, "the bound")
      // What another measure rejects, such as the slope, may be near the truth in value.
      let rejected = controls.filter { $0.rejectedBy.contains(.value) }
      let wrong = rejected.compactMap { c in c.scores[.value].map { (c.name, $0) } }.min { $0.1 < $1.1 }
      if let wrong { add(3, wrong.1, wrong.0) }
    }
    (self.rows, self.problems) = (rows, problems)
  }

  var html: HTML {
    guard !rows.isEmpty else { return .paragraph("No problem here is in the catalogue.", class: "gap") }
    let values = rows.map { row -> JSON in
      [
        "problem": .string(row.problem), "what": .string(row.what), "value": .number(row.value),
        "name": .string(row.name),
      ]
    }
    let y: JSON = [
      "field": "problem", "type": "nominal", "sort": .array(problems.map { .string($0) }),
      "axis": ["title": nil, "grid": true, "labelLimit": 160],
    ]
    let x: JSON = [
      "field": "value", "type": "quantitative", "scale": ["type": "log"],
      "axis": ["title": "relative L2 error (dimensionless)", "format": ".0e", "labelOverlap": true],
    ]
    let kinds = JSON.array([0, 1, 3].map { .string(Self.kinds[$0]) })
    let legend: JSON = ["title": nil]
    let chart = Chart(
      "bounds",
      caption:
        "Levenberg–Marquardt, double precision, exact derivatives: what passes lies left of the bound (stroke), the nearest "
        + "wrong solution that the error alone rejects right of it.",
      description: "Per problem on a logarithmic axis: errors reached, bound, nearest wrong solution",
      spec: [
        "height": .number(Double(110 + 24 * problems.count)), "data": ["values": .array(values)],
        "layer": [
          [
            "mark": ["type": "tick", "thickness": 2, "size": 20],
            "transform": [["filter": .string("datum.what === '\(Self.kinds[2])'")]],
            "encoding": ["x": x, "y": y],
          ],
          [
            "mark": ["type": "point", "filled": true, "size": 80, "opacity": 0.9],
            "transform": [["filter": .string("datum.what !== '\(Self.kinds[2])'")]],
            "encoding": [
              "x": x, "y": y,
              "color": ["field": "what", "type": "nominal", "scale": ["domain": kinds], "legend": legend],
              "shape": [
                "field": "what", "type": "nominal",
                "scale": ["domain": kinds, "range": ["circle", "triangle-up", "cross"]], "legend": legend,
              ],
            ],
          ],
        ],
      ])
    let table = problems.map { problem -> [HTML] in
      [HTML(problem)]
        + Self.kinds.map { kind in
          HTML(Words.short(rows.first { $0.problem == problem && $0.what == kind }?.value))
        } + [HTML(rows.first { $0.problem == problem && $0.what == Self.kinds[3] }?.name ?? "–")]
    }
    return chart.html
      + .table(
        caption: "Relative L2 errors and the bound between them",
        ["problem", "worst here"] + Self.kinds.dropFirst() + ["which is"], table, numbers: [1, 2, 3, 4])
  }
}
