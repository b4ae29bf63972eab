// SPDX-License-Identifier: MIT

import Synchronization

/// How work is done that a caller has asked for: on how many threads, and whether it is still wanted.
///
/// A class: the caller keeps it, and cancels it from another thread.
package final class Job: Sendable {
  private let most = Atomic(0)
  private let isEnded = Atomic(false)

  package init() {}

  /// At most so many threads; as many as there are cores where it is none.
  package func limit(threads: Int) { most.store(max(0, threads), ordering: .relaxed) }

  /// What is under way ends soon; its outcome is of no meaning.
  package func cancel() { isEnded.store(true, ordering: .relaxed) }

  /// What this thread works for; nil: all cores, to the end.
  @TaskLocal static var current: Job?

  /// Runs the body for this job, on whatever threads of ``Parallel``.
  package func run<T>(_ body: () throws -> T) rethrows -> T {
    try Self.$current.withValue(self, operation: body)
  }

  /// Whether what this thread works for is no longer wanted.
  package static var isCancelled: Bool { current?.isEnded.load(ordering: .relaxed) ?? false }

  /// - Throws: ``Cancelled``, where it is no longer wanted.
  package static func goOn() throws(Cancelled) {
    if isCancelled { throw Cancelled() }
  }

  /// The number of threads, of so many that there are cores for.
  static func threads(of cores: Int) -> Int {
    let most = current?.most.load(ordering: .relaxed) ?? 0
    return most > 0 ? min(most, cores) : cores
  }
}

/// The work was cancelled.
package struct Cancelled: Error, CustomStringConvertible {
  package init() {}
  package var description: String { "the job was cancelled" }
}
