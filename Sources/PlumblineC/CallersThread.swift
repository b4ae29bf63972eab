// SPDX-License-Identifier: MIT

import Dispatch
import Synchronization

/// Runs asynchronous work on the thread that waits for it: a process that was forked has no other.
///
/// A class, as executors are.
final class CallersThread: TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])
  /// Signalled once per job, and once when there will be no more.
  private let isNext = DispatchSemaphore(value: 0)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    isNext.signal()
  }

  /// Returns when the work is done.
  func run(_ work: @escaping @Sendable () async -> Void) {
    Task.detached(executorPreference: self) {
      await work()
      self.isNext.signal()
    }
    while true {
      isNext.wait()
      guard let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return }
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
