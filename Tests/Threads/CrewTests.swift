// SPDX-License-Identifier: MIT

import Synchronization
import Testing

@testable import Threads

/// Threads that help at sweeps: every piece once, whoever asks.
@Suite struct CrewTests {
  /// Counts that are written to from several threads.
  private final class Counts: Sendable {
    let values: [Int: Atomic64]
    init(_ count: Int) { values = Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, Atomic64()) }) }
    func add(_ i: Int) -> Int { values[i]!.value.add(1, ordering: .sequentiallyConsistent).newValue }
    func subtract(_ i: Int) { values[i]!.value.subtract(1, ordering: .sequentiallyConsistent) }
    var all: [Int] { values.keys.sorted().map { values[$0]!.value.load(ordering: .relaxed) } }
  }
  private final class Atomic64: Sendable { let value = Atomic(0) }

  /// A thread's number is its own while it has a piece, and below the number of threads.
  @Test(arguments: [2, 3, 8, 16, 100]) func eachOnce(threads: Int) {
    for round in 0..<100 {
      let count = round * 7 % 50
      let (done, busy) = (Counts(count), Counts(threads))
      let clashes = Atomic(0)
      Parallel.forEach(count, threads: threads) { piece, thread in
        if busy.add(thread) != 1 { clashes.add(1, ordering: .relaxed) }
        _ = done.add(piece)
        busy.subtract(thread)
      }
      #expect(done.all == Array(repeating: 1, count: count))
      #expect(clashes.load(ordering: .relaxed) == 0)
    }
  }

  /// What the pieces have written is there when the sweep is over, over and over.
  @Test func writes() {
    var sums = [Double](repeating: 0, count: 33)
    for _ in 0..<2000 {
      sums.withUnsafeMutableBufferPointer { sums in
        nonisolated(unsafe) let sums = sums
        Parallel.forEach(33, threads: 4) { i, _ in sums[i] += Double(i) }
      }
    }
    #expect(sums == (0..<33).map { 2000 * Double($0) })
  }

  @Test func nested() {
    let total = Atomic(0)
    Parallel.forEach(5, threads: 3) { _, _ in
      Parallel.forEach(7, threads: 8) { _, _ in
        Parallel.forEach(11, threads: 2) { _, _ in total.add(1, ordering: .relaxed) }
      }
    }
    #expect(total.load(ordering: .relaxed) == 5 * 7 * 11)
  }

  /// Several callers at once, each with a number of threads, and a job, of its own.
  @Test func severalCallers() async {
    let sums = await withTaskGroup(of: Bool.self) { group in
      for caller in 0..<8 {
        group.addTask {
          let job = Job()
          job.limit(threads: 1 + caller)
          return job.run {
            (0..<200).allSatisfy { round in
              let widths = Parallel.map(5 + round % 9) { _ in Parallel.width }
              return widths == Array(repeating: 1 + caller, count: 5 + round % 9)
            }
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums == Array(repeating: true, count: 8))
  }

  /// A sweep is no job's where its caller has none, though its helpers were a job's before.
  @Test func jobsEnd() {
    let job = Job()
    job.limit(threads: 5)
    for _ in 0..<50 {
      #expect(Set(job.run { Parallel.map(20) { _ in Parallel.width } }) == [5])
      let free = Counts(20)
      Parallel.forEach(20, threads: 5) { i, _ in if Job.threads == nil { _ = free.add(i) } }
      #expect(free.all == Array(repeating: 1, count: 20))
    }
  }
}
