// SPDX-License-Identifier: MIT

import Dispatch
import Essentials
import Synchronization

/// Lines at the foot of the terminal that say how far work is: replaced, never scrolled, ten times per second
/// at most. Where standard error is no terminal, one plain line now and then; nothing where all is to be
/// quiet.
///
/// Between frames the cursor, which is never hidden, stands at the beginning of the first line: whatever
/// becomes of the terminal's size, all that is to be erased comes after it.
///
/// A class, for its end and the lock.
package final class LiveLines: Sendable {
  /// Where they go.
  package enum Place: Sendable {
    /// - Parameter look: nil while the terminal is another's.
    case terminal(look: @Sendable () -> Look?)
    case log
    case nowhere
  }
  private struct State {
    /// What is on the screen.
    var shown: [String] = []
    var look: Look?
    var lastFrame: ContinuousClock.Instant?
    var pace = PlainPace(at: 0)
    var guardian: FootGuard?
    var timer: (any DispatchSourceTimer)?
    var isEnded = false
  }
  private let place: Place
  private let write: @Sendable (String) -> Void
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  /// - Parameters:
  ///   - place: where they go.
  ///   - write: takes a frame, or a line of text.
  package init(_ place: Place, write: @escaping @Sendable (String) -> Void = LiveLines.standardError) {
    (self.place, self.write) = (place, write)
  }

  /// - Parameter picture: what they show, asked for at every frame from another thread; nil for nothing.
  package func show(_ picture: @escaping @Sendable () -> ProgressPicture?) {
    if case .nowhere = place { return }
    state.withLock { state in
      let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "live lines"))
      timer.schedule(deadline: .now() + Self.frame, repeating: Self.frame, leeway: .milliseconds(20))
      timer.setEventHandler { [weak self] in
        if let picture = picture() { self?.draw(picture) }
      }
      timer.resume()
      state.timer = timer
    }
  }
  deinit { end() }

  private static let frame = 0.1
  package static let standardError: @Sendable (String) -> Void = { text in
    try? OpenFile.standardError.write(text.utf8)
  }

  /// What is due of it.
  /// - Parameters:
  ///   - picture: what is shown.
  ///   - now: seconds since this was made; nil: as the clock has it.
  package func draw(_ picture: ProgressPicture, at now: Double? = nil) {
    let now = now ?? start.duration(to: .now) / .seconds(1)
    state.withLock { state in
      if state.isEnded { return }
      switch place {
      case .terminal(let look):
        guard let look = look() else {
          // What is on the screen is a shell's now.
          return state.shown = []
        }
        draw(picture.lines(look), look, &state)
      case .log: if state.pace.isDue(at: now) { write(picture.plain + "\n") }
      case .nowhere: break
      }
    }
  }

  /// Does what writes whole lines to the terminal, above the lines at its foot.
  /// - Parameter isOnScreen: whether what is written is on the screen when the body ends; what goes through a
  ///   pipe may come to it later.
  package func above<T, E: Error>(
    isOnScreen: Bool = Terminal.isBehind(1), _ body: () throws(E) -> T
  ) throws(E) -> T {
    try state.withLock { (state) throws(E) -> T in
      let (shown, look) = (state.shown, state.look)
      erase(&state)
      let value = try body()
      let isEarly = state.lastFrame.map { $0.duration(to: .now) < .seconds(Self.frame) } ?? true
      if let look, !shown.isEmpty, isOnScreen, !isEarly { draw(shown, look, &state) }
      return value
    }
  }

  /// Erases them; nothing is drawn any more.
  package func end() {
    state.withLock { state in
      state.timer?.cancel()
      erase(&state)
      state.isEnded = true
      state.guardian = nil
    }
  }

  private func draw(_ lines: [String], _ look: Look, _ state: inout State) {
    if lines == state.shown, look == state.look { return }
    if state.guardian == nil { state.guardian = FootGuard() }
    let up = lines.count > 1 ? "\u{1b}[\(lines.count - 1)A" : ""
    write("\r" + lines.joined(separator: "\u{1b}[K\r\n") + "\u{1b}[J\r" + up)
    (state.shown, state.look, state.lastFrame) = (lines, look, .now)
  }

  private func erase(_ state: inout State) {
    if !state.shown.isEmpty { write("\r\u{1b}[J") }
    state.shown = []
  }
}

extension LiveLines.Place {
  /// Of standard error, as the environment and the terminal say.
  static func standardError(quiet: Bool = false) -> Self {
    if quiet { return .nowhere }
    let environment = ProcessInfo.processInfo.environment
    guard Terminal.isBehind(2), !Look.isPlain(environment) else { return .log }
    let (colours, unicode) = (Look.hasColours(environment), Look.hasUnicode(environment))
    return .terminal {
      guard Terminal.isOurs(2), let size = Terminal.size(of: 2) else { return nil }
      return Look(columns: size.columns, rows: size.rows, hasColours: colours, hasUnicode: unicode)
    }
  }
}
