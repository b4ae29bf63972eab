// SPDX-License-Identifier: MIT

import Synchronization

/// How work is done that a caller has asked for: on how many threads, and whether it is still wanted.
///
/// A class: the caller keeps it, and cancels it from another thread.
package final class Job: Sendable {
  private let most = Atomic(0)
  private let isEnded = Atomic(false)

  package init() {}

  /// So many threads, also where there are fewer cores; as many as ``ThreadCount`` says where it is none.
  package func limit(threads: Int) {
    most.store(min(max(0, threads), ThreadCount.most), ordering: .relaxed)
  }

  /// What is under way ends soon; its outcome is of no meaning.
  package func cancel() { isEnded.store(true, ordering: .relaxed) }

  /// What this thread works for; nil: nobody in particular, to the end.
  @TaskLocal static var current: Job?

  /// Runs the body for this job, on whatever threads of ``Parallel``.
  package func run<T>(_ body: () throws -> T) rethrows -> T {
    try Self.$current.withValue(self, operation: body)
  }

  /// The same for work that waits.
  package func run<T>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> T
  ) async rethrows -> T {
    try await Self.$current.withValue(self, operation: body, isolation: isolation)
  }

  /// Whether what this thread works for is no longer wanted.
  package static var isCancelled: Bool { current?.isEnded.load(ordering: .relaxed) ?? false }

  /// - Throws: ``Cancelled``, where it is no longer wanted.
  package static func goOn() throws(Cancelled) {
    if isCancelled { throw Cancelled() }
  }

  /// The number of threads, where the job at hand says one.
  static var threads: Int? {
    let most = current?.most.load(ordering: .relaxed) ?? 0
    return most > 0 ? most : nil
  }
}

/// The work was cancelled.
package struct Cancelled: Error, CustomStringConvertible {
  package init() {}
  package var description: String { "the job was cancelled" }
}
