// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule
import TestSupport
import Testing

@testable import Reference

/// Equations with known solutions.
private struct Example: AutonomousSystem {
  enum Kind: CaseIterable { case decay, growth, oscillator, explosion, logistic, forced, quotient }
  let kind: Kind
  var initial: [Double] {
    switch kind {
    case .decay, .growth, .explosion: [1]
    case .oscillator: [1, 0]
    case .logistic: [0.5]
    case .forced: [0, 0]
    case .quotient: [1, 1]
    }
  }
  func rates<S: Scalar>(of u: [S]) -> [S] {
    switch kind {
    case .decay: [-u[0]]
    case .growth: [u[0]]
    case .oscillator: [u[1], -u[0]]
    case .explosion: [u[0] * u[0]]
    case .logistic: [u[0] * (1 - u[0])]
    case .forced: [S.cos(u[1]), 1]  // u[1] is t
    case .quotient: [u[0] / u[1], 1]  // u = t + 1
    }
  }
  func truth(_ t: Double) -> [Double] {
    switch kind {
    case .decay: [.exp(-t)]
    case .growth: [.exp(t)]
    case .oscillator: [.cos(t), -.sin(t)]
    case .explosion: [1 / (1 - t)]
    case .logistic: [1 / (1 + .exp(-t))]
    case .forced: [.sin(t), t]
    case .quotient: [t + 1, t + 1]
    }
  }
  var end: Double { kind == .explosion ? 0.99 : 10 }
}

/// Something that has no enclosure.
private struct Strange: AutonomousSystem {
  var initial: [Double] = [1]
  var count = 1
  func rates<S: Scalar>(of u: [S]) -> [S] { (0..<count).map { _ in S.exp(u[0]) } }
}

@Suite struct ValidatedIntegrationTests {
  @Test(arguments: Example.Kind.allCases) fileprivate func enclosesTheTruth(_ kind: Example.Kind) throws {
    let example = Example(kind: kind)
    let solution = try ValidatedIntegration(example, over: 0...example.end)
    #expect(solution.edges.first == 0 && solution.edges.last == example.end && solution.edges.count > 3)
    for i in 0...100 {
      let t = i == 100 ? example.end : example.end * Double(i) / 100
      for (ball, truth) in zip(solution.enclosure(at: t), example.truth(t)) {
        #expect(
          abs(ball.high - truth) <= 0x1p-50 * max(1, abs(truth) * example.end), "t = \(t): \(ball), \(truth)")
        #expect(ball.radius <= 1e-19 * max(1, abs(truth)), "t = \(t): \(ball)")
      }
    }
  }

  /// e to 40 digits, and its reciprocal.
  @Test func manyDigits() throws {
    let e = Rational("2718281828459045235360287471352662497757/1000000000000000000000000000000000000000")!
    let growth = try ValidatedIntegration(Example(kind: .growth), over: 0...1).enclosure(at: 1)[0]
    let decay = try ValidatedIntegration(Example(kind: .decay), over: 0...1).enclosure(at: 1)[0]
    #expect(growth.contains(e) && growth.radius < 1e-26, "\(growth)")
    #expect(decay.contains(1 / e) && decay.radius < 1e-26, "\(decay)")
  }

  /// Where two steps meet, what both enclose is the same number.
  @Test(arguments: Example.Kind.allCases) fileprivate func stepsMeet(_ kind: Example.Kind) throws {
    let example = Example(kind: kind)
    let solution = try ValidatedIntegration(example, over: 0...example.end)
    for edge in solution.edges.dropFirst() {
      for (a, b) in zip(solution.enclosure(at: edge.nextDown), solution.enclosure(at: edge)) {
        let slope = 200 + b.magnitude * b.magnitude
        #expect((a - b).high.magnitude <= edge.ulp * slope, "t = \(edge): \(a), \(b)")
      }
    }
  }

  @Test func theStartIsExact() throws {
    let solution = try ValidatedIntegration(Example(kind: .oscillator), over: 0...5)
    #expect(solution.enclosure(at: 0) == [1, 0])
    let empty = try ValidatedIntegration(Example(kind: .oscillator), over: 2...2)
    #expect(empty.enclosure(at: 2) == [1, 0] && empty.edges == [2])
  }

  /// A thousand radians: what the wrapping of boxes would make 10⁴³⁰ times wider.
  @Test func longTimes() throws {
    let solution = try ValidatedIntegration(Example(kind: .oscillator), over: 0...1000)
    let last = solution.enclosure(at: 1000)
    #expect(last[0].radius < 1e-22 && abs(last[0].high - Double.cos(1000)) <= 0x1p-53)
  }

  @Test func whatCannotBeEnclosed() {
    let explosion = #expect(throws: ValidationError.self) {
      try ValidatedIntegration(Example(kind: .explosion), over: 0...2)
    }
    guard case .noEnclosure(let t)? = explosion else { return }
    #expect(t > 0.99 && t < 1)
    #expect(throws: ValidationError.noEnclosure(at: 0)) { try ValidatedIntegration(Strange(), over: 0...1) }
    #expect(throws: ValidationError.noEnclosure(at: 0)) {
      try ValidatedIntegration(Strange(initial: [.nan]), over: 0...1)
    }
    #expect(throws: InitialValueError.unknowns(1, rates: 2)) {
      try ValidatedIntegration(Strange(count: 2), over: 0...1)
    }
    #expect(throws: InitialValueError.unknowns(0, rates: 0)) {
      try ValidatedIntegration(Strange(initial: [], count: 0), over: 0...1)
    }
  }
}

