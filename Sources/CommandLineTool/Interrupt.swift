// SPDX-License-Identifier: MIT

import Dispatch
import Essentials
import Synchronization

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
