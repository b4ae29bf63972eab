// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Essentials
import Exporting
import PDE
import Pages
import Scoring
import Verification

/// A scored file as a page: what is wrong with it, and where.
package struct ScorePage {
  private let file: String
  private let problem: any Benchmark
  private let score: FileScore
  private let field: ErrorField

  /// - Parameters:
  ///   - file: its name.
  ///   - problem: that it is held against.
  ///   - score: what came of it.
  ///   - field: what it holds.
  package init(file: String, problem: any Benchmark, score: FileScore, field: ErrorField) {
    (self.file, self.problem, self.score, self.field) = (file, problem, score, field)
  }

  /// Writes the page.
  /// - Parameter path: of the file, replaced if it is there.
  /// - Throws: `DataFileError` where it cannot be written.
  package func write(to path: String) throws {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let page = try Page.begin(path, title: "\(name) against \(problem.name)")
    try page.add(verdict)
    try page.add(figures)
    for unknown in field.unknowns { try page.add(pictures(of: unknown)) }
    try page.add(.element("h2", [:], HTML("What it was held against")))
    try page.add(.element("pre", [:], HTML(Equation(problem).ascii.joined(separator: "\n"))))
    try page.add(
      .paragraph(
        "Reference: \(problem.reference.method). ± is \(problem.reference.barKind.rawValue): \(problem.reference.barKind.summary)."
      ))
    try page.add(
      .element("ul", [:], type(of: problem).sources.map { .element("li", [:], HTML("\($0)")) }))
    try page.end(about: "Written by Plumbline \(Runner.version) from \(file).")
  }

  private var isRight: Bool { score.verdict == .indistinguishable }

  private var headline: String {
    switch score.verdict {
    case .indistinguishable: "Indistinguishable from the reference"
    case .scored: "Scored"
    case .corrected: "Scored after a correction"
    }
  }

  private var verdict: HTML {
    var html = HTML.element(
      "p", [:],
      .element(
        "span", ["class": isRight ? "pass" : score.diagnosis.isEmpty ? "missing" : "fail"],
        HTML(headline)),
      HTML(
        ": relative L2 error \(Words.short(score.relativeL2)) at \(Words.count(score.points, "point")), "
          + "\(score.beyond.count) of \(score.beyond.of) values beyond the bar of their own point."))
    if !score.diagnosis.isEmpty {
      html += .element("h2", [:], HTML("What is wrong"))
      html += .element(
        "ul", [:],
        score.diagnosis.map { d in
          .element(
            "li", [:], .element("strong", [:], HTML(d.code)),
            HTML((d.certainty == .possible ? " (possible)" : "") + ": \(d.message)"))
        })
    } else if !isRight {
      html += .paragraph("No usual mistake explains the error.", class: "about")
    }
    if let gap = score.gap { html += .paragraph("\(gap)", class: "gap") }
    if !score.notes.isEmpty {
      html += .element("ul", ["class": "about"], score.notes.map { .element("li", [:], HTML($0)) })
    }
    return html
  }

  private var figures: HTML {
    let names = problem.domain.coordinates.map(\.description)
    var rows: [[HTML]] = []
    func row(_ what: String, _ value: Double?, _ more: String = "") {
      rows.append([HTML(what), HTML(Words.short(value)), HTML(more)])
    }
    row("relative L2 error", score.relativeL2, "as it stands \(Words.short(score.relativeL2AsItStands))")
    row("largest error", score.maxError, "at \(Words.place(names, score.maxErrorAt))")
    row("root mean square error", score.rmse)
    row(
      "bar of the reference, of max |u|", score.bar,
      "in L2 \(Words.short(score.barL2)), \(score.barKind.rawValue)")
    row(
      "the worst value, in bars of its point", score.beyond.worst, "at \(Words.place(names, score.beyond.at))"
    )
    for unknown in score.unknowns where score.unknowns.count > 1 {
      row(
        "relative L2 error of \(unknown.name)", unknown.relativeL2, "largest \(Words.short(unknown.maxError))"
      )
    }
    if let bands = score.bands {
      row("error in long wavelengths", bands.low)
      row("in middle ones", bands.mid)
      row("in short ones", bands.high)
    }
    if let part = score.boundary {
      row("RMS error on the boundary", part.rmse, "at \(Words.count(part.points, "point"))")
    }
    if let part = score.initial {
      row("RMS error of the initial state", part.rmse, "at \(Words.count(part.points, "point"))")
    }
    if let slope = score.slope {
      row(
        "steepest slope in \(slope.coordinate)", slope.largest,
        "the truth's on this grid \(Words.short(slope.trueOnGrid))")
    }
    return .element("h2", [:], HTML("Figures"))
      + .table(
        caption: "Errors of \(Words.list(score.scored.isEmpty ? ["the file"] : score.scored)), dimensionless",
        ["", "value", ""], rows, numbers: [1])
  }

  private func pictures(of unknown: ErrorField.Unknown) -> HTML {
    var figures = FieldFigures(
      id: "f-\(unknown.name)", name: unknown.name, coordinates: field.coordinates.map(\.description),
      axes: field.axes,
      u: unknown.u, truth: unknown.truth, bar: unknown.bar, own: "file")
    figures.marked = marks(unknown)
    let squares = field.axes.map(\.count).reduce(1, *)
    let hidden = field.others.isEmpty ? "" : " of all \(Words.list(field.others.map(\.description)))"
    let about =
      field.points > squares || !field.others.isEmpty
      ? "Each square shows the point\(hidden) with the largest error in it." : "Each square is a point."
    return .element("h2", [:], HTML(field.unknowns.count > 1 ? "Unknown \(unknown.name)" : "Where"))
      + .paragraph(about, class: "about") + figures.html
  }

  /// The places that a diagnosis names: a point by its coordinates, or the worst square along a face.
  private func marks(_ unknown: ErrorField.Unknown) -> [(node: Int, what: String)] {
    let shape = field.axes.map(\.count)
    let error = zip(unknown.u, unknown.truth).map { abs($0 - $1) }
    return score.diagnosis.flatMap(\.places).filter { $0.unknown == unknown.name }.prefix(20).compactMap {
      place in
      var wanted: [String: Double] = [:]
      for part in place.name.split(separator: ",") {
        let halves = part.split(separator: "=").map { $0.trimmed }
        if halves.count == 2, let value = Double(halves[1]) { wanted[halves[0]] = value }
      }
      let numbers = zip(field.coordinates, field.axes).map { c, axis in
        wanted[c.description].flatMap { value in
          axis.indices.min { abs(axis[$0] - value) < abs(axis[$1] - value) }
        }
      }
      guard numbers.contains(where: { $0 != nil }) else { return nil }
      let fitting = error.indices.filter { node in
        let index = shape.count == 1 ? [node] : [node / shape[1], node % shape[1]]
        return error[node].isFinite && zip(numbers, index).allSatisfy { $0 == nil || $0 == $1 }
      }
      return fitting.max { error[$0] < error[$1] }.map { ($0, place.name) }
    }
  }
}
