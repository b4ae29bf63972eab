// SPDX-License-Identifier: MIT

import Essentials
import Synchronization

/// The live line of work that is counted, or of one piece of unknown length; nothing where it is done at
/// once.
///
/// A class, for its end and the lock.
final class WorkLine: Sendable {
  private struct State {
    var done = 0
    var now: String
    var left = TimeLeft(at: 0)
  }
  private let count: Int?
  private let what: String
  private let start = ContinuousClock.now
  private let state: Mutex<State>
  private let live: LiveLines

  /// - Parameters:
  ///   - count: how many there are; nil where it is not known, and only the time passed is shown.
  ///   - what: there are that many of, or what is done.
  ///   - now: what is at hand.
  ///   - quiet: shows nothing.
  init(of count: Int?, _ what: String, now: String = "", quiet: Bool = false) {
    (self.count, self.what) = (count, what)
    state = Mutex(State(now: now))
    live = LiveLines(.standardError(quiet: quiet))
    live.show { [weak self] in self?.picture }
  }
  deinit { live.end() }

  private var seconds: Double { start.duration(to: .now) / .seconds(1) }

  /// - Parameter now: what is at hand; nil: the same as before.
  func show(_ done: Int, now: String? = nil) {
    let seconds = seconds
    state.withLock { state in
      if let now { state.now = now }
      state.done = done
      state.left.update(done: Double(done), remaining: Double((count ?? done) - done), at: seconds)
    }
  }

  /// Prints lines above it.
  func print(_ lines: [String]) throws { try live.above { try lines.forEach(Console.print) } }

  func end() { live.end() }

  private var picture: ProgressPicture? {
    let seconds = seconds
    guard seconds > 0.5 else { return nil }
    let state = state.withLock { $0 }
    guard let count else {
      return ProgressPicture(whole: what, share: nil, left: "\(Int(seconds)) s", note: state.now)
    }
    return ProgressPicture(
      whole: "\(state.done) of \(count) \(what)", share: Double(state.done) / Double(max(1, count)),
      left: state.left.text(at: seconds), note: state.now)
  }
}
