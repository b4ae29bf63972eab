import Differentiation
import GSL
import PDE
import Problems
import Reference
import RealModule
import Testing

@Suite struct ClosedFormTests {
  @Test(arguments: [(1.0, 1.0), (7.5, 3.0), (0.01, 20.0)]) func sineAgreesWithTheIntegratedEquation(
    omega: Double, length: Double
  ) throws {
    let problem = try Catalogue.problem("cosine-ode", ["omega": omega, "length": length])
    let agreement = try problem.reference.check()
    #expect(agreement.holds, "\(agreement)")
    let m = try problem.reference.measure([.value, [.t], [.t, .t]], at: Point([.t], [0.7]))[0]
    #expect(abs(m[0].value - Double.sin(0.7 * omega) / omega) <= m[0].bar)
    #expect(abs(m[1].value - Double.cos(0.7 * omega)) <= m[1].bar)
    #expect(abs(m[2].value + omega * Double.sin(0.7 * omega)) <= m[2].bar)
  }

  @Test func aFailingRightHandSideIsATypedError() {
    let broken = InitialValueProblem(start: 0, initial: [0]) { _, _ in [1, 2] }
    #expect(throws: GSLError.self) { try broken.measure(at: [1]) }
  }

  /// The bar covers the truth of an equation with a known solution.
  @Test func oscillatorWithinItsBar() throws {
    let oscillator = InitialValueProblem(start: 0, initial: [1, 0]) { _, y in [y[1], -y[0]] }
    for (t, y) in zip([1.0, 5, 20], try oscillator.measure(at: [1, 5, 20])) {
      #expect(abs(y[0].value - Double.cos(t)) <= y[0].bar, "t = \(t): \(y[0])")
      #expect(y[0].bar < 1e-11)
    }
  }
}
