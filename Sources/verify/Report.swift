import Foundation
import Plumbline

/// What a person reads.
enum Report {
  /// The problems' equations and references, each once.
  static func statements(_ cells: [Cell]) throws -> [String] {
    var seen: Set<String> = []
    var lines: [String] = []
    for cell in cells {
      let problem = cell.run.problem
      guard seen.insert(problem.name + "\(cell.settings)").inserted else { continue }
      let constants = try type(of: problem).parameters.map {
        "\($0.name) = \(try Settings(cell.settings, for: type(of: problem).parameters)[$0.name].value)"
      }
      let domain = problem.domain.intervals
      let truth = try Truth(problem)
      let agreement = try problem.reference.check()
      lines.append("\(problem.name): " + type(of: problem).summary)
      lines += Equation(problem).ascii.map { "    " + $0 }
      lines.append("    " + (domain + constants).joined(separator: ", "))
      lines.append("  reference: \(problem.reference.method)")
      lines.append(
        "    bar \(short(truth.bar)) of max |u| "
          + (problem.testGrid.isEmpty
            ? "at \(truth.points.count) scattered points"
            : "on the grid " + problem.testGrid.map(String.init).joined(separator: "x")))
      lines.append("    checked by: \(agreement.method)")
      lines.append(
        "    largest difference \(short(agreement.difference)) at \(agreement.points) points, "
          + (agreement.holds ? "within both bars" : "OUTSIDE the bars: do not trust this reference"))
      lines.append("")
    }
    return lines
  }

  static func table(_ results: [CellResult]) -> String {
    let head = [
      "problem", "strategy", "seed", "relative L2", "bound", "slope error", "residual", "time", "verdict",
    ]
    let rows = results.map { r in
      [
        r.id.split(separator: "/").first.map(String.init) ?? r.problem, r.strategy, "\(r.seed)",
        r.relativeL2.map(short) ?? "-", short(r.bound), r.scores[.slope].map(short) ?? "-",
        r.scores[.residual].map(short) ?? "-", String(format: "%.2f s", r.seconds), r.verdict.rawValue,
      ]
    }
    let widths = head.indices.map { i in ([head] + rows).map { $0[i].count }.max() ?? 0 }
    let lines = ([head] + rows).map { row in
      zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: "  ")
    }
    let messages = results.compactMap { r in r.message.map { "  \(r.id): \($0)" } }
    let counts = Verdict.allCases.map { v in "\(results.count { $0.verdict == v }) \(v.rawValue)" }
    return (lines + messages + [counts.joined(separator: ", ")]).joined(separator: "\n")
  }

  static func short(_ x: Double) -> String { String(format: "%.2e", x) }
  static func brief(_ x: Double) -> String { String(format: "%.1e", x) }
}
