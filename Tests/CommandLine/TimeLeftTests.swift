// SPDX-License-Identifier: MIT

import Foundation
import Sampling
import Testing

@testable import CommandLineTool

/// The time left, held against work whose end is known.
@Suite struct TimeLeftTests {
  /// Work of 600 s: seconds and what is done by then.
  static let paces: [String: [(Double, Double)]] = {
    var random = SplitMix64("paces")
    let even = (1...6000).map { (Double($0) / 10, Double($0) / 10) }
    let slow = (1...60).map { (10 * Double($0), 10 * Double($0)) }
    // Steps that take between half and one and a half times the usual.
    var (noisy, time) = ([(Double, Double)](), 0.0)
    for k in 1...1200 {
      time += 0.5 + random.uniform()
      noisy.append((time / 2, Double(k) / 2))
    }
    // The first half at half the speed of the second.
    let faster = (1...6000).map { k in
      let t = Double(k) / 10
      return (t, t <= 400 ? t / 400 * 300 : 300 + (t - 400) * 1.5)
    }
    return ["even": even, "slow": slow, "noisy": noisy, "faster": faster]
  }()

  @Test(arguments: paces.keys.sorted()) func steady(name: String) throws {
    let pace = try #require(Self.paces[name])
    let end = try #require(pace.last).0
    var left = TimeLeft(at: 0)
    var last: Double?
    var (k, shown) = (0, 0)
    for tick in 1..<Int(10 * end) - 10 {
      let now = Double(tick) / 10
      while k < pace.count, pace[k].0 <= now {
        left.update(done: pace[k].1, remaining: 600 - pace[k].1, at: pace[k].0)
        k += 1
      }
      guard let seconds = left.seconds(at: now) else { continue }
      shown += 1
      if let last, now > 30 {
        // From one frame to the next it never leaps.
        try #require(abs(last - seconds) < 0.1 + 0.04 * last, "\(name) at \(now): \(last), \(seconds)")
      }
      if now > 60, name != "faster" {
        try #require(abs(seconds - (end - now)) < 3 + 0.15 * (end - now), "\(name) at \(now): \(seconds)")
      }
      last = seconds
    }
    #expect(shown > 5500, "\(name): \(shown)")
    // The last tenth is foretold well by what was learnt.
    #expect(name != "faster" || abs((last ?? 0) - 1) < 3, "\(last ?? -1)")
  }

  /// Work that stands still says nothing rather than that it is over at once.
  @Test func standstill() {
    var left = TimeLeft(at: 0)
    for k in 1...99 { left.update(done: Double(k), remaining: Double(100 - k), at: Double(k)) }
    #expect(left.text(at: 99) == "1 s left")
    for now in stride(from: 101.0, to: 1000, by: 10) {
      left.update(done: 99, remaining: 1, at: now)
      #expect(left.text(at: now).isEmpty, "\(now): \(left.text(at: now))")
    }
  }

  /// What is read from files shortens what remains, and says nothing of the pace.
  @Test func stored() {
    var left = TimeLeft(at: 0)
    for k in 1...100 { left.update(done: Double(k), remaining: 1000 - Double(k), at: Double(k)) }
    for k in 101...200 { left.update(done: Double(k), remaining: 400 - Double(k), at: Double(k)) }
    #expect(abs((left.seconds(at: 200) ?? 0) - 200) < 20, "\(left.seconds(at: 200) ?? 0)")
  }

  /// Clocks that stand, work that shrinks, and numbers that are none.
  @Test func strange() {
    var left = TimeLeft(at: 5)
    #expect(left.text(at: 5).isEmpty)
    for (done, remaining, now) in [(1.0, 9.0, 5.0), (.nan, 1, 6), (2, -1, 7), (1, 5, 8), (3, .infinity, 9)] {
      left.update(done: done, remaining: remaining, at: now)
      #expect(left.seconds(at: now).map { $0.isFinite && $0 > 0 } ?? true)
    }
  }

  @Test(arguments: [
    (0.01, "1 s left"), (8.2, "9 s left"), (9.5, "10 s left"), (31, "35 s left"), (88, "90 s left"),
    (91, "2 min left"), (5399, "90 min left"), (5401, "2 h left"), (172_799, "48 h left"),
    (172_801, "3 d left"), (1e300, "9999 d left"),
  ]) func text(seconds: Double, text: String) { #expect(TimeLeft.text(seconds) == text) }

  /// Half a minute, then ever more rarely: not once in a short run, at most twelve times in an hour.
  @Test func plainLines() {
    var pace = PlainPace(at: 0)
    let due = (0..<36000).map { Double($0) / 10 }.filter { pace.isDue(at: $0) }
    #expect(due.prefix(5) == [30, 60, 120, 240, 480] && due.count < 16, "\(due)")
    #expect(zip(due, due.dropFirst()).allSatisfy { 30...300 ~= $1 - $0 })
  }
}
