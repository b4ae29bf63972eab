// SPDX-License-Identifier: MIT

/// A figure of a page, drawn by Vega in the reader's browser.
package struct Chart: Sendable {
  /// Of the element; once per page.
  let id: String
  /// Below the drawing.
  let caption: String
  /// For who does not see it.
  let description: String
  let content: JSON

  /// A chart of values in the page.
  /// - Parameters:
  ///   - id: of the element; once per page.
  ///   - caption: below the drawing.
  ///   - description: what it shows, for who does not see it.
  ///   - spec: Vega-Lite's, of a single view or layers, without its width.
  package init(_ id: String, caption: String, description: String, spec: JSON) {
    (self.id, self.caption, self.description) = (id, caption, description)
    content = ["kind": "vega-lite", "spec": spec]
  }

  /// How values are shown: on a scale of their own, or, with a sign, around zero: linear up to that, and
  /// logarithmic beyond.
  package enum Scale: Sendable {
    case plain(ends: ClosedRange<Double>?)
    case signed(linear: Double)

    fileprivate var entries: [JSON.Entry] {
      switch self {
      case .plain(let ends):
        ends.map { [.init(key: "ends", value: [.number($0.lowerBound), .number($0.upperBound)])] } ?? []
      case .signed(let linear):
        [.init(key: "scale", value: "signed"), .init(key: "linear", value: .number(linear))]
      }
    }
  }

  /// A field over a plane, in colours.
  /// - Parameters:
  ///   - id: of the element; once per page.
  ///   - caption: below the drawing.
  ///   - description: what it shows, for who does not see it.
  ///   - field: the id of a ``FieldData`` in the page, or of two, "a+b", whose sum is shown.
  ///   - axes: the titles of the horizontal and the vertical axis.
  ///   - title: of the colours, with the unit.
  ///   - scale: of the colours.
  ///   - circles: places to be looked at.
  package init(
    map id: String, caption: String, description: String, field: String, axes: (x: String, y: String),
    title: String, scale: Scale, circles: [(x: Double, y: Double)] = []
  ) {
    (self.id, self.caption, self.description) = (id, caption, description)
    content = .object(
      [
        .init(key: "kind", value: "map"), .init(key: "field", value: .string(field)),
        .init(key: "x", value: .string(axes.x)), .init(key: "y", value: .string(axes.y)),
        .init(key: "title", value: .string(title)),
        .init(key: "circles", value: .array(circles.map { ["x": .number($0.x), "y": .number($0.y)] })),
      ] + scale.entries)
  }

  /// Curves along the first coordinate of fields.
  /// - Parameters:
  ///   - id: of the element; once per page.
  ///   - caption: below the drawing.
  ///   - description: what it shows, for who does not see it.
  ///   - fields: the name of each curve with its field; one named `bar` is a band around zero.
  ///   - rows: the numbers of nodes along the second coordinate, with what to call them.
  ///   - axes: the titles.
  ///   - scale: of the values.
  package init(
    slices id: String, caption: String, description: String, fields: KeyValuePairs<String, String>,
    rows: [(row: Int, label: String)], axes: (x: String, y: String), scale: Scale
  ) {
    (self.id, self.caption, self.description) = (id, caption, description)
    content = .object(
      [
        .init(key: "kind", value: "slices"),
        .init(key: "fields", value: .object(fields.map { .init(key: $0, value: .string($1)) })),
        .init(
          key: "rows",
          value: .array(rows.map { ["row": .number(Double($0.row)), "label": .string($0.label)] })),
        .init(key: "x", value: .string(axes.x)), .init(key: "title", value: .string(axes.y)),
      ] + scale.entries)
  }

  /// The element.
  package var html: HTML {
    .element(
      "figure", ["class": "chart", "id": id],
      .element("div", ["class": "drawing", "role": "img", "aria-label": description]),
      .element("figcaption", [:], HTML(caption)), .data(content))
  }
}
