// SPDX-License-Identifier: MIT

/// The nearest name to a mistyped one.
package enum Suggestion {
  /// "there is no … '…'; did you mean '…'? Known: …"
  package static func message(_ kind: String, _ name: String, _ known: [String]) -> String {
    let hint = nearest(to: name, among: known).map { "; did you mean '\($0)'?" } ?? "."
    return "there is no \(kind) '\(name)'\(hint) Known: \(known.joined(separator: ", "))"
  }

  /// By edit distance; nil where nothing comes close.
  package static func nearest(to name: String, among known: [String]) -> String? {
    known.map { (distance(name.lowercased(), $0.lowercased()), $0) }.min { $0.0 < $1.0 }
      .flatMap { $0.0 <= max(2, name.count / 2) ? $0.1 : nil }
  }

  /// Levenshtein's edit distance.
  static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b)
    var row = Array(0...b.count)
    for (i, c) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, d) in b.enumerated() {
        let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (c == d ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[b.count]
  }
}
