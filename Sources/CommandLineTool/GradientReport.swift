// SPDX-License-Identifier: MIT

import Essentials
import Plumbline

/// What `verify gradients` found.
package struct GradientReport: Encodable {
  let machine = Machine.current
  let results: [GradientResult]
  let laws: [LawResult]
  let cost: [GradientCost]
  /// Wrong answers and broken laws.
  let wrong: Int
  let counts: [String: Int]

  package init(results: [GradientResult], laws: [LawResult], cost: [GradientCost]) {
    self.results = results
    self.laws = laws
    self.cost = cost
    wrong = results.count(where: \.isWrong) + laws.count { !$0.holds }
    counts = Dictionary(grouping: results, by: \.verdict.rawValue).mapValues(\.count)
  }

  /// What a person reads.
  var text: String {
    (matrix + summary + broken + costs + [verdict]).joined(separator: "\n")
  }

  private static let marks: [GradientVerdict: String] = [
    .right: "·", .rounding: "~", .wrong: "X", .notANumber: "N", .unsupported: "-",
    .unanswered: "?",
  ]

  /// Cases by nestings: the worse of the precisions.
  private var matrix: [String] {
    let shown = results.filter { ["cases", "levels", "golden"].contains($0.family) }
    let nestings = shown.map(\.nesting).unique
    let cases = shown.map(\.case).unique
    if nestings.isEmpty { return [] }
    let verdicts = Dictionary(grouping: shown) { $0.case + "\u{1f}" + $0.nesting }
    let width = cases.map(\.count).max() ?? 0
    func mark(_ example: String, _ nesting: String) -> String {
      let found = verdicts[example + "\u{1f}" + nesting] ?? []
      let worst: [GradientVerdict] = [
        .wrong, .notANumber, .unanswered, .rounding, .right, .unsupported,
      ]
      return worst.first { v in found.contains { $0.verdict == v } }.flatMap { Self.marks[$0] } ?? " "
    }
    let legend = nestings.enumerated().map { i, nesting in "  \(letter(i)) \(nesting)" }
    let head = "".padded(to: width)
    return ["· right   ~ rounding   X wrong   N not a number   - unsupported   ? unanswered", ""] + legend + [
      ""
    ]
      + [head + "  " + nestings.indices.map(letter).joined(separator: " ")]
      + cases.map { example in
        example.padded(to: width) + "  "
          + nestings.map { mark(example, $0) }.joined(separator: " ")
      } + [""]
  }
  private func letter(_ i: Int) -> String {
    String(UnicodeScalar(UInt8((i < 26 ? 97 : 65 - 26) + min(i, 51))))
  }

  /// One line a family.
  private var summary: [String] {
    let families = Dictionary(grouping: results, by: \.family).sorted { $0.key < $1.key }
    let lines = families.map { family, all in
      let counts = GradientVerdict.allCases.compactMap { v in
        let n = all.count { $0.verdict == v }
        return n > 0 || v != .unanswered ? "\(n) \(v.rawValue)" : nil
      }
      return "\(family): " + counts.joined(separator: ", ") + Self.worst(all)
    }
    let held = Dictionary(grouping: laws, by: \.family).sorted { $0.key < $1.key }.map { family, all in
      "laws, \(family): \(all.count { $0.holds }) of \(all.count) hold"
    }
    return lines + held + [""]
  }

  /// The largest error: of all answers, those that are wrong too.
  private static func worst(_ all: [GradientResult]) -> String {
    let answered = all.filter { $0.verdict != .unsupported && $0.verdict != .unanswered }
    guard all.allSatisfy(\.isExact), !answered.isEmpty else { return "" }
    if answered.contains(where: { $0.isWrong && $0.error == nil }) { return "; worst infinite" }
    let worst = answered.compactMap(\.error).max() ?? 0
    return String(printf: worst < 1e4 ? "; worst %.1f kappa u" : "; worst %.1e kappa u", worst)
  }

  private var broken: [String] {
    let wrong = results.filter(\.isWrong)
    let lines = wrong.prefix(20).map { r in
      "\(r.verdict.rawValue.uppercased()) \(r.case), \(r.nesting), \(r.precision.rawValue): \(r.message ?? "")"
        + (r.fault.map { ": \($0)" } ?? "")
    }
    let more = wrong.count > 20 ? ["  and \(wrong.count - 20) more"] : []
    let laws = laws.filter { !$0.holds }
    let lawLines = laws.prefix(12).map { r in
      "BROKEN \(r.law), \(r.nesting), \(r.precision.rawValue): \(r.message ?? "")"
    }
    let moreLaws = laws.count > 12 ? ["  and \(laws.count - 12) more"] : []
    let found = Dictionary(grouping: wrong.filter { $0.fault != nil }) { $0.faults.joined(separator: " or ") }
      .mapValues(\.count)
    let names = found.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) (\($0.value))" }
    let diagnosis = names.isEmpty ? [] : ["the fault: " + names.joined(separator: ", ")]
    let all = lines + more + lawLines + moreLaws + diagnosis
    return all.isEmpty ? [] : all + [""]
  }

  private var costs: [String] {
    if cost.isEmpty { return [] }
    let head = "what a derivative costs, in evaluations of the network (measured / law)"
    return [head]
      + cost.map { c in
        let what = c.quantity == "laplacian" ? "laplacian, d = \(c.d)" : "order \(c.k)"
        return "  " + "\(what)  \(c.strategy)".padded(to: 42)
          + String(printf: "%8.1f / %.0f", c.measured, c.predicted) + "  (\(c.law))"
      } + [""]
  }

  private var verdict: String {
    let unsupported = counts[GradientVerdict.unsupported.rawValue] ?? 0
    let unanswered = counts[GradientVerdict.unanswered.rawValue] ?? 0
    let answers = "\(results.count - unanswered) answers (\(unsupported) unsupported)"
    return (wrong == 0 ? "nothing is wrong" : "\(wrong) wrong") + ": \(answers), "
      + (unanswered > 0 ? "\(unanswered) unanswered, " : "") + "\(laws.count) laws"
  }
}

extension GradientResult {
  fileprivate var isExact: Bool { !nesting.hasSuffix("difference") }
}

extension [String] {
  /// Each once, in order.
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
