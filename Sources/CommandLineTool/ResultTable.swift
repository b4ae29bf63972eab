// SPDX-License-Identifier: MIT

import Essentials
import Plumbline

/// The table of results, row by row: columns are as wide as the cells that will come, and the least telling
/// ones are left out where the terminal is narrow.
struct ResultTable: Sendable {
  private struct Column: Sendable {
    let title: String
    let width: Int
    let text: @Sendable (CellResult) -> String
  }
  private let columns: [Column]
  private let hasColours: Bool

  /// - Parameters:
  ///   - width: of the terminal; nil: all columns.
  ///   - hasColours: whether a verdict has one.
  init(_ cells: [Cell], width: Int?, hasColours: Bool = false) {
    self.hasColours = hasColours
    func column(_ title: String, _ width: Int, _ text: @escaping @Sendable (CellResult) -> String) -> Column {
      Column(title: title, width: max(title.count, width), text: text)
    }
    func longest(_ names: [String]) -> Int { names.map(\.count).max() ?? 0 }
    let all = [
      column("problem", longest(cells.map(\.problemID))) {
        $0.id.split(separator: "/").first.map(String.init) ?? $0.problem
      },
      column("strategy", longest(cells.map(\.run.strategy.name))) { $0.strategy },
      column("seed", longest(cells.map { "\($0.run.seed)" })) { "\($0.seed)" },
      column("relative L2", 8) { $0.relativeL2.map(Report.short) ?? "-" },
      column("bound", 8) { Report.short($0.bound) },
      column("slope error", 8) { $0.scores[.slope].map(Report.short) ?? "-" },
      column("residual", 8) { $0.scores[.residual].map(Report.short) ?? "-" },
      column("time", 9) { $0.isStored ? "stored" : String(printf: "%.2f s", $0.seconds) },
      column("verdict", 5) { $0.verdict.rawValue },
    ]
    // Which to leave out first.
    var dropped: Set<String> = []
    func total() -> Int {
      all.filter { !dropped.contains($0.title) }.reduce(-2) { $0 + $1.width + 2 }
    }
    for title in ["slope error", "residual", "seed", "bound", "time"]
    where width.map({ total() > $0 }) ?? false {
      // A seed that is not always the same is no detail.
      if title == "seed", Set(cells.map(\.run.seed)).count > 1 { continue }
      dropped.insert(title)
    }
    columns = all.filter { !dropped.contains($0.title) }
  }

  var head: String { line(columns.map(\.title)) }
  func row(_ result: CellResult) -> String {
    // The verdict is last: its colour moves nothing.
    line(columns.dropLast().map { $0.text(result) } + [verdict(result)])
  }

  private func verdict(_ result: CellResult) -> String {
    let ink: Span.Ink =
      switch result.verdict {
      case .pass: .good
      case .fail: .bad
      case .error: .odd
      }
    let text = result.verdict.rawValue
    return hasColours ? Span(text, ink).coloured : text
  }

  private func line(_ fields: [String]) -> String {
    let padded = zip(fields, columns).map { field, column in
      field + String(repeating: " ", count: max(0, column.width - field.count))
    }
    let text = padded.joined(separator: "  ")
    return String(text.reversed().drop { $0 == " " }.reversed())
  }
}
