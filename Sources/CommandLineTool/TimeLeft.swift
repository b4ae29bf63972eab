// SPDX-License-Identifier: MIT

import Essentials

/// How long the rest of some work takes, by the pace of what is done: what was long ago counts less, and the
/// end that is foretold moves by a part of each surprise, so that the time left runs down steadily.
package struct TimeLeft: Sendable {
  private let start: Double
  /// Work and seconds, faded.
  private var (work, seconds) = (0.0, 0.0)
  private var done = 0.0
  private var last: Double
  private var changes = 0
  private var end: Double?

  /// - Parameter now: seconds on any clock, the same as later.
  package init(at now: Double) { (start, last) = (now, now) }

  /// - Parameters:
  ///   - done: work, in any unit.
  ///   - remaining: the rest of it, in the same unit.
  ///   - now: seconds.
  package mutating func update(done: Double, remaining: Double, at now: Double) {
    // Between two steps nothing is learnt.
    guard done > self.done, remaining.isFinite, now > last else { return }
    let elapsed = now - last
    let fade = exp(-elapsed / max(10, now - start))
    (work, seconds) = (fade * work + done - self.done, fade * seconds + elapsed)
    (self.done, last, changes) = (done, now, changes + 1)
    let foretold = now + max(0, remaining) * seconds / work
    guard let known = end, known > now else {
      end = foretold
      return
    }
    end = known + (foretold - known) * (1 - exp(-elapsed / max(2, 0.04 * (known - now))))
  }

  /// Seconds; nil before anything is known, and where the end that was foretold is past.
  package func seconds(at now: Double) -> Double? {
    guard changes >= 2, last - start > 0.5, let end, end.isFinite, end > now else { return nil }
    return end - now
  }

  /// "12 min left"; empty where nothing is known.
  package func text(at now: Double) -> String { seconds(at: now).map(Self.text) ?? "" }

  /// Rounded up, as coarsely as it is known.
  package static func text(_ seconds: Double) -> String {
    switch seconds.rounded(.up) {
    case ..<10: "\(max(1, Int(seconds.rounded(.up)))) s left"
    case ..<90: "\(5 * Int((seconds / 5).rounded(.up))) s left"
    case ..<5400: "\(Int((seconds / 60).rounded(.up))) min left"
    case ..<172_800: "\(Int((seconds / 3600).rounded(.up))) h left"
    default: "\(Int(min(seconds / 86400, 9999).rounded(.up))) d left"
    }
  }
}
