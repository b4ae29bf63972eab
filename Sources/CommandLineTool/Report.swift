// SPDX-License-Identifier: MIT

import Essentials
import Plumbline

/// What a person reads.
enum Report {
  /// A problem as its code states it, and how its reference is computed.
  static func statement(_ problem: any Benchmark, _ given: [String: Double]) throws -> [String] {
    let constants = try parameters(problem, given)
    return ["\(problem.name): " + type(of: problem).summary]
      + Equation(problem).ascii.map { "    " + $0 }
      + ["    " + (problem.domain.intervals + (constants.isEmpty ? [] : [constants])).joined(separator: ", ")]
      + ["  reference: \(problem.reference.method)"]
  }

  /// What the second method said of it.
  static func lines(_ check: ReferenceCheck) -> [String] {
    ["    \(check.barText)", "    \(check.text)", ""]
  }

  /// "nu = 0.02", one for each parameter, in their order.
  static func parameters(_ problem: any Benchmark, _ given: [String: Double]) throws -> String {
    let parameters = type(of: problem).parameters
    let settings = try Settings(given, for: parameters)
    return parameters.map { "\($0.name) = \(settings[$0.name].value)" }.joined(separator: ", ")
  }

  /// What failed and how, and how many did.
  static func end(_ results: [CellResult], of count: Int, replaced: Int, _ width: Int?) -> [String] {
    let messages = results.compactMap { r in r.message.map { "  \(r.id): \($0)" } }
    let counts = Verdict.allCases.map { v in "\(results.count { $0.verdict == v }) \(v.rawValue)" }
    let stored = results.count { $0.isStored }
    let missing = count - results.count
    let rest =
      (stored > 0 ? ["\(stored) of them stored by an earlier run"] : [])
      + (replaced > 0
        ? ["\(replaced) trained again: their results were errors, damaged, or of other code or configuration"]
        : [])
      + (missing > 0 ? ["\(missing) not finished"] : [])
    return messages.flatMap { Terminal.wrap($0, width) } + [(counts + rest).joined(separator: ", ")]
  }

  static func short(_ x: Double) -> String { String(printf: "%.2e", x) }
  static func brief(_ x: Double) -> String { String(printf: "%.1e", x) }
}
