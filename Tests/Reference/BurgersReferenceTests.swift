import Differentiation
import PDE
import Reference
import Testing

@Suite struct BurgersReferenceTests {
  func point(_ x: Double, _ t: Double) -> Point<Double> { Point([.x, .t], [x, t]) }

  /// Published and 30-digit values.
  @Test(arguments: [
    (0.5, 0.5, -0.59276953440205108186450547774317), (0.25, 0.25, -0.99208156162252206374529431522524),
  ]) func values(x: Double, t: Double, truth: Double) throws {
    let u = try ColeHopf(nu: 0.01 / .pi).value(at: point(x, t))
    #expect(abs(u.value - truth) <= u.bar, "\(u) against \(truth)")
    #expect(u.bar < 1e-13)
  }

  /// Basdevant et al. 1986: the steepest slope.
  @Test func steepestSlope() throws {
    let slope = try ColeHopf(nu: 0.01 / .pi).measure([[.x]], at: point(0, 0.51046975928684147372))[0][0]
    #expect(abs(slope.value + 152.0051615979530775931925695) <= slope.bar, "\(slope)")
    #expect(slope.bar < 1e-9)
  }

  @Test(arguments: HighPrecision.burgers) func highPrecision(row: HighPrecision) throws {
    let solution = ColeHopf(nu: row.nu)
    let m = try solution.measure([.value, [.x], [.x, .x], [.t]], at: point(row.x, row.t))[0]
    #expect(abs(m[0].value - row.u) <= 1e-13, "u at nu \(row.nu), \(row.x), \(row.t): \(m[0].value - row.u)")
    for (name, value, truth) in zip3(["u", "u_x", "u_xx", "u_t"], m, [row.u, row.ux, row.uxx, row.ut]) {
      #expect(
        abs(value.value - truth) <= value.bar,
        "\(name) at nu \(row.nu), \(row.x), \(row.t): off by \(value.value - truth), bar \(value.bar)")
    }
  }

  @Test(arguments: [3e-4, 0.01 / Double.pi, 0.1, 1, 10]) func twoMethodsAgree(nu: Double) throws {
    let agreement = try ColeHopf(nu: nu).check()
    #expect(agreement.holds && agreement.points > 30, "\(agreement)")
    #expect(agreement.difference < 1e-9, "\(agreement)")
  }

  /// The comparison can fail: another viscosity is told apart.
  @Test func anotherViscosityDisagrees() throws {
    let other = try SpectralBurgers(nu: 0.01 / .pi).compare(with: ColeHopf(nu: 1.05 * 0.01 / .pi))
    #expect(!other.holds && other.difference > 1e-3)
  }

  @Test func theInitialTime() throws {
    let m = try ColeHopf(nu: 0.1).measure([.value, [.x]], at: point(0.3, 0))[0]
    #expect(abs(m[0].value + Double.sin(.pi * 0.3)) <= m[0].bar)
    #expect(abs(m[1].value + .pi * Double.cos(.pi * 0.3)) <= m[1].bar)
    let near = try ColeHopf(nu: 0.1).measure([.value, [.t]], at: point(0.3, 1e-9))[0]
    let start = try ColeHopf(nu: 0.1).measure([.value, [.t]], at: point(0.3, 0))[0]
    #expect(abs(near[0].value - start[0].value) < 1e-8 && abs(near[1].value - start[1].value) < 1e-6)
  }

  @Test func anUnheldDerivativeIsAnError() {
    #expect(throws: UnmeasuredDerivative.self) { try ColeHopf(nu: 1).measure([[.t, .t]], at: point(0, 0.5)) }
  }
}

func zip3<A, B, C>(_ a: [A], _ b: [B], _ c: [C]) -> [(A, B, C)] { zip(a, zip(b, c)).map { ($0, $1.0, $1.1) } }
