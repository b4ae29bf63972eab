// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import PDE
import Problems
import RealModule
import Sampling
import Strategies
import Testing
import Training
import Verification

/// Laws of every problem, at its standard parameters and at the ends of their ranges.
@Suite struct CatalogueTests {
  /// Each parameter in turn at both ends of its range, the others standard; and all of them standard.
  static let variants: [(name: String, settings: [String: Double])] = Catalogue.all.flatMap { type in
    [(type.name, [:])]
      + type.parameters.flatMap { p in
        [p.range.lowerBound, p.range.upperBound].filter { $0 != p.standard }.map { (type.name, [p.name: $0]) }
      }
  }

  /// Two independent methods agree within both bars, whatever the parameters.
  @Test(arguments: variants) func bothMethodsAgree(name: String, settings: [String: Double]) throws {
    let agreement = try Catalogue.problem(name, settings).reference.check()
    #expect(agreement.holds && agreement.points > 20, "\(name) \(settings): \(agreement)")
  }

  /// Without a formula.
  static let computed = [
    "allen-cahn", "kdv", "nls-periodic", "pendulum", "van-der-pol", "lotka-volterra",
  ]

  /// No bar is smaller than the true error: 1,000 scattered points against the same formula in 64 bits of
  /// precision, value and first and second derivatives.
  @Test(arguments: Catalogue.all.map { $0.name }) func barsHold(name: String) throws {
    #if arch(x86_64)
      let problem = try Catalogue.problem(name)
      let reference = problem.reference
      // What is only computed has no formula; its values are held against others' (KnownValueTests).
      let inside = try problem.domain.point(
        problem.domain.ranges.map { 0.7 * $0.lowerBound + 0.3 * $0.upperBound })
      guard reference.formula(inside, near: inside) != nil else {
        #expect(Self.computed.contains(name), "\(name): its formula was not found")
        return
      }
      let indices = reference.indices.filter { $0.order <= 2 && $0.isPure }
      var random = SplitMix64("bars", name)
      var largest = 0.0
      for p in try problem.domain.scattered(1000, using: &random) {
        let field = Extended(problem: problem, near: p)
        let truth = try Forward().jet(of: field, at: p.map { Float80($0) }, indices)
        for (k, measured) in try reference.evaluate(indices, at: p).enumerated() {
          for (index, m) in zip(indices, measured) {
            #expect(
              abs(Double(truth[k][index] - Float80(m.value))) <= m.bar,
              "\(name) u\(k)_\(index) at \(p.values): \(m.value) ± \(m.bar), \(truth[k][index])")
          }
          largest = max(largest, measured[0].bar)
        }
      }
      let scale = try problem.testPoints().flatMap { try reference.values(at: $0).map { abs($0.value) } }
        .max()!
      #expect(largest <= 1e-10 * scale, "\(name): bar \(largest)")
    #endif
  }

  /// Each says where it is published, in the form of a citation.
  @Test(arguments: Catalogue.all.map { $0.name }) func sources(name: String) throws {
    let sources = type(of: try Catalogue.problem(name)).sources
    #expect(!sources.isEmpty, "\(name): give its sources")
    for s in sources {
      #expect(!s.authors.isEmpty && !([s.title, s.published] + s.authors).contains(""), "\(s)")
      #expect((1600...2100).contains(s.year), "\(s)")
      #expect(s.doi?.wholeMatch(of: /10\.\d{4,}\/\S+/) != nil || s.doi == nil, "\(s)")
      #expect(s.arXiv?.wholeMatch(of: /\d{4}\.\d{4,5}/) != nil || s.arXiv == nil, "\(s)")
    }
  }

  /// Bounds, controls and configurations fit the problem that states them.
  @Test(arguments: variants) func statements(name: String, settings: [String: Double]) throws {
    let problem = try Catalogue.problem(name, settings)
    #expect(problem.testGrid.isEmpty || problem.testGrid.count == problem.domain.coordinates.count)
    for (inner, outer) in zip(problem.scored.ranges, problem.domain.ranges) {
      #expect(outer.contains(inner.lowerBound) && outer.contains(inner.upperBound))
    }
    let middle = try problem.domain.point(
      problem.domain.ranges.map { 0.4 * $0.lowerBound + 0.6 * $0.upperBound })
    for control in problem.negativeControls { #expect(try control.solution(middle).allSatisfy(\.isFinite)) }
    let equation = Equation(problem)
    let zero = Jet<Double> { _, _ in 0 }
    #expect(equation.ascii.count == problem.residuals(zero, at: middle).count + problem.conditions.count)
    for p in type(of: problem).parameters where !["length", "start", "top", "d"].contains(p.name) {
      #expect(equation.ascii.joined().contains(p.name), "the equation does not show \(p.name)")
    }
  }

  @Test func wholeNumbers() throws {
    #expect(throws: SettingError.self) { try Catalogue.problem("poisson", ["a": 1.5]) }
    #expect(throws: SettingError.self) { try Catalogue.problem("heat", ["mode": .nan]) }
    #expect(try Catalogue.problem("poisson", ["a": 3]).name == "poisson")
  }

  /// What a problem says of its jumps is an error, not a number.
  @Test(arguments: [
    ("heat-step", [0.0, 0]), ("heat-step", [1, 0]), ("laplace-top", [0, 1]), ("laplace-top", [1, 1]),
  ])
  func jumps(name: String, place: [Double]) throws {
    let problem = try Catalogue.problem(name)
    #expect(throws: (any Error).self) { try problem.reference.value(at: problem.domain.point(place)) }
  }
}

#if arch(x86_64)
  /// A problem's formula in extended precision.
  private struct Extended: Field {
    typealias Weight = Float80
    let problem: any Problem
    let near: Point<Double>
    func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Float80 {
      problem.reference.formula(p, near: near) ?? [S(.nan)]
    }
  }
#endif
