// SPDX-License-Identifier: MIT

import Essentials

extension Study.Outcome {
  /// The raw numbers as CSV: question, one column per factor of any question, seed, quantity, value, unit.
  public var csv: String {
    var factors: [String] = []
    for question in questions {
      for factor in question.factors where !factors.contains(factor.name) { factors.append(factor.name) }
    }
    let head = ["question"] + factors + ["seed", "quantity", "value", "unit"]
    let lines = rows.map { row in
      [row.question] + factors.map { row.factors[$0] ?? "" }
        + ["\(row.seed)", row.quantity, row.value.map { "\($0)" } ?? "", row.unit]
    }
    return ([head] + lines).map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined()
  }

  /// RFC 4180.
  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
