// SPDX-License-Identifier: MIT

import PDE
import Testing

@testable import Reference

/// Two independent methods agree, and disagree where they should.
@Suite struct ColeHopfCheckTests {
  @Test(arguments: [0.01 / Double.pi, 0.02, 0.1, 1, 10]) func theFourierMethodAgrees(_ nu: Double) throws {
    let agreement = try ColeHopf(nu: nu).check()
    #expect(agreement.holds && agreement.points >= 320, "\(agreement)")
    #expect(agreement.method.contains("Fourier"))
    #expect(agreement.difference > 0 && agreement.difference < 1e-9)
  }

  @Test(arguments: [3e-4, 1e-3, 0.002, 30]) func adaptiveQuadratureAgrees(_ nu: Double) throws {
    let agreement = try ColeHopf(nu: nu).check()
    #expect(agreement.holds && agreement.points >= 100, "\(agreement)")
    #expect(agreement.method.contains("qag"))
    #expect(agreement.difference > 0 && agreement.difference < 1e-12)
  }

  @Test(arguments: [0.02, 0.1, 1]) func anotherViscosityDisagrees(_ nu: Double) throws {
    let reference = ColeHopf(nu: nu)
    #expect(try reference.check(against: SpectralBurgers(nu: 1.05 * nu)).ratio > 1e6)
    #expect(try reference.check(against: ColeHopfQuadrature(nu: 1.05 * nu)).ratio > 1e6)
  }

  /// GSL then stops with a status instead of stepping on.
  @Test func overflowIsReported() {
    let spectrum = SineSpectrum(modes: 8, used: 5, nu: 0.1)
    var rates = [0.0, 0, 0, 0, 0]
    #expect(spectrum.rate(tau: 0, [1, 0, 0, 0, 0], &rates) && abs(rates[1] + .pi / 2) < 1e-14)
    #expect(!spectrum.rate(tau: 0, [1e200, 0, 0, 0, 0], &rates))
  }

  @Test func badInputIsThrown() {
    let spectral = SpectralBurgers(nu: 0.1)
    #expect(throws: InitialValueError.time(0.1, after: 0.2)) { try spectral.values(at: [0.2, 0.1]) }
    #expect(throws: InitialValueError.self) { try spectral.values(at: [.infinity]) }
    #expect(throws: (any Error).self) { try SpectralBurgers(nu: -1).values(at: [0.5]) }
    #expect(throws: (any Error).self) { try SpectralBurgers(nu: .nan).values(at: [0.5]) }
    #expect(throws: ColeHopfError.time(0)) { try ColeHopfQuadrature(nu: 0.1).value(x: 0, t: 0) }
    #expect(throws: ColeHopfError.viscosity(0)) { try ColeHopfQuadrature(nu: 0).value(x: 0, t: 1) }
    #expect(throws: ColeHopfError.time(0)) { try ColeHopf(nu: 0.1, end: 0).check() }
  }
}
