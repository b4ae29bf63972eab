// SPDX-License-Identifier: MIT

import Essentials
import Pages

/// Nested gradients: questions by nestings, and the faults that wrong answers bear.
struct GradientMatrix {
  let document: GradientDocument
  /// Of the ids.
  let number: Int

  /// From the worst to the best: a question asked in two precisions shows the worse.
  private static let verdicts = ["wrong", "not a number", "unanswered", "rounding", "right", "unsupported"]

  private struct Square: Hashable {
    let `case`: String
    let nesting: String
  }

  private func rank(_ verdict: String) -> Int { Self.verdicts.firstIndex(of: verdict) ?? Self.verdicts.count }

  var html: HTML {
    let shown = document.results.filter { ["cases", "levels", "golden"].contains($0.family) }
    var worst: [Square: GradientDocument.Result] = [:]
    for result in shown {
      let square = Square(case: result.case, nesting: result.nesting)
      if let known = worst[square], rank(known.verdict) <= rank(result.verdict) { continue }
      worst[square] = result
    }
    var (cases, nestings): ([String], [String]) = ([], [])
    for result in shown {
      if !cases.contains(result.case) { cases.append(result.case) }
      if !nestings.contains(result.nesting) { nestings.append(result.nesting) }
    }
    let all = document.results
    let wrong = all.filter { $0.isWrong ?? ($0.verdict == "wrong") }
    var html = HTML.paragraph(
      "\(Words.count(all.count, "answer")): "
        + Words.list(
          Self.verdicts.compactMap { v in
            let n = all.count { $0.verdict == v }
            return n > 0 ? "\(n) \(v)" : nil
          }) + ". \(document.laws.count { $0.holds }) of \(Words.count(document.laws.count, "law")) hold.")
    if !worst.isEmpty { html += picture(worst, cases, nestings) }
    return html + faults(wrong) + broken
  }

  private func picture(_ worst: [Square: GradientDocument.Result], _ cases: [String], _ nestings: [String])
    -> HTML
  {
    let rows = worst.sorted { ($0.key.case, $0.key.nesting) < ($1.key.case, $1.key.nesting) }.map {
      square, r -> JSON in
      [
        "case": .string(square.case), "nesting": .string(square.nesting), "verdict": .string(r.verdict),
        "fault": .string(r.fault ?? ""),
      ]
    }
    return Chart(
      "gradients\(number)",
      caption: "The worse verdict of the precisions, by question and nesting.",
      description:
        "Matrix of \(cases.count) questions by \(nestings.count) nestings; colour says the verdict",
      spec: [
        "height": .number(Double(60 + 14 * cases.count)), "data": ["values": .array(rows)],
        "mark": ["type": "rect", "stroke": "#888888", "strokeWidth": 0.5],
        "encoding": [
          "x": [
            "field": "nesting", "type": "nominal", "sort": .array(nestings.map { .string($0) }),
            "axis": ["title": "nesting, outermost first", "labelAngle": -60, "labelLimit": 160],
          ],
          "y": [
            "field": "case", "type": "nominal", "sort": .array(cases.map { .string($0) }),
            "axis": ["title": nil, "labelLimit": 180, "labelFontSize": 9],
          ],
          "color": [
            "field": "verdict", "type": "nominal",
            "scale": [
              "domain": .array(Self.verdicts.map { .string($0) }),
              "range": ["#b3261e", "#cc79a7", "#e69f00", "#56b4e9", "#0072b2", "#bbbbbb"],
            ],
            "legend": ["title": nil],
          ],
        ],
      ]
    ).html
  }

  private func faults(_ wrong: [GradientDocument.Result]) -> HTML {
    if wrong.isEmpty { return .paragraph("No answer is wrong.") }
    let shown = wrong.prefix(200)
    let rows = shown.map { r in
      [
        HTML(r.case), HTML(r.nesting), HTML(r.precision), Words.verdict("fail"), HTML(Words.short(r.error)),
        HTML(r.fault ?? "–"), HTML(r.message ?? ""),
      ]
    }
    return .table(
      caption: "Wrong answers"
        + (wrong.count > shown.count ? ", the first \(shown.count) of \(wrong.count)" : ""),
      [
        "question", "nesting", "precision", "verdict", "error, in units of kappa u", "fault",
        "what came back",
      ], rows,
      numbers: [4])
  }

  private var broken: HTML {
    let broken = document.laws.filter { !$0.holds }
    if broken.isEmpty { return HTML() }
    return .table(
      caption: "Broken laws", ["law", "nesting", "precision", "how"],
      broken.prefix(200).map { [HTML($0.law), HTML($0.nesting), HTML($0.precision), HTML($0.message ?? "")] })
  }
}
