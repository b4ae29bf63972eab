// SPDX-License-Identifier: MIT

import DampedOscillator
import Plumbline
import Testing

/// How a solver of one's own is held to a reference: one line inside its tests.
@Suite struct OwnSolverTests {
  /// Störmer's scheme for u'' = −u with steps of at most `h`: right to second order.
  func solved(until t: Double, step h: Double) -> Double {
    if t == 0 { return 1 }
    let steps = max(1, Int((t / h).rounded(.up)))
    let h = t / Double(steps)
    var (before, now) = (1.0, 1 - h * h / 2)
    for _ in 1..<max(1, steps) { (before, now) = (now, 2 * now - before - h * h * now) }
    return now
  }

  @Test func aProblemOfTheCatalogue() throws {
    let oscillator = try Catalogue.problem("harmonic-oscillator")
    // As the number of steps changes, so does their error: u scatters by 10⁻¹⁰ from one time to the next.
    let fine = try check(oscillator, noise: 1e-10) { p in solved(until: p.t, step: 2.5e-4) }
    #expect(fine.passes, "\(fine)")
    let coarse = try check(oscillator) { p in solved(until: p.t, step: 0.25) }
    #expect(!coarse.passes, "\(coarse)")
  }

  @Test func aProblemOfOnesOwn() throws {
    let damped = try DampedOscillator(given: [:])
    let found = audit(damped)
    #expect(found.passes, "\(found)")
    let wrong = try check(damped) { p in solved(until: p.t, step: 1e-2) }  // knows no damping
    #expect(!wrong.passes && wrong.scores[.value]! > 0.1, "\(wrong)")
    for control in try ControlResult.evaluate(damped) where !control.name.contains("ripple") {
      #expect(control.rejectedBy.contains(.value), "\(control.name)")
    }
  }
}
