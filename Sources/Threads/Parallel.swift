// SPDX-License-Identifier: MIT

import Essentials

/// Numbered pieces of work shared among threads.
package enum Parallel {
  /// How many threads share the work: as many as the ``Job`` at hand says, or else ``ThreadCount``.
  package static var width: Int { Job.threads ?? ThreadCount.free }

  /// Runs every piece once, whichever thread takes it; a thread has one piece at a time.
  /// - Parameter body: must touch nothing that another piece touches, save what belongs to its thread.
  package static func forEach(_ count: Int, threads: Int, _ body: (_ piece: Int, _ thread: Int) -> Void) {
    guard threads > 1, count > 1 else {
      for i in 0..<count { body(i, 0) }
      return
    }
    Crew.shared.run(count, threads: threads, body)
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

extension Parallel {
  /// Makes parts on all cores and takes them in order, by whichever thread is free: while one part is taken
  /// the next are made, a few a core ahead and no more.
  ///
  /// Nothing is taken before the first few parts a core are made, so that what fails at once leaves nothing.
  /// - Parameter take: never runs twice at a time.
  /// - Throws: the error of the first part, in order, that has one, or that `take` throws; nothing is taken
  ///   after it.
  package static func inOrder<T: Sendable>(
    _ count: Int, make: @Sendable (Int) throws -> T, take: (T, Int) throws -> Void
  ) throws {
    let line = Line<T>(count: count, ahead: 8 * width)
    // The line lets one thread take at a time.
    nonisolated(unsafe) let take = take
    forEach(min(width, count), threads: width) { _, _ in
      while let part = line.nextToMake() {
        line.put(Swift.Result { try make(part) }, part)
        while let (part, made) = line.nextToTake() {
          line.took(part, Swift.Result { try take(try made.get(), part) })
        }
      }
    }
    if let error = line.error { throw error }
  }
}

/// Parts on their way from the threads that make them to the one that takes them.
///
/// A class, for its lock.
private final class Line<T: Sendable>: @unchecked Sendable {
  private let count, ahead: Int
  private let changed = Condition()
  private var made: [Int: Swift.Result<T, any Error>] = [:]
  private var (begun, taken, isTaking) = (0, 0, false)
  private(set) var error: (any Error)?

  init(count: Int, ahead: Int) {
    self.count = count
    self.ahead = ahead
  }

  /// Waits for room; nil where no more are needed.
  func nextToMake() -> Int? {
    changed.lock()
    defer { changed.unlock() }
    while error == nil, begun < count, begun >= taken + ahead { changed.wait() }
    guard error == nil, begun < count else { return nil }
    begun += 1
    return begun - 1
  }

  func put(_ part: Swift.Result<T, any Error>, _ number: Int) {
    changed.lock()
    defer { changed.unlock() }
    made[number] = part
  }

  /// nil where the next part is not made yet, or another thread takes.
  func nextToTake() -> (Int, Swift.Result<T, any Error>)? {
    changed.lock()
    defer { changed.unlock() }
    guard error == nil, !isTaking else { return nil }
    if taken == 0 {
      guard made.count == min(ahead, count) else { return nil }
      for number in 0..<made.count {
        if case .failure(let failure) = made[number] { error = error ?? failure }
      }
    }
    guard error == nil, let part = made.removeValue(forKey: taken) else {
      changed.broadcast()
      return nil
    }
    isTaking = true
    return (taken, part)
  }

  func took(_ number: Int, _ result: Swift.Result<Void, any Error>) {
    changed.lock()
    defer { changed.unlock() }
    isTaking = false
    taken = number + 1
    if case .failure(let failure) = result { error = failure }
    changed.broadcast()
  }
}
