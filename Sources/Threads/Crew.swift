// SPDX-License-Identifier: MIT

import Essentials
import Synchronization

/// Threads that help at sweeps and stay alive between them: who has just helped looks for the next sweep for
/// a moment, and sleeps then.
///
/// Who has a sweep works at it himself, and does all of it where nobody comes: sweeps may be nested, come
/// from several threads at once, and from a process that was forked, which has none of its parent's threads.
final class Crew: @unchecked Sendable {
  private let process = getpid()
  private let changed = Condition()
  /// Sweeps that may need help, the oldest first. As all that varies here it is guarded by the lock.
  private var open: [Sweep] = []
  private var (helpers, idle, asleep) = (0, 0, 0)
  /// How many sweeps there have been: what a helper without work looks at, without the lock.
  private let begun = Atomic(0)
  /// Looks before sleep: ten microseconds or so, beside thirty that a thread takes to wake up.
  private static let looks = 4000

  /// Where the crew at hand lies; 0 for none.
  private static let current = Atomic<UInt>(0)

  /// This process's own. Its parent's is left as it is: nobody in this process holds its lock, or ever lets
  /// go of it.
  static var shared: Crew {
    while true {
      let known = current.load(ordering: .acquiring)
      if let place = UnsafeRawPointer(bitPattern: known) {
        let crew = Unmanaged<Crew>.fromOpaque(place).takeUnretainedValue()
        if crew.process == getpid() { return crew }
      }
      let fresh = Unmanaged.passRetained(Crew())
      let place = UInt(bitPattern: fresh.toOpaque())
      if current.compareExchange(expected: known, desired: place, ordering: .acquiringAndReleasing).exchanged
      {
        return fresh.takeUnretainedValue()
      }
      fresh.release()
    }
  }

  /// Runs every piece, by this thread and up to so many less one helpers.
  func run(_ count: Int, threads: Int, _ body: (_ piece: Int, _ thread: Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      let sweep = Sweep(count: count, threads: min(threads, count), body)
      recruit(for: sweep)
      sweep.work(0)
      changed.lock()
      open.removeAll { $0 === sweep }
      changed.unlock()
      sweep.end()
    }
  }

  private func recruit(for sweep: Sweep) {
    let wanted = sweep.threads - 1
    changed.lock()
    open.append(sweep)
    begun.add(1, ordering: .releasing)
    for _ in 0..<min(wanted, asleep) { changed.signal() }
    let most = max(sweep.threads, ThreadCount.cores) - 1
    let fresh = max(0, min(wanted - idle, most - helpers))
    helpers += fresh
    idle += fresh
    changed.unlock()
    for _ in 0..<fresh where !Thread.start({ [self] in help() }) {
      // The system has no more threads: others do the work.
      changed.lock()
      helpers -= 1
      idle -= 1
      changed.unlock()
    }
  }

  private func help() -> Never {
    changed.lock()
    while true {
      if let (sweep, thread) = seat() {
        idle -= 1
        changed.unlock()
        sweep.work(thread)
        sweep.leave()
        changed.lock()
        idle += 1
      } else if !look() {
        asleep += 1
        changed.wait()
        asleep -= 1
      }
    }
  }

  private func seat() -> (Sweep, Int)? {
    for sweep in open { if let thread = sweep.join() { return (sweep, thread) } }
    return nil
  }

  /// Whether there is a new sweep within a moment. More threads than cores do not look: they would be in the
  /// way.
  private func look() -> Bool {
    guard helpers < ThreadCount.cores else { return false }
    let known = begun.load(ordering: .relaxed)
    changed.unlock()
    var left = Self.looks
    while left > 0, begun.load(ordering: .relaxed) == known { left -= 1 }
    changed.lock()
    return begun.load(ordering: .relaxed) != known
  }
}

/// Pieces of work, and who is at it.
private final class Sweep: @unchecked Sendable {
  private let count: Int
  let threads: Int
  /// The caller's, who takes it back at the end.
  private var body: ((_ piece: Int, _ thread: Int) -> Void)?
  private let job = Job.current
  private let next = Atomic(0)
  private let helping = Atomic(0)
  private let ended = Condition()
  /// Threads that ever came; the crew's lock guards it.
  private var came = 1

  init(count: Int, threads: Int, _ body: @escaping (_ piece: Int, _ thread: Int) -> Void) {
    self.count = count
    self.threads = threads
    self.body = body
  }

  /// The number of a thread that comes; nil where no more are wanted.
  func join() -> Int? {
    guard came < threads, next.load(ordering: .relaxed) < count else { return nil }
    helping.add(1, ordering: .relaxed)
    defer { came += 1 }
    return came
  }

  func work(_ thread: Int) {
    guard let body else { return }
    Job.$current.withValue(job) {
      while true {
        let piece = next.add(1, ordering: .relaxed).oldValue
        guard piece < count else { return }
        body(piece, thread)
      }
    }
  }

  func leave() {
    guard helping.subtract(1, ordering: .releasing).newValue == 0 else { return }
    ended.lock()
    ended.broadcast()
    ended.unlock()
  }

  /// Until nobody else is at it; nobody may come any more.
  func end() {
    defer { body = nil }
    for _ in 0..<4000 where helping.load(ordering: .acquiring) == 0 { return }
    ended.lock()
    while helping.load(ordering: .acquiring) > 0 { ended.wait() }
    ended.unlock()
  }
}
