// SPDX-License-Identifier: MIT

import Essentials

/// Text in columns.
package enum Columns {
  /// Every row as a line, columns as wide as their widest field, two blanks apart.
  package static func lines(_ rows: [[String]]) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { c in rows.map { c < $0.count ? $0[c].count : 0 }.max() ?? 0 }
    return rows.map { row in
      let padded = zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
      return String(padded.reversed().drop { $0 == " " }.reversed())
    }
  }
}
