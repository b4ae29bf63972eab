// SPDX-License-Identifier: MIT

import Differentiation
import GSL
import PDE
import Testing

@testable import Reference

struct Sine: ExactSolution {
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [S.sin(p.t)] }
}

/// A formula that cancels: its bar must follow.
struct Cancelling: ExactSolution {
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [(1 + p.x * p.x) - 1, S.exp(p.x) * S.cos(p.y)] }
}

@Suite struct ClosedFormTests {
  let sine = ClosedForm(
    "sin t", Sine(), integrated: InitialValue([0]) { t, _ in [Double.cos(t)] }, at: 0...10)
  let cancelling = ClosedForm("a difference", Cancelling(), of: [.x, .y]) {
    Agreement(method: "none", points: 0, difference: 0, ratio: $0.indices.isEmpty ? 1 : 0)
  }

  @Test func everyDerivativeOfTheSine() throws {
    let indices = (0...4).map { MultiIndex(Array(repeating: .t, count: $0)) }
    for t in [0.0, 1e-300, 0.7, 3.141592653589793, 10] {
      let row = try sine.evaluate(indices, at: Point([.t], [t]))[0]
      let exact = [Float80.sin, { Float80.cos($0) }].flatMap { f in [f(Float80(t))] }
      for (k, entry) in row.enumerated() {
        let truth = exact[k % 2] * (k % 4 < 2 ? 1 : -1)
        #expect(
          Float80(entry.value).distance(to: truth).magnitude <= Float80(entry.bar), "order \(k), t = \(t)")
        // Tight: a few ulps and the rounding of t.
        #expect(entry.bar <= 8 * 0x1p-53 * Double(truth.magnitude) + 2 * t * 0x1p-53)
      }
    }
  }

  @Test func mixedDerivativesOfTwoUnknowns() throws {
    let p = Point([.x, .y], [0.3, 0.8])
    let rows = try cancelling.evaluate([[.x, .y, .y], [.x, .x], [.x, .x, .y, .y]], at: p)
    let e = Double.exp(0.3) * Double.cos(0.8)
    #expect(rows[0].map(\.value) == [0, 2, 0])
    for (entry, truth) in zip(rows[1], [-e, e, -e]) { #expect(abs(entry.value - truth) <= entry.bar) }
    #expect(cancelling.indices.count == 15)
  }

  /// What else is asked for changes nothing, nor does the order.
  @Test func derivativesTogetherAndAlone() throws {
    let p = Point([.x, .y], [0.3, 0.8])
    let all = try cancelling.evaluate(cancelling.indices, at: p)
    #expect(try cancelling.evaluate(cancelling.indices.reversed(), at: p) == all.map { $0.reversed() })
    for (k, index) in cancelling.indices.enumerated() {
      let alone = try cancelling.evaluate([index], at: p)
      #expect(alone == all.map { [$0[k]] }, "\(index)")
    }
  }

  @Test func cancellationShowsInTheBar() throws {
    let entry = try cancelling.evaluate([.value], at: Point([.x, .y], [1e-7, 0]))[0][0]
    #expect(abs(entry.value - 1e-14) <= entry.bar)
    #expect(entry.bar > 1e-16 && entry.bar < 1e-15)
  }

  @Test func theIntegrationAgrees() throws {
    let agreement = try sine.check()
    #expect(agreement.holds, "\(agreement)")
    #expect(agreement.points == 402 && agreement.difference > 0 && agreement.difference < 1e-11)
    #expect(agreement.method.contains("rk8pd"))
  }

  @Test func theWrongEquationDisagrees() throws {
    let wrong = ClosedForm(
      "sin t", Sine(), integrated: InitialValue([0]) { t, _ in [1.0001 * Double.cos(t)] }, at: 0...10)
    #expect(try wrong.check().ratio > 1e6)
  }

  @Test func aSystemComponentByComponent() throws {
    struct Cosine: ExactSolution {
      func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [S.cos(p.t), -S.sin(p.t)] }
    }
    let oscillator = InitialValue([1, 0]) { _, u in [u[1], -u[0]] }
    #expect(try ClosedForm("cos t", Cosine(), integrated: oscillator, at: 0...20).check().holds)
    let three = InitialValue([1, 0, 0]) { _, u in [u[1], -u[0], 0] }
    #expect(throws: InitialValueError.components(3, unknowns: 2)) {
      try ClosedForm("cos t", Cosine(), integrated: three, at: 0...1).check()
    }
  }

  @Test func refusals() throws {
    #expect(throws: UnmeasuredDerivative.self) {
      try sine.evaluate([MultiIndex(Array(repeating: .t, count: 5))], at: Point([.t], [1]))
    }
    #expect(throws: UnmeasuredDerivative.self) { try sine.evaluate([[.x]], at: Point([.t], [1])) }
    #expect(throws: Undefined.self) { try sine.evaluate([.value], at: Point([.t], [.infinity])) }
  }
}
