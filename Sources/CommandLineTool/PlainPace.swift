// SPDX-License-Identifier: MIT

/// When a line of text is due: after half a minute, then at intervals that double to five minutes. Services
/// that run tests end what is silent for ten.
package struct PlainPace: Sendable {
  private var next: Double
  private var interval = 30.0

  /// - Parameter now: seconds.
  package init(at now: Double) { next = now + interval }

  package mutating func isDue(at now: Double) -> Bool {
    guard now >= next else { return false }
    next = now + interval
    interval = min(2 * interval, 300)
    return true
  }
}
