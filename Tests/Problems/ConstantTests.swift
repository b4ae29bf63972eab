// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule
import Testing

@testable import Problems

/// Constants beside numbers, and settings under names that are none.
@Suite struct ConstantTests {
  let nu = NamedConstant("nu", 0.25)

  /// Each operator with a constant on either side gives what the constant as a number of that type gives.
  func judge<S: Scalar>(_ x: S) {
    let (c, k) = (nu, 0.75)
    #expect(c * x == S(0.25) * x && x * c == S(0.25) * x && c + x == S(0.25) + x && x + c == S(0.25) + x)
    #expect(c - x == S(0.25) - x && x - c == x - S(0.25) && c / x == S(0.25) / x && x / c == x / S(0.25))
    #expect(k * x == S(0.75) * x && x * k == S(0.75) * x && k + x == S(0.75) + x && x + k == S(0.75) + x)
    #expect(k - x == S(0.75) - x && x - k == x - S(0.75) && k / x == S(0.75) / x && x / k == x / S(0.75))
  }
  @Test func everyOperator() {
    judge(1.5 as Double)
    judge(1.5 as Float)
    judge(Dual(1.5, 2.0))
    judge(Dual(Dual(1.5, 2.0), Dual(0.5, 1.0)))
    judge(HyperDual(1.5, 2.0, 0.5, 0.25))
    judge(Taylor2(1.5, slope: 1.0))
  }

  /// Equations as a reader writes them, long ones too: that this compiles is the test.
  struct Equations {
    let nu: NamedConstant, d: Double
    func few<S: Scalar>(_ u: Jet<S>) -> S { u.t - d * (u.xx + u.yy) }
    func many<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
      u.t + u.value * u.x - nu * (u.xx + u.yy) - d * u.value * (1 - u.value * u.value) + 2 * S.sin(.pi * p.x)
    }
    func others<S: Scalar>(_ u: Jet<S>) -> S { (u.xx + u.yy) / nu - (u.value - d) / 2 + nu - d }
  }
  @Test func printed() {
    let equations = Equations(nu: nu, d: 0.5)
    let jet = Jet<Symbolic>(asking: { Symbolic(unknown: $0, $1) })
    let p = Point([Coordinate.x], [Symbolic(symbol: "x")])
    #expect(equations.few(jet).ascii == "u_t - 0.5*(u_xx + u_yy)")
    #expect(
      equations.many(jet, at: p).ascii.hasPrefix("u_t + u*u_x - nu*(u_xx + u_yy) - 0.5*u*(1 - u*u)"),
      "\(equations.many(jet, at: p).ascii)")
    #expect(equations.others(jet).ascii.hasPrefix("(u_xx + u_yy)/nu - "), "\(equations.others(jet).ascii)")
  }

  @Test func settingsThatAreNone() throws {
    let settings = try Settings(["alpha": 2], for: Heat.parameters)
    #expect(settings["alpha"] == NamedConstant("alpha", 2) && settings.unread == ["mode"])
    try settings.checkNames()
    #expect(settings["alhpa"].value.isNaN)
    let error = #expect(throws: SettingError.self) { try settings.checkNames() }
    #expect(
      "\(error!)".contains("settings[\"alhpa\"]") && "\(error!)".contains("did you mean \"alpha\"?"),
      "\(error!)")
    #expect(try Heat(given: ["mode": 2]).name == "heat")
    // A parameter listed twice is a fault of the list, not a crash.
    let twice = try Settings([:], for: Heat.parameters + Heat.parameters)
    #expect(twice["mode"].value == 1)
  }

  /// One value does not pass for several.
  @Test(arguments: [("kovasznay", 3), ("nls", 2), ("taylor-green", 3), ("lotka-volterra", 2), ("heat", 1)])
  func unknowns(name: String, count: Int) throws {
    let problem = try Catalogue.problem(name)
    let p = try problem.domain.point(problem.domain.ranges.map { 0.6 * $0.lowerBound + 0.4 * $0.upperBound })
    #expect(try problem.reference.values(at: p).count == count && problem.unknownNames.count == count)
    if count == 1 {
      #expect(try problem.reference.value(at: p) == problem.reference.values(at: p)[0])
    } else {
      #expect(throws: SeveralUnknowns(count: count)) { try problem.reference.value(at: p) }
    }
  }
}
