// SPDX-License-Identifier: MIT

import Dispatch
import Foundation
import Synchronization

/// Ctrl-C: says what is finished, and ends with 130. Files are written by rename, so none is half there.
///
/// A class, for its end; one for the whole of a run, since two that follow each other could lose a signal
/// between them.
final class Interrupt: Sendable {
  private let report: Mutex<@Sendable () -> Void>
  private let source = Mutex<(any DispatchSourceSignal)?>(nil)

  /// - Parameter report: says what there is to say, until ``report(by:)`` gives another.
  init(_ report: @escaping @Sendable () -> Void) {
    self.report = Mutex(report)
    signal(SIGINT, SIG_IGN)
    source.withLock {
      let source = DispatchSource.makeSignalSource(
        signal: SIGINT, queue: DispatchQueue(label: "interrupt"))
      source.setEventHandler { [self] in
        self.report.withLock { $0 }()
        // At once: other threads are still at work.
        _exit(130)
      }
      source.resume()
      $0 = source
    }
  }

  func report(by other: @escaping @Sendable () -> Void) { report.withLock { $0 = other } }

  /// Nothing is left to report.
  func end() { source.withLock { $0?.cancel() } }
}
