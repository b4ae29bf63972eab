// SPDX-License-Identifier: MIT

import Testing

@testable import Gradients

/// The identities, over random functions, by every strategy in both precisions.
@Suite struct LawTests {
  @Test(arguments: LawCatalogue.all.indices) func holds(_ i: Int) throws {
    let law = LawCatalogue.all[i]
    let results = try law.results(of: DifferentiatorCatalogue.all, seeds: 1)
    #expect(results.count == 2 * DifferentiatorCatalogue.all.count)
    for r in results {
      #expect(r.holds, "\(law.name), \(r.nesting), \(r.precision): \(r.message ?? "")")
      // Not a law about nothing.
      if !r.nesting.hasPrefix("compiler (forward") {
        #expect(r.samples == law.orders.count, "\(law.name), \(r.nesting): \(r.samples) samples")
      }
    }
  }

  @Test func memory() throws {
    for r in try StateLaws.results(of: DifferentiatorCatalogue.all) {
      #expect(r.holds, "\(r.law), \(r.nesting), \(r.precision)")
    }
  }

  @Test func differences() throws {
    let results = try DifferenceLaws.results()
    #expect(results.count == 14)
    for r in results { #expect(r.holds, "\(r.law), \(r.strategy), \(r.precision)") }
  }

  /// Where a law breaks, the message has the seed and an example that cannot be taken apart any further.
  @Test func aBrokenLawIsShrunk() throws {
    let entry = DifferentiatorEntry(Fault.recurrenceShort.differentiator)
    let leibniz = try #require(LawCatalogue.all.first { $0.name == "Leibniz" })
    let broken = try leibniz.results(of: [entry], seeds: 4).filter { !$0.holds }
    #expect(broken.count == 2)
    for r in broken {
      let message = try #require(r.message)
      #expect(message.contains("seed") && message.contains("smallest") && message.count < 260, "\(message)")
    }
  }

  /// The descent check passes a gradient that is 11 % wrong: it is no law, and here is why.
  @Test func descentIsTooWeak() throws {
    let posed = try RandomNetwork.posed(4)
    let theta: [Double] = posed.question.parameters()
    let right = try Plain.forward.gradient(of: posed.question, at: theta)
    let wrong = try Fault.residualFactorMissing.differentiator.gradient(of: posed.question, at: theta)
    let product = zip(right, wrong).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(product > 0)
    #expect(try ConditionedTruth(posed.question, .float64).verdict(wrong) == .wrong)
  }
}