@Suite struct ValidatedReferenceTests {
  private static func oscillator(_ factor: Double = 1, unknowns: Int = 1) -> ValidatedReference {
    ValidatedReference(
      Example(kind: .oscillator), unknowns: unknowns, over: 0...5,
      integrated: InitialValue([1, 0]) { _, u in [u[1], -factor * u[0]] })
  }

  @Test func everyDerivativeIsMeasuredAndCompared() throws {
    let reference = Self.oscillator()
    #expect(reference.indices == [.value, [.t], [.t, .t]])
    let truth = [Double.cos(2), -Double.sin(2), -Double.cos(2)]
    for (m, truth) in zip(try reference.evaluate(reference.indices, at: Point([.t], [2]))[0], truth) {
      #expect(abs(m.value - truth) <= m.bar && m.bar <= 0x1p-52)
    }
    let start = try reference.evaluate(reference.indices, at: Point([.t], [0]))[0]
    #expect(start == [Measured(1, bar: 0), Measured(0, bar: 0), Measured(-1, bar: 0)])
    let agreement = try reference.check()
    let times = try reference.times()
    #expect(agreement.holds && agreement.points == 3 * times.count && times.count > 200, "\(agreement)")
    #expect(times.first == 0 && times.last == 5 && agreement.difference > 0)
    #expect(try Self.oscillator(1 + 1e-9).check().ratio > 100)
    // As two unknowns.
    let both = try Self.oscillator(unknowns: 2).evaluate([.value, [.t]], at: Point([.t], [2]))
    #expect(both.count == 2 && both[0][1] == both[1][0])
  }

  /// The second method's derivatives hold the first's.
  @Test func ratesHaveBars() throws {
    let system = InitialValue([2, 0]) { _, u in [u[1], 3 * (1 - u[0] * u[0]) * u[1] - u[0]] }
    let rows = try system.derivatives(of: 1, at: [0, 0.5, 1])
    #expect(rows.map { $0[0].count } == [3, 3, 3] && rows[0][0][2].value == -2)
    #expect(rows.allSatisfy { $0[0][2].bar > 0 && $0[0][2].bar < 1e-10 })
  }

  @Test func refusals() {
    let reference = Self.oscillator()
    #expect(throws: PointError.outside(.t, 5.5, 0...5)) {
      try reference.evaluate([.value], at: Point([.t], [5.5]))
    }
    #expect(throws: UnmeasuredDerivative.self) {
      try reference.evaluate([[.t, .t, .t]], at: Point([.t], [1]))
    }
    for unknowns in [0, -1, 3] {
      #expect(throws: InitialValueError.components(2, unknowns: unknowns)) {
        try Self.oscillator(unknowns: unknowns).evaluate([.value], at: Point([.t], [1]))
      }
    }
    #expect(throws: InitialValueError.scales([1, -1], unknowns: 2)) {
      try InitialValue([1, 0], scales: [1, -1]) { _, u in u }.values(at: [1])
    }
  }
}
