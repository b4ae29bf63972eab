// SPDX-License-Identifier: MIT

import Benchmarking
import Campaigns
import DataFiles
import Differentiation
import Essentials
import PDE
import Pages
import Problems
import Verification

/// What came of one problem: its ways of training beside each other, and the pictures of one cell of each.
struct ProblemSection {
  /// Of the section, and what begins the ids in it.
  let id: String
  let groups: [CampaignReport.Group]
  let folders: [String]

  private var kind: CellKind { groups[0].kind }
  private var problem: (any Benchmark)? { try? Catalogue.problem(kind.problem, kind.settings) }

  /// Its heading.
  var title: String { kind.problemID }

  /// "fused", with the optimiser and the precision where they differ among the groups.
  private func label(_ kind: CellKind) -> String {
    let isOne = Set(groups.map { $0.kind.optimizerID }).count == 1
    let isOnePrecision = Set(groups.map(\.kind.precision)).count == 1
    return [kind.strategy, isOne ? nil : kind.optimizerID, isOnePrecision ? nil : kind.precision.rawValue]
      .compactMap { $0 }
      .joined(separator: ", ")
  }

  /// Writes the section, a cell at a time.
  func write(to page: borrowing Page) throws {
    try page.add(.element("h2", ["id": id], HTML(title)))
    if let problem {
      try page.add(.paragraph(type(of: problem).summary + "."))
      try page.add(.element("pre", [:], HTML(Equation(problem).ascii.joined(separator: "\n"))))
      try page.add(
        .paragraph(
          "The domain: \(problem.domain.intervals.joined(separator: ", ")). Reference: \(problem.reference.method); ± is "
            + "\(problem.reference.barKind.rawValue).", class: "about"))
    } else {
      try page.add(
        .paragraph("It is not in this catalogue, so nothing is known of its equation.", class: "gap"))
    }
    try page.add(table)
    if groups.contains(where: { $0.entries.values.contains { $0.relativeL2.isFinite } }) {
      try page.add(StrategyCharts(id: id, groups: groups, label: label).html)
    }
    for (k, group) in groups.enumerated() where !group.entries.isEmpty {
      try page.add(details(group, "\(id)-\(k)", isOpen: k == 0))
    }
  }

  private var table: HTML {
    .table(
      caption: "\(title): errors and times by way of training",
      [
        "way of training", "cells", "passed", "missing", "median error", "quartiles", "largest", "bound",
        "median time",
      ],
      groups.map { group in
        let (l2, time) = (group.relativeL2, group.seconds)
        let all = group.entries.count
        let passed = group.count(.pass)
        return [
          HTML(label(group.kind)), HTML("\(all)"),
          .element("span", ["class": passed == all ? "pass" : "fail"], HTML("\(passed)")),
          HTML("\(group.missing)"),
          HTML(Words.short(l2.median)), HTML("\(Words.short(l2.lower)) … \(Words.short(l2.upper))"),
          HTML(Words.short(l2.largest)), HTML(Words.short(CellBounds.of(group.kind))),
          HTML(Words.seconds(time.median)),
        ]
      }, numbers: [1, 2, 3, 4, 5, 6, 7, 8])
  }

  /// The cell whose picture is shown: one that failed before one that passed, the largest error first.
  private func chosen(_ group: CampaignReport.Group) -> Int? {
    func order(_ e: CampaignReport.Entry, _ seed: Int) -> (Int, Double, Int) {
      (e.verdict == .fail ? 2 : e.verdict == .pass ? 1 : 0, e.relativeL2, -seed)
    }
    return group.entries.max { order($0.value, $0.key) < order($1.value, $1.key) }?.key
  }

  private func details(_ group: CampaignReport.Group, _ id: String, isOpen: Bool) -> HTML {
    guard let seed = chosen(group) else { return HTML() }
    let name = CellName(group.kind, seed: seed)
    let found = folders.lazy.map { ($0, $0 + "/" + CellName.fileName(name.id) + ".json") }.first {
      access($0.1, F_OK) == 0
    }
    var inside = HTML()
    if let (folder, path) = found, let data = FileManager.default.contents(atPath: path),
      let result = (try? CellResult.read(data, from: path)) ?? nil
    {
      inside += .paragraph(sentence(result))
      if let message = result.message { inside += .paragraph(message, class: "about") }
      inside += CellFigures(id: id, result: result, folder: folder).html
    } else {
      inside += .paragraph("Its file cannot be read any more.", class: "gap")
    }
    let entry = group.entries[seed]
    let verdict = entry?.verdict.rawValue ?? "missing"
    let which = group.entries.count > 1 ? ", the worst of \(group.entries.count)" : ""
    return .element(
      "details", ["open": isOpen ? "" : nil],
      .element(
        "summary", [:],
        HTML("\(label(group.kind)), seed \(seed)\(which): \(Words.short(entry?.relativeL2)), "),
        Words.verdict(verdict)), inside)
  }

  /// "Relative L2 error 1.2e-05, 12 % of the bound 1.0e-04; 12.1 s on 2 threads."
  private func sentence(_ r: CellResult) -> String {
    let parts = Metric.allCases.compactMap { metric -> String? in
      guard let score = r.scores[metric] else { return nil }
      guard let bound = r.bounds[metric], bound > 0 else { return "\(metric.text) \(Words.short(score))" }
      let share = score / bound
      let text = share < 1 ? String(printf: "%.2g %% of", 100 * share) : String(printf: "%.3g times", share)
      return "\(metric.text) \(Words.short(score)), \(text) the bound \(Words.short(bound))"
    }
    let largest = r.maxError.map { "largest error \(Words.short($0))" }
    let time = "\(Words.seconds(r.seconds)) on \(Words.count(r.threads, "thread"))"
    return (parts + [largest, time].compactMap { $0 }).joined(separator: "; ") + "."
  }
}
