// SPDX-License-Identifier: MIT

import Differentiation
import GSL
import PDE
import Testing

@testable import Reference

@Suite struct InitialValueTests {
  @Test func barsHoldTheTruth() throws {
    let times = [0.0, 0.5, 1, 5, 50]
    let decay = InitialValue([1]) { _, u in [-u[0]] }
    for (t, row) in zip(times, try decay.values(at: times)) {
      #expect(abs(row[0].value - Double.exp(-t)) <= row[0].bar && row[0].bar < 1e-11, "t = \(t)")
    }
    let oscillator = InitialValue([1, 0]) { _, u in [u[1], -u[0]] }
    for (t, row) in zip(times, try oscillator.values(at: times)) {
      #expect(abs(row[0].value - Double.cos(t)) <= row[0].bar, "t = \(t): \(row[0])")
      #expect(abs(row[1].value + Double.sin(t)) <= row[1].bar, "t = \(t): \(row[1])")
      #expect(row[0].bar < 1e-10)
    }
  }

  @Test func whatGSLReportsIsThrown() {
    let singular = InitialValue([1]) { _, u in [u[0] * u[0]] }  // 1/(1 − t)
    #expect(throws: GSLError.self) { try singular.values(at: [2]) }
    let undefined = InitialValue([1]) { t, _ in [t > 0.5 ? .nan : 0] }
    #expect(throws: GSLError.self) { try undefined.values(at: [1]) }
    let negative = InitialValue([1], tolerance: -1) { _, u in u }
    #expect(throws: GSLError.self) { try negative.values(at: [1]) }
  }

  @Test func wrongInputIsRefused() {
    let decay = InitialValue([1]) { _, u in [-u[0]] }
    #expect(throws: InitialValueError.time(1, after: 2)) { try decay.values(at: [2, 1]) }
    #expect(throws: InitialValueError.self) { try decay.values(at: [.nan]) }
    #expect(throws: InitialValueError.unknowns(0, rates: 0)) {
      try InitialValue([]) { _, u in u }.values(at: [1])
    }
    #expect(throws: InitialValueError.unknowns(1, rates: 2)) {
      try InitialValue([1]) { _, _ in [1, 2] }.values(at: [1])
    }
  }
}
