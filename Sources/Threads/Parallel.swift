// SPDX-License-Identifier: MIT

import Dispatch
import Foundation
import Synchronization

/// Numbered pieces of work shared among threads.
package enum Parallel {
  /// How many threads there is a core for.
  package static var width: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// Runs every piece once, whichever thread takes it; a thread has one piece at a time.
  /// - Parameter body: must touch nothing that another piece touches, save what belongs to its thread.
  package static func forEach(_ count: Int, threads: Int, _ body: (_ piece: Int, _ thread: Int) -> Void) {
    guard threads > 1, count > 1 else {
      for i in 0..<count { body(i, 0) }
      return
    }
    let next = Atomic(0)
    nonisolated(unsafe) let body = body
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { thread in
      while true {
        let i = next.add(1, ordering: .relaxed).oldValue
        guard i < count else { return }
        body(i, thread)
      }
    }
  }

  /// What `body` makes of 0 … count − 1, in order.
  package static func map<T: Sendable>(_ count: Int, _ body: @Sendable (Int) -> T) -> [T] {
    var results = [T?](repeating: nil, count: count)
    results.withUnsafeMutableBufferPointer { buffer in
      // Every piece writes one element of its own.
      forEach(count, threads: width) { i, _ in buffer[i] = body(i) }
    }
    return results.map { $0! }
  }
}
