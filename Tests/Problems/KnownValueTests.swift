// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import Problems
import Sampling
import Testing

/// Values that stand in the literature, or that other programs have computed to many digits.
@Suite struct KnownValueTests {
  struct Known: Sendable, CustomTestStringConvertible {
    let problem: String
    let settings: [String: Double]
    let place: [Double]
    let index: MultiIndex
    let truth: Double
    let unknown: Int
    init(
      _ problem: String, _ settings: [String: Double] = [:], at place: [Double], _ index: MultiIndex = .value,
      is truth: Double, unknown: Int = 0
    ) {
      (self.problem, self.settings, self.place) = (problem, settings, place)
      (self.index, self.truth, self.unknown) = (index, truth, unknown)
    }
    var testDescription: String { "\(problem) \(place)" }
  }

  static let all = [
    Known("burgers", at: [0.5, 0.5], is: -0.59276953440205108186),
    Known("burgers", at: [0.25, 0.25], is: -0.99208156162252206375),
    Known("burgers", at: [0, 0.51046975928684147372], [.x], is: -152.0051615979530776),
    Known("poisson-uniform", at: [0.5, 0.5], is: 0.0736713532815138155639400251662),
    // 0.00406 in Timoshenko and Woinowsky-Krieger's table 8; and half the membrane's value below.
    Known("biharmonic", at: [0.5, 0.5], is: 0.00406235266067505173),
    Known(
      "biharmonic", ["load": 3], at: [0.5, 0.5], [.x, .x], is: -1.5 * 0.0736713532815138155639400251662),
    Known("l-shape", at: [-1, 1], is: 1.2599210498948731648),
    Known("l-shape", at: [0, 0], is: 0),
    Known("heat-step", at: [0.5, 0.1], is: 0.474487460379749030832561773335),
    Known("heat-step", at: [0.1, 0.01], is: 0.520499877616437851376375880662),
    Known("laplace-top", at: [0.5, 0.75], is: 0.540529218259509875024524599003),
    Known("laplace-top", at: [0.25, 0.25], is: 0.0679716681130616434759700281096),
    Known("helmholtz", at: [0.5, 0.125], is: 1),
    Known("wave", at: [0.3, 0.2], is: 0.15918218399932989),
    Known("reaction", at: [1, 0.5], is: 0.23271934464148827),
    Known("fisher-kpp", at: [1, 1], is: 0.36566138053634418),
    Known("allen-cahn-wave", at: [1, 1], is: 0.6884522229161594),
    Known("burgers-wave", at: [0.25, 0.25], is: 0.22270013882530885),
    Known("kdv-soliton", at: [0.5, 0.1], is: 1.9801325816948796),
    Known("kdv", at: [0, 1], is: 0.120449137867),
    Known("kdv", at: [0.5, 1], is: 1.043420246325),
    // By Taylor series on Fourier sums in 32 digits; splitting the equation, extrapolated, agrees to 18 digits.
    Known("nls-periodic", at: [0, 1], is: 0.3336774262802709996674475876),
    Known("nls-periodic", at: [0, 1], is: -3.2276616820785536325196704991, unknown: 1),
    Known("nls-periodic", at: [0.5, 1], is: 0.6822827646950874245320929155),
    Known("nls-periodic", at: [0.5, 1], is: -1.0914237306969130199590294881, unknown: 1),
    // |h| = 4 where it is narrowest: −4 e^(iπ/8).
    Known("nls", at: [0, .pi / 4], is: -3.69551813004514702453),
    Known("nls", at: [0, .pi / 4], is: -1.53073372946035908691, unknown: 1),
    Known("nls", at: [1, 1], is: 0.778231841973370743332718),
    Known("nls", at: [-5, 0.5], is: 0.00666962419415414939716, unknown: 1),
    Known("sine-gordon", at: [1, 1], is: 4.2370203955962311),
    Known("fokker-planck", at: [0, 0.5], is: 0.39652980237984733),
    Known("convection-diffusion", at: [0.95], is: 0.58212056013145526),
    Known("black-scholes", at: [1, 1], is: 0.104505835721855667817),
    Known("black-scholes", at: [1, 1], [.x], is: 0.636830651175619071223),
    Known("kovasznay", at: [1, 0], is: 0.618536666468256824137619547879),
    Known("taylor-green", at: [1, 1, 1], is: 0.4456460657078898),
    Known("kuramoto-sivashinsky", at: [0, 0], is: 11),
    // A quarter of 7.41629870920548767, the period: there it hangs straight down.
    Known("pendulum", at: [1.8540746773013719], is: 0),
  ]

  @Test(arguments: all) func withinTheBar(_ known: Known) throws {
    let problem = try Catalogue.problem(known.problem, known.settings)
    let p = try problem.domain.point(known.place)
    let m = try problem.reference.evaluate([known.index], at: p)[known.unknown][0]
    // The digits that the source gives, and the rounding of the place where the slope is steep.
    let given = known.problem == "kdv" ? 1e-12 : 2e-15
    #expect(
      abs(m.value - known.truth) <= m.bar + given * max(1, abs(known.truth)), "\(m), not \(known.truth)")
  }
}
