// SPDX-License-Identifier: MIT

import CHeap
import Essentials

/// Times of several ways to do the same, which take turns: a drift of the machine meets all of them.
///
/// What is measured is the processor's time of this thread: where others want the processor too, the wall's
/// time of a run is its own and theirs, and the longer run meets more of them.
enum Stopwatch {
  /// The median milliseconds of one run of each, on this thread alone.
  /// - Parameters:
  ///   - runs: what is timed.
  ///   - rounds: how often each has its turn; one more, the first, is not counted.
  ///   - turn: the least milliseconds of a turn, which a short run fills by repeating.
  static func medians(
    _ runs: [() throws -> Void], rounds: Int, turn: Double = 0.5
  ) throws -> [Double] {
    var counts = [Int](repeating: 1, count: runs.count)
    var times = [[Double]](repeating: [], count: runs.count)
    func time(_ i: Int) throws -> Double {
      let start = threadMilliseconds
      for _ in 0..<counts[i] { try runs[i]() }
      return (threadMilliseconds - start) / Double(counts[i])
    }
    for i in runs.indices {
      _ = try time(i)
      let once = try time(i)
      counts[i] = max(1, min(1000, Int(turn / max(once, 1e-6))))
    }
    for _ in 0..<rounds {
      for i in runs.indices { times[i].append(try time(i)) }
    }
    return times.map { Estimator.middle($0.sorted()) }
  }

  private static var threadMilliseconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return 1e3 * Double(time.tv_sec) + 1e-6 * Double(time.tv_nsec)
  }
}

/// What a computation keeps of the heap.
enum Heap {
  /// The bytes by which the heap in use grew while the body made and used what it returns; nil where the C
  /// library does not tell, or where other threads freed more. What came and went meanwhile is not seen.
  static func growth<T>(_ body: () throws -> T) rethrows -> (kept: T, bytes: Double?) {
    let before = plumbline_heap_bytes()
    let kept = try body()
    let after = plumbline_heap_bytes()
    return (kept, before < 0 || after <= before ? nil : Double(after - before))
  }
}
