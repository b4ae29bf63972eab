// SPDX-License-Identifier: MIT

import Benchmarking
import Essentials
import Verification

extension CampaignReport {
  private static let heads = [
    "problem", "strategy", "optimizer", "precision", "cells", "passed", "failed", "errors", "missing",
    "median L2",
    "quartiles", "largest", "median time",
  ]

  private static func fields(_ group: Group) -> [String] {
    let (l2, time) = (group.relativeL2, group.seconds)
    let kind = group.kind
    return [
      kind.problemID, kind.strategy, kind.optimizerID,
      kind.precision.rawValue, "\(group.entries.count)", "\(group.count(.pass))", "\(group.count(.fail))",
      "\(group.count(.error))", "\(group.missing)", short(l2.median),
      "\(short(l2.lower)) … \(short(l2.upper))",
      short(l2.largest), group.entries.isEmpty ? "-" : String(printf: "%.2f s", time.median),
    ]
  }

  private static func short(_ x: Double) -> String {
    x.isNaN ? "-" : x.isFinite ? String(printf: "%.2e", x) : "inf"
  }

  /// What a person reads: a row per problem and strategy, then what is wrong, by name.
  package var lines: [String] {
    let rows = [Self.heads] + groups.map(Self.fields)
    // A column that says the same of all is no news.
    let shown = Self.heads.indices.filter { c in
      !["optimizer", "precision"].contains(Self.heads[c]) || Set(rows.dropFirst().map { $0[c] }).count > 1
    }
    let table = Columns.lines(rows.map { row in shown.map { row[$0] } })
    return (groups.isEmpty ? [] : table) + findings + [total]
  }

  /// "5 passed, 1 failed, 0 errors, 2 missing"
  package var total: String {
    "\(count(.pass)) passed, \(count(.fail)) failed, \(count(.error)) errors, \(missing.count) missing"
  }

  /// What is wrong or to be known, a line each.
  package var findings: [String] {
    failures.map { "\($0.verdict == .fail ? "failed" : "error"): \($0.id): \(Self.plain($0.message))" }
      + missing.runs.map { "missing: \(Self.name($0))" } + notes
  }

  /// What is to be known of the files.
  package var notes: [String] {
    var notes = damaged.map { "damaged: \(Self.plain($0)): \($1); train its cell again" }
    notes += unreadable.map { "unreadable: \(Self.plain($0)): \($1)" }
    notes += schemas.map {
      "schema \($0.schema): \($0.file): this Plumbline reads schema \(CellResult.schema); report with the version that "
        + "wrote it"
    }
    if unexpected > 0 { notes.append("\(unexpected) results are of cells that are not expected") }
    if !repeated.isEmpty {
      notes.append(
        "\(repeated.count) cells have several results, of which the one that ended last counts: \(Self.few(repeated))"
      )
    }
    if !disputed.isEmpty { notes.append("their verdicts differ: \(Self.few(disputed))") }
    if versions.count > 1 { notes.append("results of several versions: \(Self.counts(versions))") }
    if processors.count > 1 { notes.append("results of several processors: \(Self.counts(processors))") }
    if !foreign.isEmpty { notes.append("passed over, since they are no results: \(Self.few(foreign))") }
    return notes
  }

  /// "heat/fused/levenberg-marquardt/float64/seed1-20"
  private static func name(_ run: Selection.Run) -> String {
    let (first, last) = (run.seeds.lowerBound, run.seeds.upperBound)
    return CellName(run.kind, seed: first).id + (last > first ? "-\(last)" : "")
  }

  /// Without signs that a terminal obeys.
  private static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }

  private static func few(_ names: [String]) -> String {
    let rest = names.count - 5
    return names.prefix(5).map(plain).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  private static func counts(_ counts: [String: Int]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) (\($0.value))" }
      .joined(separator: "; ")
  }

  /// A row per problem, strategy, optimiser and precision; numbers in full.
  package var csv: [String] {
    let head =
      "problem,strategy,optimizer,precision,cells,passed,failed,errors,missing,relative_l2_least,relative_l2_lower,"
      + "relative_l2_median,relative_l2_upper,relative_l2_largest,seconds_median,seconds_total"
    return [head]
      + groups.map { group in
        let texts = Self.fields(group).prefix(9).map { $0.contains(",") ? "\"\($0)\"" : $0 }
        let l2 = group.relativeL2
        let total = group.entries.values.reduce(0) { $0 + $1.seconds }
        let numbers = [l2.least, l2.lower, l2.median, l2.upper, l2.largest, group.seconds.median, total]
        return (texts + numbers.map { $0.isNaN ? "" : $0.isFinite ? "\($0)" : "inf" }).joined(separator: ",")
      }
  }
}
