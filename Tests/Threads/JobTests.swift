// SPDX-License-Identifier: MIT

import Synchronization
import Testing

@testable import Threads

/// What a job says reaches every thread that works for it, and no other.
@Suite struct JobTests {
  /// More than there are cores, too.
  @Test(arguments: [1, 2, 7, 1000]) func theNumberHolds(threads: Int) {
    let job = Job()
    let free = Parallel.width
    job.limit(threads: threads)
    job.run {
      #expect(Parallel.width == threads)
      // Workers see it too, and those that they start.
      let widths = Parallel.map(8) { _ in Parallel.map(2) { _ in Parallel.width } }
      #expect(Set(widths.joined()) == [threads])
    }
    #expect(Parallel.width == free)
  }

  @Test(arguments: [0, -3]) func noLimit(threads: Int) {
    let job = Job()
    job.limit(threads: threads)
    #expect(job.run { Parallel.width } == Parallel.width)
  }

  /// Work that waits has the number on both sides of the wait.
  @Test func waiting() async {
    let job = Job()
    job.limit(threads: 5)
    let widths = await job.run {
      let before = Parallel.width
      await Task.yield()
      async let child = Parallel.width
      return [before, Parallel.width, await child]
    }
    #expect(widths == [5, 5, 5])
  }

  @Test func noMoreThanMemoryHolds() {
    let job = Job()
    job.limit(threads: .max)
    #expect(job.run { Parallel.width } == ThreadCount.most)
  }

  @Test func cancelling() {
    let (job, other) = (Job(), Job())
    job.run { #expect(!Job.isCancelled) }
    job.cancel()
    #expect(!Job.isCancelled && !other.run { Job.isCancelled })
    #expect(job.run { Parallel.map(16) { _ in Job.isCancelled } }.allSatisfy { $0 })
    #expect(throws: Cancelled.self) { try job.run { try Job.goOn() } }
    #expect(throws: Never.self) { try other.run { try Job.goOn() } }
    // The innermost counts.
    #expect(!job.run { other.run { Job.isCancelled } })
  }

  /// Cancelled from another thread, work ends before it is done.
  @Test func cancelledMeanwhile() {
    let job = Job()
    let done = Atomic(0)
    let all = job.run {
      Parallel.map(10_000) { i -> Bool in
        if i == 50 { job.cancel() }
        if Job.isCancelled { return false }
        done.add(1, ordering: .relaxed)
        return true
      }
    }
    #expect(done.load(ordering: .relaxed) == all.count { $0 })
    #expect(all[0] && !all[9_999])
  }
}
