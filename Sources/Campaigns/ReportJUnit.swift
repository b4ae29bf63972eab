// SPDX-License-Identifier: MIT

import Essentials
import Verification

extension CampaignReport {
  /// The form that test runners write and services read: a suite per group, a case per cell; a cell that is
  /// missing is an error.
  /// - Parameter write: takes the text piece by piece.
  package func junit(_ write: (String) throws -> Void) rethrows {
    let messages = Dictionary(failures.map { ($0.id, $0.message) }) { $1 }
    var absent: [CellKind: [Int]] = [:]
    for run in missing.runs { absent[run.kind, default: []] += run.seeds }
    let wrong =
      damaged.map { ($0.file, "damaged: \($0.reason)") }
      + unreadable.map { ($0.file, "unreadable: \($0.reason)") }
      + schemas.map { ($0.file, "schema \($0.schema) is unknown") }
    let errors = count(.error) + missing.count + wrong.count
    try write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="plumbline" tests="\(count + missing.count + wrong.count)" failures="\(count(.fail))" errors="\(errors)">

      """)
    for group in groups {
      let name = Self.escaped(group.kind.id)
      let seconds = group.entries.values.reduce(0) { $0 + $1.seconds }
      try write(
        "  <testsuite name=\"\(name)\" tests=\"\(group.entries.count + group.missing)\" failures=\"\(group.count(.fail))\""
          + " errors=\"\(group.count(.error) + group.missing)\" time=\"\(String(printf: "%.3f", seconds))\">\n"
      )
      for (seed, entry) in group.entries.sorted(by: { $0.key < $1.key }) {
        let head = "    <testcase classname=\"\(name)\" name=\"seed\(seed)\" "
        let time = "time=\"\(String(printf: "%.3f", entry.seconds))\""
        guard entry.verdict != .pass else {
          try write(head + time + "/>\n")
          continue
        }
        let kind = entry.verdict == .fail ? "failure" : "error"
        let message = Self.escaped(messages[CellName(group.kind, seed: seed).id] ?? "")
        try write(head + time + "><\(kind) message=\"\(message)\"/></testcase>\n")
      }
      for seed in absent[group.kind] ?? [] {
        try write(
          "    <testcase classname=\"\(name)\" name=\"seed\(seed)\"><error type=\"missing\" "
            + "message=\"there is no result\"/></testcase>\n")
      }
      try write("  </testsuite>\n")
    }
    if !wrong.isEmpty {
      try write(
        "  <testsuite name=\"files\" tests=\"\(wrong.count)\" failures=\"0\" errors=\"\(wrong.count)\">\n")
      for (file, message) in wrong {
        try write(
          "    <testcase classname=\"files\" name=\"\(Self.escaped(file))\"><error "
            + "message=\"\(Self.escaped(message))\"/></testcase>\n")
      }
      try write("  </testsuite>\n")
    }
    try write("</testsuites>\n")
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      // XML has no other signs below a blank.
      case "\u{0}"..<"\u{20}", "\u{fffe}", "\u{ffff}": escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
