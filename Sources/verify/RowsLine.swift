import Foundation

/// One line on the terminal that says how many rows are written, and how long the rest will take; nothing where standard
/// error is no terminal, or the work is done at once.
struct RowsLine {
  private let count: Int
  private let isShown = isatty(2) != 0
  private let start = ContinuousClock.now

  init(of count: Int) { self.count = count }

  func show(_ done: Int) {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    guard isShown, seconds > 0.5, done > 0 else { return }
    let left = seconds / Double(done) * Double(count - done)
    let text = "\(done) of \(count) points, \(String(format: "%.0f", left)) s left"
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1b}[K\(text)".utf8))
  }
  func end() { if isShown { try? FileHandle.standardError.write(contentsOf: Data("\r\u{1b}[K".utf8)) } }
}
