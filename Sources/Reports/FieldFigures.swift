// SPDX-License-Identifier: MIT

import Essentials
import Pages

/// The pictures of one unknown: truth, solution and signed error over the plane, and along lines of it.
struct FieldFigures {
  /// What begins every id of them.
  let id: String
  /// Of the unknown.
  let name: String
  /// Of one coordinate or two.
  let coordinates: [String]
  let axes: [[Double]]
  let u: [Double]
  let truth: [Double]
  let bar: [Double]
  /// Each with its name.
  var others: [(name: String, values: [Double])] = []
  /// Places to be looked at, by their node, with what they are.
  var marked: [(node: Int, what: String)] = []
  /// What the solution is called.
  var own = "solution"

  private var shape: [Int] { axes.map(\.count) }
  private var intervals: [ClosedRange<Double>] { axes.map { ($0.min() ?? 0)...($0.max() ?? 0) } }
  private var error: [Double] { zip(u, truth).map { $0 - $1 } }

  /// Where the solution differs most from the truth; nil where it nowhere has a value.
  var worst: Int? {
    let error = error
    return error.indices.filter { error[$0].isFinite }.max { abs(error[$0]) < abs(error[$1]) }
  }

  /// The place of a node.
  func place(_ node: Int) -> String {
    let values = axes.count == 1 ? [axes[0][node]] : [axes[0][node / shape[1]], axes[1][node % shape[1]]]
    return Words.place(coordinates, values)
  }

  /// "The largest error of u is 3.1e-05 at x = 0.02, t = 0.4: 2.2e+09 of its bars"
  var sentence: String {
    let error = error
    let missing = u.indices.count { !u[$0].isFinite && truth[$0].isFinite }
    let gaps = missing > 0 ? " It is no number at \(missing) of \(u.count) nodes." : ""
    guard let worst else { return "\(name) has no value on this grid.\(gaps)" }
    let bars = bar[worst] > 0 ? ", \(Words.short(abs(error[worst]) / bar[worst])) of its bars" : ""
    return "The largest error of \(name) is \(Words.short(error[worst])) at \(place(worst))\(bars).\(gaps)"
  }

  /// The fields as data, and the figures.
  var html: HTML {
    var html = HTML()
    func data(_ part: String, _ values: [Double], isSigned: Bool) {
      html += FieldData("\(id)-\(part)", values, shape: shape, axes: intervals, isSigned: isSigned).html
    }
    data("truth", truth, isSigned: false)
    data("error", error, isSigned: true)
    data("bar", bar, isSigned: true)
    for (k, other) in others.enumerated() { data("other\(k)", other.values, isSigned: true) }
    html += .element("div", ["class": "figures"], axes.count == 2 ? maps : [])
    html += .element("div", ["class": "figures wide"], lines)
    return html
  }

  private var largestBar: Double { bar.filter(\.isFinite).max() ?? 0 }
  /// Up to where the scale of the error is linear: the largest bar, or a millionth of the largest error.
  private var linear: Double { max(largestBar, 1e-6 * (error.filter(\.isFinite).map(abs).max() ?? 0)) }

  private var maps: [HTML] {
    let finite = truth.filter(\.isFinite)
    let ends = finite.min().flatMap { low in finite.max().map { low...$0 } }.flatMap {
      $0.lowerBound < $0.upperBound ? $0 : nil
    }
    let (x, y) = (Words.axis(coordinates[0]), Words.axis(coordinates[1]))
    func circle(_ node: Int) -> (Double, Double) { (axes[0][node / shape[1]], axes[1][node % shape[1]]) }
    func map(
      _ part: String, _ caption: String, _ field: String, _ title: String, _ scale: Chart.Scale,
      circled: [Int] = []
    )
      -> HTML
    {
      Chart(
        map: "\(id)-map-\(part)", caption: caption,
        description: "Map over \(coordinates[0]) and \(coordinates[1]): \(caption)",
        field: field, axes: (x, y), title: title, scale: scale, circles: circled.map(circle)
      ).html
    }
    let all = [worst].compactMap { $0 } + marked.map(\.node)
    let circled = Array(Set(all)).sorted()
    let why = marked.isEmpty ? "" : " Circled too: \(Words.list(marked.map(\.what)))."
    return [
      map("truth", "Truth", "\(id)-truth", Words.axis(name), .plain(ends: ends)),
      map(
        "own", own.prefix(1).uppercased() + own.dropFirst(), "\(id)-truth+\(id)-error", Words.axis(name),
        .plain(ends: ends)),
      map(
        "error",
        "Error, \(own) less truth; the largest bar is \(Words.short(largestBar)), and colours are linear up to "
          + "\(Words.short(linear)). \(sentence)\(why)",
        "\(id)-error", Words.axis("error of \(name)"), .signed(linear: linear), circled: circled),
    ]
      + others.enumerated().map { k, other in
        map("other\(k)", other.name, "\(id)-other\(k)", Words.axis(other.name), .signed(linear: 0))
      }
  }

  /// Where slices are taken: of the time its quarters and the end, of space the quarters inside.
  private var rows: [(row: Int, label: String)] {
    guard axes.count == 2 else { return [(0, "")] }
    let shares = coordinates[1] == "t" ? [0.25, 0.5, 0.75, 1] : [0.25, 0.5, 0.75]
    var known: Set<Int> = []
    return shares.map { Int(($0 * Double(shape[1] - 1)).rounded()) }.filter { known.insert($0).inserted }.map
    {
      ($0, Words.place([coordinates[1]], [axes[1][$0]]))
    }
  }

  private var lines: [HTML] {
    let x = Words.axis(coordinates[0])
    let rows = rows
    let places = axes.count == 2 ? " at \(Words.list(rows.map(\.label)))" : ""
    let values = Chart(
      slices: "\(id)-slices", caption: "Truth and \(own)\(places)",
      description: "Curves of truth and \(own) along \(coordinates[0])\(places)",
      fields: ["truth": "\(id)-truth", own: "\(id)-truth+\(id)-error"], rows: rows,
      axes: (x, Words.axis(name)),
      scale: .plain(ends: nil))
    let errors = Chart(
      slices: "\(id)-errors",
      caption: "Signed error\(places), beside the bar around zero (grey). \(axes.count == 1 ? sentence : "")",
      description: "Curves of the error along \(coordinates[0])\(places). \(sentence)",
      fields: ["error": "\(id)-error", "bar": "\(id)-bar"], rows: rows,
      axes: (x, Words.axis("error of \(name)")),
      scale: .signed(linear: linear))
    let rest =
      axes.count == 2
      ? []
      : others.enumerated().map { k, other in
        Chart(
          slices: "\(id)-other\(k)-line", caption: other.name,
          description: "Curve of \(other.name) along \(coordinates[0])",
          fields: ["\(other.name)": "\(id)-other\(k)"], rows: rows, axes: (x, Words.axis(other.name)),
          scale: .signed(linear: 0)
        ).html
      }
    return [values.html, errors.html] + rest
  }
}
