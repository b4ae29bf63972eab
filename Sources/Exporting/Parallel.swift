import Dispatch
import Foundation
import Synchronization

/// Parts made on all cores and taken in order.
enum Parallel {
  /// How many parts are made at once.
  static var width: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// Makes a few parts a core, takes them one after the other, and goes on: no more are held at any time.
  /// - Throws: the error of the first part, in order, that has one; of the parts made together with it none is taken.
  static func inOrder<T: Sendable>(
    _ count: Int, make: @Sendable (Int) throws -> T, take: (T, Int) throws -> Void
  ) throws {
    let most = 8 * width
    for start in stride(from: 0, to: count, by: most) {
      let batch = start..<min(count, start + most)
      let made = Mutex([Swift.Result<T, any Error>?](repeating: nil, count: batch.count))
      DispatchQueue.concurrentPerform(iterations: batch.count) { i in
        let result = Swift.Result { try make(batch.lowerBound + i) }
        made.withLock { $0[i] = result }
      }
      let results = try made.withLock { try $0.compactMap { try $0?.get() } }
      for (part, result) in zip(batch, results) { try take(result, part) }
    }
  }
}
