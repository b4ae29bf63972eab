// SPDX-License-Identifier: MIT

import Foundation

/// Says on the terminal how many rows are written, and how long the rest will take; nothing where the work is
/// done at once.
struct RowsLine {
  private let count: Int
  private let line = StatusLine()
  private let start = ContinuousClock.now

  init(of count: Int) { self.count = count }

  func show(_ done: Int) {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    guard seconds > 0.5, done > 0 else { return }
    let left = Remaining.text(seconds, share: Double(done) / Double(count))
    line.show("\(done) of \(count) points\(left.isEmpty ? "" : ", " + left)")
  }
  func end() { line.clear() }
}
