// SPDX-License-Identifier: MIT

import Differentiation
import TestSupport
import Testing

@testable import Gradients

/// The published cases, in every nesting of every strategy.
@Suite struct CaseTests {
  static let exact = DifferentiatorCatalogue.all.filter { !$0.isApproximate }

  /// In exact arithmetic a rational case holds with equality, or the strategy says that it cannot.
  @Test(arguments: CaseCatalogue.rational) func rational(_ example: any NestingCase) throws {
    let right = try example.right.map { try #require(Rational($0)) }
    let question = Question(example)
    var answered = 0
    for entry in Self.exact {
      let theta: [Rational] = question.parameters()
      guard let found = try? entry.differentiator.gradient(of: question, at: theta) else { continue }
      answered += 1
      #expect(found == right, "\(example.name), \(entry.nesting): \(found), not \(right)")
    }
    #expect(answered >= Self.exact.count - 1, "\(answered) nestings answered")
  }

  /// Nothing is wrong, nothing but the compiler's forward mode is refused; exact strategies are right, not
  /// only explained.
  @Test(arguments: CaseCatalogue.all) func verdicts(_ example: any NestingCase) throws {
    let results = try GradientSuite().results(of: [Posed(example)])
    #expect(results.count == 2 * DifferentiatorCatalogue.all.count)
    for r in results {
      #expect(
        !r.isWrong && (r.verdict != .unsupported || r.nesting.hasPrefix("compiler (forward mode)")),
        "\(r.case), \(r.nesting), \(r.precision): \(r.verdict) \(r.message ?? "")")
      if !r.nesting.hasSuffix("difference"), r.verdict != .unsupported {
        // Where the chain rule has no answer, every exact strategy says so.
        #expect(
          r.verdict == (example.isSingular ? .notANumber : .right),
          "\(r.case), \(r.nesting), \(r.precision): \(r.error ?? .nan) units")
      }
    }
  }

  /// A known wrong value is told from the right one, and where a model of its fault is here it gives that
  /// value.
  @Test(arguments: CaseCatalogue.all.filter { !$0.wrong.isEmpty }) func knownFaults(
    _ example: any NestingCase
  )
    throws
  {
    let question = Question(example)
    let conditionedTruth = try ConditionedTruth(
      question, .float64, stated: example.right.map(stated), isSingular: example.isSingular)
    for wrong in example.wrong {
      let value = wrong.gradient.map { Double(stated($0)) }
      #expect(
        conditionedTruth.verdict(value) == .wrong, "\(example.name) cannot tell right from \(wrong.fault)")
      guard let fault = Fault(rawValue: wrong.fault) else { continue }
      let theta: [Double] = question.parameters()
      let models = try ([fault.differentiator] + fault.variants).map {
        try $0.gradient(of: question, at: theta)
      }
      let given = models.contains { zip($0, value).allSatisfy { abs($0 - $1) <= 1e-5 * max(1, abs($1)) } }
      #expect(given, "\(example.name), \(fault): \(models), not \(value)")
    }
  }

  @Test func theListsAreWhole() {
    let names = CaseCatalogue.all.map(\.name)
    #expect(Set(names).count == names.count && names.count >= 90)
    #expect(CaseCatalogue.all.allSatisfy { !$0.source.isEmpty && !$0.right.isEmpty })
    let strategies = Set(DifferentiatorCatalogue.names)
    #expect(
      strategies.isSuperset(of: [
        "taylor", "forward", "hyper-dual", "reverse", "forward-over-reverse", "central-difference",
        "compiler",
        "taylor-over-reverse", "hyper-dual-over-reverse", "one-sided-difference", "adaptive-difference",
      ]))
  }

  /// Levels that only run time can tell apart.
  @Test func closures() {
    for r in ClosureCase.results() { #expect(r.verdict == .right, "\(r.case): \(r.message ?? "")") }
    for example in ClosureCase.all {
      #expect(example.wrong.values.allSatisfy { abs($0 - example.right) > 0.5 })
    }
  }
}
