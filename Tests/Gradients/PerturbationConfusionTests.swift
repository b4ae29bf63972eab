// SPDX-License-Identifier: MIT

import Differentiation
import TestSupport
@testable import Gradients
import Testing

/// The known cases of nested differentiation in every pair of number types: 5 × 5 by type, and tags of one
/// type.
@Suite struct PerturbationConfusionTests {
  /// Those with one derivative by one coordinate inside.
  static func ofPairs(_ cases: [any NestingCase]) -> [any NestingCase] {
    cases.filter { $0.indices == [[.x]] && $0.coordinates == [.x] }
  }

  @Test(arguments: ofPairs(CaseCatalogue.rational)) func rational(_ example: any NestingCase) throws {
    let right = try example.right.map { try #require(Rational($0)) }
    let question = Question(example)
    for nesting in Nesting<Rational>.all {
      let found = nesting.gradient(question, question.parameters())
      #expect(found == right, "\(example.name) by \(nesting): \(found), not \(right)")
    }
  }

  @Test(arguments: ofPairs(CaseCatalogue.real)) func real(_ example: any NestingCase) throws {
    let question = Question(example)
    let conditionedTruth = try ConditionedTruth(
      question, .float64, stated: example.right.map(stated),
      isSingular: example.isSingular)
    for nesting in Nesting<Double>.all {
      let found = nesting.gradient(question, question.parameters())
      let distance = conditionedTruth.distance(found)
      // Where the chain rule has no answer, none is honest.
      let isHonest = example.isSingular && found.contains { !$0.isFinite }
      #expect(
        conditionedTruth.verdict(found) == .right || isHonest,
        "\(example.name) by \(nesting): \(found), \(distance.units) units from \(example.right)")
    }
  }
}
