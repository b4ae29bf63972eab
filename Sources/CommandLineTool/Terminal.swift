// SPDX-License-Identifier: MIT

import Dispatch
import Essentials
import Synchronization

/// What is known of the terminal behind a file descriptor, and text that fits it.
enum Terminal {
  static func isBehind(_ descriptor: Int32) -> Bool { isatty(descriptor) != 0 }

  /// Its columns: as it says itself, else as COLUMNS says, else 80; nil where none is behind.
  static func width(of descriptor: Int32) -> Int? {
    guard isBehind(descriptor) else { return nil }
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 0
    return columns > 0 ? columns : 80
  }

  /// The text in lines of at most that width, broken between words; those after the first are indented four
  /// columns more. A word that is longer stands alone on a line.
  static func wrap(_ text: String, _ width: Int?) -> [String] {
    guard let width, text.count > width else { return [text] }
    let indent = String(text.prefix { $0 == " " })
    var lines: [String] = []
    var line = indent
    var isEmpty = true
    for word in text.dropFirst(indent.count).split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        (line, isEmpty) = (indent + "    ", true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}

/// One line at the foot of the terminal that says how far work is: replaced, never scrolled. Nothing where
/// standard error is no terminal.
struct StatusLine: Sendable {
  private let isShown: Bool
  init(quiet: Bool = false) { isShown = !quiet && Terminal.isBehind(2) }

  /// Cut to the width that the terminal has now, so that it never wraps.
  func show(_ text: String) {
    guard isShown, let width = Terminal.width(of: 2) else { return }
    write("\r" + text.prefix(max(1, width - 1)) + "\u{1b}[K")
  }
  func clear() { if isShown { write("\r\u{1b}[K") } }

  private func write(_ text: String) {
    try? OpenFile.standardError.write(text.utf8)
  }
}

/// How long the rest of some work takes, by what is done.
enum Remaining {
  /// "2 min 10 s left"; empty before anything is known.
  static func text(_ seconds: Double, share: Double) -> String {
    guard share > 0, share < 1, seconds > 0.5 else { return "" }
    let left = Int((seconds * (1 - share) / share).rounded(.up))
    if left < 90 { return "\(left) s left" }
    return left < 5400 ? "\((left + 30) / 60) min left" : "\((left + 1800) / 3600) h left"
  }
}

/// Ctrl-C, what a batch system sends first, and a terminal that is gone: says what is finished, and ends with
/// 130, 143 or 129. Files are written by rename, so none is half there.
///
/// A class, for its end; one for the whole of a run, since two that follow each other could lose a signal
/// between them.
final class Interrupt: Sendable {
  private let report: Mutex<@Sendable () -> Void>
  private struct Watch {
    let source: any DispatchSourceSignal
    let number: Int32
    /// What was done before.
    let previous: (@convention(c) (Int32) -> Void)?
  }
  private let watches = Mutex<[Watch]>([])

  /// - Parameter report: says what there is to say, until ``report(by:)`` gives another.
  init(_ report: @escaping @Sendable () -> Void) {
    self.report = Mutex(report)
    let queue = DispatchQueue(label: "interrupt")
    for number in [SIGINT, SIGTERM, SIGHUP] {
      watches.withLock {
        let previous = signal(number, SIG_IGN)
        // Who started it by nohup wants it to go on.
        if number == SIGHUP, isIgnored(previous) { return }
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler { [self] in
          self.report.withLock { $0 }()
          // At once: other threads are still at work.
          _exit(128 + number)
        }
        source.resume()
        $0.append(Watch(source: source, number: number, previous: previous))
      }
    }
  }

  private func isIgnored(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  func report(by other: @escaping @Sendable () -> Void) { report.withLock { $0 = other } }

  /// Nothing is left to report.
  func end() {
    watches.withLock {
      for watch in $0 {
        watch.source.cancel()
        _ = signal(watch.number, watch.previous)
      }
      $0 = []
    }
  }
}
