import Dispatch
import Synchronization

/// Numbered pieces of work shared among threads.
enum Parallel {
  /// Runs every piece once, whichever thread takes it; a thread has one piece at a time.
  /// - Parameter body: must touch nothing that another piece touches, save what belongs to its thread.
  static func forEach(_ count: Int, threads: Int, _ body: (_ piece: Int, _ thread: Int) -> Void) {
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
}
