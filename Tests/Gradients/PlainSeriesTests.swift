// SPDX-License-Identifier: MIT

import Differentiation
import Testing

@testable import Gradients

/// The judge's own formulas, against Taylor coefficients by mpmath at 60 digits.
@Suite struct PlainSeriesTests {
  /// The coefficients of second and fifth order.
  static let rows: [(f: Elementary, x: Double, known: [String])] = [
    (.exp, 0.75, ["1.058500008306337334272685", "0.01764166680510562223787808"]),
    (.expMinusOne, -0.5, ["0.3032653298563167118018998", "0.005054422164271945196698329"]),
    (.log, 0.75, ["-0.8888888888888888888888889", "0.8427983539094650205761317"]),
    (.logOnePlus, -0.25, ["-0.8888888888888888888888889", "0.8427983539094650205761317"]),
    (.sin, 1.25, ["-0.4744923096777931071742454", "0.002627686353293905545396155"]),
    (.cos, 1.25, ["-0.1576611811976343327237693", "-0.007908205161296551786237424"]),
    (.tan, 0.75, ["1.740102909459174703533616", "3.277007730732328463342038"]),
    (.asin, 0.5, ["0.3849001794597505096727659", "0.8667381818945492958557098"]),
    (.acos, 0.5, ["-0.3849001794597505096727659", "-0.8667381818945492958557098"]),
    (.atan, 1.5, ["-0.1420118343195266272189349", "0.002102921412469397483927787"]),
    (.sinh, 0.75, ["0.4111583659679149903518308", "0.01078902737230703906534757"]),
    (.cosh, 0.75, ["0.6473416423384223439208541", "0.006852639432798583172530514"]),
    (.tanh, 1.25, ["-0.2378713433817362710948658", "-0.01919412717817420440277404"]),
    (.asinh, 1.5, ["-0.1280077375904374896965404", "-0.001305131234422303035595132"]),
    (.acosh, 1.75, ["-0.295404507076335725391767", "0.1457704206298192053159369"]),
    (.atanh, 0.5, ["0.8888888888888888888888889", "3.213168724279835390946502"]),
    (.sqrt, 0.75, ["-0.1924500897298752548363829", "0.09978893541549087287812448"]),
    (.reciprocal, -1.5, ["-0.2962962962962962962962963", "-0.08779149519890260631001372"]),
    (.sigmoid, -1.25, ["0.04800193340169390476089337", "-0.0008616457186965151553088261"]),
    (.softplus, 1.25, ["0.08655239349624850870384416", "0.000861840667984085151076281"]),
    (.erfc, 1.25, ["0.2956514030591134840250185", "0.04718103640485019349232587"]),
    (.power(-3), -1.5, ["-0.7901234567901234567901235", "-0.8193872885230909922267947"]),
    (.power(0), 1.5, ["0", "0"]),
    (.power(8), -0.75, ["4.9833984375", "-23.625"]),
    (.root(2), 1.5, ["-0.068041381743977169394369", "0.004410089557480001720005398"]),
    (.root(5), -1.5, ["0.03855899630925150626651058", "0.003646824184270542459339311"]),
  ]

  private func check(_ name: String, _ found: [Extended], _ known: [String]) {
    for (k, text) in zip([2, 5], known) {
      let (x, y) = (found[k], stated(text))
      let limit = 64 * Extended.ulpOfOne * max(y.magnitude, 1)
      #expect((x - y).magnitude <= limit, "\(name), coefficient \(k): \(x), not \(text)")
    }
  }

  @Test func coefficients() {
    for (f, x, known) in Self.rows {
      check("\(f)", PlainSeries<Extended>.coefficients(of: f, at: Extended(x), 5), known)
    }
    let activations: [(Activation, Double, [String])] = [
      (.gelu, -2.5, ["-0.03724763854883314189458643", "0.004267958583720464175421362"]),
      (.swish, 1.25, ["0.1131023702403796364565716", "0.003232146191549781811245372"]),
      (.tanh, -4.25, ["0.0008132113891426109544634734", "0.0001078110048471318617319296"]),
    ]
    for (f, x, known) in activations {
      check(f.rawValue, PlainSeries<Extended>.coefficients(of: f, at: Extended(x), 5), known)
    }
  }

  /// Every row is known, so that none is left out of the check of functions.
  @Test func noRowIsMissing() {
    for precision in GradientPrecision.allCases {
      let cases = FunctionCheck.results().filter { $0.precision == precision }.map(\.case)
      #expect(cases.count == Elementary.table.count + Activation.allCases.count && cases.contains("erfc"))
    }
  }

  /// sin(x y²) to the order x² y² by hand: x y² and, cut off, nothing else; cos has 1 − x² y⁴/2 beside.
  @Test func cutOffSeries() throws {
    let truncation = Truncation(variables: 2, dividing: [[2, 4]])
    let (x, y) = (truncation.variable(0, at: 0.0), truncation.variable(1, at: 0.0))
    let z = truncation.product(x, truncation.product(y, y))
    let f = truncation.composition(PlainSeries<Double>.coefficients(of: Elementary.cos, at: 0, 6), z)
    for (i, monomial) in truncation.monomials.enumerated() {
      #expect(f[i] == (monomial == [0, 0] ? 1 : monomial == [2, 4] ? -0.5 : 0), "\(monomial)")
    }
    #expect(truncation.count == 15 && truncation.factorials.last == 48)
  }
}
