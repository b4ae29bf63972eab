// SPDX-License-Identifier: MIT

import Benchmarking
import Campaigns
import Essentials
import Pages
import Verification

/// The kinds of cells of one problem beside each other: error by seed with the bound, and error against time.
struct StrategyCharts {
  let id: String
  let groups: [CampaignReport.Group]
  /// What names a kind among them.
  let label: (CellKind) -> String
  /// Seeds that a chart shows of each kind at most: beyond, those at even steps of their order.
  private static let most = 60

  var html: HTML { .element("div", ["class": "figures wide"], errors, work) }

  /// Seeds in the order of their errors, thinned where there are many.
  private func shown(_ group: CampaignReport.Group) -> [(seed: Int, entry: CampaignReport.Entry)] {
    let all = group.entries.filter { $0.value.relativeL2.isFinite && $0.value.relativeL2 > 0 }
      .map { (seed: $0.key, entry: $0.value) }.sorted {
        ($0.entry.relativeL2, $0.seed) < ($1.entry.relativeL2, $1.seed)
      }
    guard all.count > Self.most else { return all }
    return (0..<Self.most).map { all[$0 * (all.count - 1) / (Self.most - 1)] }
  }

  private var rows: [JSON] {
    groups.flatMap { group in
      shown(group).map { seed, entry in
        [
          "kind": .string(label(group.kind)), "seed": .number(Double(seed)),
          "error": .number(entry.relativeL2),
          "seconds": .number(max(entry.seconds, 1e-3)), "verdict": .string(entry.verdict.rawValue),
        ]
      }
    }
  }

  private var names: JSON { .array(groups.map { .string(label($0.kind)) }) }
  private static let error: JSON = [
    "title": "relative L2 error (dimensionless)", "format": ".0e", "labelOverlap": true, "tickCount": 6,
  ]

  private var errors: HTML {
    let bounds = groups.compactMap { group -> JSON? in
      CellBounds.of(group.kind).map { ["kind": .string(label(group.kind)), "bound": .number($0)] }
    }
    let y: JSON = [
      "field": "kind", "type": "nominal", "sort": names, "axis": ["title": nil, "labelLimit": 140],
    ]
    let count = groups.reduce(0) { $0 + shown($1).count }
    let all = groups.reduce(0) { $0 + $1.entries.count }
    return Chart(
      "\(id)-errors",
      caption: "Error of each seed (dots, \(count) of \(all)) and the bound that a pass needs (strokes).",
      description: "Relative L2 errors by way of training, on a logarithmic axis, beside their bounds",
      spec: [
        "height": .number(Double(100 + 24 * groups.count)),
        "layer": [
          [
            "data": ["values": .array(rows)],
            "mark": ["type": "point", "filled": true, "size": 45, "opacity": 0.65],
            "encoding": [
              "y": y,
              "x": ["field": "error", "type": "quantitative", "scale": ["type": "log"], "axis": Self.error],
              "color": [
                "field": "verdict", "type": "nominal", "legend": ["title": nil],
                "scale": ["domain": ["pass", "fail"]],
              ],
              "shape": [
                "field": "verdict", "type": "nominal", "legend": ["title": nil],
                "scale": ["domain": ["pass", "fail"], "range": ["circle", "cross"]],
              ],
            ],
          ],
          [
            "data": ["values": .array(bounds)], "mark": ["type": "tick", "thickness": 2, "size": 18],
            "encoding": ["y": y, "x": ["field": "bound", "type": "quantitative", "scale": ["type": "log"]]],
          ],
        ],
      ]
    ).html
  }

  private var work: HTML {
    Chart(
      "\(id)-work", caption: "Work and precision: error against the time of the training, per seed.",
      description: "Relative L2 error against seconds, both logarithmic, by way of training",
      spec: [
        "height": 260, "data": ["values": .array(rows)],
        "mark": ["type": "point", "filled": true, "size": 50, "opacity": 0.75],
        "encoding": [
          "x": [
            "field": "seconds", "type": "quantitative", "scale": ["type": "log"],
            "axis": ["title": "wall time (s)", "labelOverlap": true, "tickCount": 6],
          ],
          "y": ["field": "error", "type": "quantitative", "scale": ["type": "log"], "axis": Self.error],
          "color": [
            "field": "kind", "type": "nominal", "scale": ["domain": names],
            "legend": ["title": nil],
          ],
          "shape": [
            "field": "kind", "type": "nominal", "scale": ["domain": names],
            "legend": ["title": nil],
          ],
        ],
      ]
    ).html
  }
}

/// What a pass of a kind of cells needs.
enum CellBounds {
  /// The most relative L2 error; nil where the kind is of no catalogue, or has no bound.
  static func of(_ kind: CellKind) -> Double? {
    (try? Cell(CellName(kind, seed: 1)))?.bounds[.value]
  }
}
