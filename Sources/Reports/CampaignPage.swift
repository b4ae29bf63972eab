// SPDX-License-Identifier: MIT

import Benchmarking
import Campaigns
import Essentials
import Exporting
import PDE
import Pages
import Problems
import Verification

/// What has come of a campaign, as a page.
package struct CampaignPage {
  private let report: CampaignReport
  private let gradients: [GradientDocument]

  /// - Parameters:
  ///   - report: of the cells.
  ///   - gradients: what `verify gradients --json` printed, if it did.
  package init(_ report: CampaignReport, gradients: [GradientDocument]) {
    (self.report, self.gradients) = (report, gradients)
  }

  /// Writes the page, the pictures of one cell after the other.
  /// - Parameter path: of the file, replaced if it is there.
  /// - Throws: `DataFileError` where it cannot be written.
  package func write(to path: String) throws {
    let page = try Page.begin(path, title: "Plumbline report: \(title)")
    let sections = self.sections
    try page.add(summary)
    try page.add(contents(sections))
    if !report.groups.isEmpty {
      try page.add(heading("bounds-section", "Bounds, and the wrong solutions beyond them"))
      try page.add(BoundsPicture(report.groups).html)
    }
    for section in sections { try section.write(to: page) }
    for (k, document) in gradients.enumerated() {
      try page.add(heading("gradients-section\(k)", "Nested gradients"))
      try page.add(GradientMatrix(document: document, number: k).html)
    }
    try page.add(heading("environment", "Environment"))
    try page.add(environment)
    try page.add(heading("citations", "Citations"))
    try page.add(citations)
    try page.end(
      about: "Written by Plumbline \(Runner.version) from files of results; nothing was trained for it.")
  }

  private func heading(_ id: String, _ text: String) -> HTML { .element("h2", ["id": id], HTML(text)) }

  private var problems: [String] {
    var known: Set<String> = []
    return report.groups.map(\.kind.problemID).filter { known.insert($0).inserted }
  }

  private var title: String {
    let problems = problems
    return problems.isEmpty
      ? "nested gradients" : problems.count <= 3 ? Words.list(problems) : "\(problems.count) problems"
  }

  private var sections: [ProblemSection] {
    problems.enumerated().map { k, problem in
      ProblemSection(
        id: "p\(k)", groups: report.groups.filter { $0.kind.problemID == problem }, folders: report.places)
    }
  }

  private var summary: HTML {
    var html = HTML()
    if report.count + report.missing.count > 0 {
      let strategies = Set(report.groups.map(\.kind.strategy)).count
      let seconds = report.groups.reduce(0.0) { sum, group in
        sum + group.entries.values.reduce(0.0) { $0 + $1.seconds * Double($1.threads) }
      }
      let (amount, unit) =
        seconds < 120
        ? (seconds, "seconds") : seconds < 5400 ? (seconds / 60, "minutes") : (seconds / 3600, "hours")
      let time = String(printf: "%.1f", amount) + " core-" + unit
      html += .element(
        "p", [:],
        HTML("\(Words.count(report.count, "cell")) of \(Words.count(problems.count, "problem")) and "),
        HTML("\(strategies == 1 ? "one strategy" : "\(strategies) strategies"), trained in \(time): "),
        .element("span", ["class": report.isGreen ? "pass" : "fail"], HTML(report.total)), HTML("."))
    }
    let findings = report.findings
    if !findings.isEmpty {
      func list(_ part: some Sequence<String>) -> HTML {
        .element("ul", [:], part.map { .element("li", [:], HTML($0)) })
      }
      html += list(findings.prefix(4))
      let rest = findings.dropFirst(4).prefix(500)
      if !rest.isEmpty {
        let beyond = findings.count - 4 - rest.count
        html += .element(
          "details", [:], .element("summary", [:], HTML("\(findings.count - 4) more")), list(rest),
          beyond > 0 ? .paragraph("And \(beyond) more, which verify report prints.", class: "about") : HTML())
      }
    } else if report.count > 0 {
      html += .paragraph("Every cell is there, and passed.")
    }
    return html
  }

  private func contents(_ sections: [ProblemSection]) -> HTML {
    var links = sections.map { ($0.id, $0.title) }
    if !sections.isEmpty { links.insert(("bounds-section", "Bounds"), at: 0) }
    links += gradients.indices.map { ("gradients-section\($0)", "Nested gradients") }
    links += [("environment", "Environment"), ("citations", "Citations")]
    return .element(
      "nav", ["aria-label": "Contents"],
      .element("ul", [:], links.map { .element("li", [:], .element("a", ["href": "#\($0.0)"], HTML($0.1))) }))
  }

  private var environment: HTML {
    func rows(_ what: String, _ counts: [String: Int]) -> [[HTML]] {
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
        [HTML(what), HTML($0.key), HTML("\($0.value)")]
      }
    }
    let rows =
      rows("version", report.versions) + rows("processor, instruction set, kernels", report.processors)
      + rows("machine", report.hosts)
    if rows.isEmpty { return .paragraph("No cell says what it was computed on.", class: "gap") }
    return .table(caption: "What the cells were computed on", ["", "which", "cells"], rows, numbers: [2])
  }

  private var citations: HTML {
    var known: Set<String> = []
    let sources = report.groups.flatMap { Catalogue.named($0.kind.problem)?.sources ?? [] }.filter {
      known.insert("\($0)").inserted
    }
    return .element("ul", [:], sources.map { .element("li", [:], HTML("\($0)")) })
      + .element(
        "details", [:], .element("summary", [:], HTML("BibTeX, with Plumbline's own")),
        .element("pre", ["tabindex": "0"], HTML(Citation.bibTeX + "\n\n" + BibTeX.entries(sources))))
  }
}
