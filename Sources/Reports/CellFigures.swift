// SPDX-License-Identifier: MIT

import Benchmarking
import Campaigns
import Essentials
import Pages
import Verification

/// The pictures of one cell: its field, its loss and damping. What is missing is named.
struct CellFigures {
  let id: String
  let result: CellResult
  /// Of the folder where the result lies.
  let folder: String

  /// Steps that a curve shows at most.
  private static let points = 200

  var html: HTML {
    var html = HTML()
    do throws(FieldFileError) {
      let field = try SolutionField(file: ResultStore.fieldFile(result.id, in: folder))
      html +=
        field.fingerprint == result.fingerprint
        ? fields(field) : gap("Its field is of another training: train it again with --fields.")
    } catch {
      html += gap(result.verdict == .error ? "There is no solution to show." : "\(error)")
    }
    if result.losses.isEmpty { return html }
    return html + .element("div", ["class": "figures wide"], curves)
  }

  private func gap(_ text: String) -> HTML { .paragraph(text, class: "gap") }

  private func fields(_ field: SolutionField) -> HTML {
    var html = HTML()
    let fixed = field.grid.fixed
    if !fixed.isEmpty {
      html += .paragraph(
        "The plane at \(Words.place(fixed.map { $0.coordinate.description }, fixed.map(\.value))).",
        class: "about")
    }
    for (k, unknown) in field.unknowns.enumerated() {
      // Residuals belong to equations, not to unknowns: they stand once.
      let residuals =
        k > 0
        ? []
        : field.residuals.enumerated().map { e, values in
          (name: "residual" + (field.residuals.count > 1 ? " of equation \(e + 1)" : ""), values: values)
        }
      html +=
        FieldFigures(
          id: "\(id)-\(unknown.name)", name: unknown.name,
          coordinates: field.grid.coordinates.map(\.description),
          axes: field.grid.axes, u: unknown.u, truth: unknown.truth, bar: unknown.bar, others: residuals
        ).html
    }
    return html
  }

  private var curves: [HTML] {
    [curve("loss", "Loss", result.losses, from: 0)]
      + (result.dampings.isEmpty
        ? [] : [curve("damping", "Damping of Levenberg–Marquardt", result.dampings, from: 0)])
  }

  /// The last value of each of some stretches of steps, and the first of all.
  private func curve(_ part: String, _ name: String, _ values: [Double], from start: Int) -> HTML {
    let count = min(values.count, Self.points)
    let places = (0..<count).map { count > 1 ? $0 * (values.count - 1) / (count - 1) : 0 }
    let rows = places.filter { values[$0] > 0 }.map { step -> JSON in
      ["step": .number(Double(step)), "value": .number(values[step])]
    }
    guard let last = places.last else { return gap("No \(part) was recorded.") }
    return Chart(
      "\(id)-\(part)",
      caption: "\(name) over \(last) steps, \(Words.short(values.first)) to \(Words.short(values[last])).",
      description: "\(name) over the steps, on a logarithmic axis",
      spec: [
        "height": 220, "data": ["values": .array(rows)], "mark": ["type": "line", "strokeWidth": 1.5],
        "encoding": [
          "x": ["field": "step", "type": "quantitative", "axis": ["title": "step (count)", "tickCount": 5]],
          "y": [
            "field": "value", "type": "quantitative", "scale": ["type": "log"],
            "axis": [
              "title": .string(Words.axis(part)), "format": ".0e", "tickCount": 6, "labelOverlap": true,
            ],
          ],
        ],
      ]
    ).html
  }
}
