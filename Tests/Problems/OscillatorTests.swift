// SPDX-License-Identifier: MIT

import BigInt
import Differentiation
import PDE
import Problems
import TestSupport
import Testing

@testable import Reference

/// References of ordinary differential equations against 30 digits of another program, values and
/// derivatives, at standard parameters and at the ends of their ranges.
@Suite struct OscillatorTests {
  struct Truth: Sendable {
    let problem: String
    let parameters: [Double]
    let t: Double
    /// The derivatives of each unknown in turn, exactly as printed.
    let derivatives: [BigInt]

    func made() throws -> any Problem {
      let names = Catalogue.all.first { $0.name == problem }?.parameters.map(\.name) ?? []
      return try Catalogue.problem(problem, Dictionary(uniqueKeysWithValues: zip(names, parameters)))
    }
  }
  static let table = truths.split(separator: "\n").map { line in
    let words = line.split(separator: " ").map(String.init)
    return Truth(
      problem: words[0], parameters: words[1].split(separator: ",").compactMap { Double($0) },
      t: Double(words[2])!,
      derivatives: words[3...].map(decimal))
  }
  /// The table's rows by problem and parameters.
  static let groups = Dictionary(grouping: table) { "\($0.problem) \($0.parameters)" }

  /// In units of 2⁻¹²⁰⁰ · 10⁻⁸⁰, as all that is compared.
  static func exactly(_ x: Double) -> BigInt { FixedPoint.integer(x) * BigInt(10).power(FixedPoint.digits) }
  static func decimal(_ text: String) -> BigInt {
    guard let number = FixedPoint.decimal(text) else { preconditionFailure("'\(text)' is no number") }
    return number << FixedPoint.bits
  }
  /// Half a unit of the 30th digit.
  static func printing(_ x: BigInt) -> BigInt {
    BigInt(x.magnitude) / BigInt(10).power(29) + decimal("1e-44")
  }

  @Test(arguments: groups.keys.sorted()) func barsHoldTheTruth(_ group: String) throws {
    let rows = Self.groups[group] ?? []
    let reference = try #require(rows.first).made().reference
    let indices = reference.indices
    let allowed = rows[0].problem == "harmonic-oscillator" ? 1000 : 10 as BigInt
    var (count, loose) = (0, 0)
    for row in rows {
      let measured = try reference.evaluate(indices, at: Point([.t], [row.t])).flatMap { $0 }
      #expect(measured.count == row.derivatives.count)
      for (m, truth) in zip(measured, row.derivatives) {
        let error = BigInt((Self.exactly(m.value) - truth).magnitude)
        #expect(error <= Self.exactly(m.bar) + Self.printing(truth), "\(group), t = \(row.t): \(m)")
        // Exact ones have no error to compare with.
        guard m.bar > 0 else { continue }
        count += 1
        if Self.exactly(m.bar) > error * allowed { loose += 1 }
      }
    }
    #expect(2 * loose < count, "\(group): \(loose) of \(count) bars are \(allowed) times the error")
  }

  /// What is enclosed is enclosed in 20 digits, and more.
  @Test(arguments: groups.keys.sorted().filter { !$0.hasPrefix("harmonic") })
  func enclosuresHoldTheTruth(_ group: String) throws {
    let rows = Self.groups[group] ?? []
    let reference = try #require(rows[0].made().reference as? ValidatedReference)
    for row in rows {
      let enclosures = try reference.enclosures(reference.indices, at: Point([.t], [row.t])).flatMap { $0 }
      for (ball, truth) in zip(enclosures, row.derivatives) {
        let centre = Self.exactly(ball.high) + Self.exactly(ball.low)
        #expect(
          BigInt((centre - truth).magnitude) <= Self.exactly(ball.radius) + Self.printing(truth),
          "\(group), t = \(row.t): \(ball)")
        #expect(ball.radius < 1e-20, "\(group), t = \(row.t): \(ball)")
      }
    }
  }

  /// u_t beside the second jump, where a bar of 4.2e-12 once stood 7.5e-12 from the truth.
  @Test func aSlopeOfVanDerPol() throws {
    let reference = try Catalogue.problem("van-der-pol").reference
    let slope = try reference.evaluate([[.t]], at: Point([.t], [6.2389724623416445]))[0][0]
    let error = BigInt(
      (Self.exactly(slope.value) - Self.decimal("1.44745180994081078836770647269")).magnitude)
    #expect(error <= Self.exactly(slope.bar) && slope.bar < 1e-15, "\(slope)")
  }

  /// The problem's own equation holds: its residual, computed in balls, may be zero.
  @Test(arguments: groups.keys.sorted().filter { !$0.hasPrefix("harmonic") })
  func theResidualMayBeZero(_ group: String) throws {
    let row = try #require(Self.groups[group]?.first)
    let problem = try row.made()
    let reference = try #require(problem.reference as? ValidatedReference)
    for t in try reference.times() {
      let measured = try reference.enclosures(reference.indices, at: Point([.t], [t]))
      let jet = Jet<Ball> { unknown, index in
        reference.indices.firstIndex(of: index).map { measured[unknown][$0] } ?? .undefined
      }
      for residual in problem.residuals(jet, at: Point([.t], [Ball(t)])) {
        #expect(residual.high.magnitude <= residual.radius + residual.low.magnitude, "t = \(t): \(residual)")
        #expect(residual.radius < 1e-20)
      }
    }
  }

  /// Runge and Kutta's method knows how far it is off: the second opinion is worth its name.
  @Test(arguments: [0, 0.01, 1, 2.7, 4.3, 5]) func theSecondMethodsBarsHold(mu: Double) throws {
    let system = InitialValue([2, 0]) { _, u in [u[1], mu * (1 - u[0] * u[0]) * u[1] - u[0]] }
    let reference = try #require(
      Catalogue.problem("van-der-pol", ["mu": mu]).reference as? ValidatedReference)
    let times = try reference.times()
    for (t, row) in zip(times, try system.derivatives(of: 1, at: times)) {
      let truth = try reference.evaluate(reference.indices, at: Point([.t], [t]))[0]
      for (a, b) in zip(row[0], truth) {
        #expect(abs(a.value - b.value) <= a.bar + b.bar, "mu = \(mu), t = \(t): \(a), not \(b)")
      }
    }
  }
}
