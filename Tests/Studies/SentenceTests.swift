// SPDX-License-Identifier: MIT

import Testing

@testable import Studies

/// Every sentence follows its numbers: planted ones turn it round.
@Suite struct SentenceTests {
  static let seeds = Array(1...8)
  static let questions = StudyCatalogue.all.flatMap(\.questions)

  /// Rows in which a finding's statistic is as given for each seed, and every other number is 1.
  static func planted(_ question: Study.Question, _ finding: Study.Finding, _ values: [Double]) -> [Study.Row]
  {
    func isIn(_ factors: Study.Cell, _ cell: Study.Cell) -> Bool {
      cell.allSatisfy { factors[$0.key] == $0.value }
    }
    return zip(seeds, values).flatMap { seed, value in
      question.cells.flatMap { cell in
        question.quantities.map { quantity in
          var number = 1.0
          switch finding.sample {
          case .value(let name, let place), .ratio(let name, let place, _, _):
            if name == quantity.name, isIn(cell, place) { number = value }
          case .largest(let name, let places):
            // Of the others, what is no larger.
            number = name == quantity.name && places.contains { isIn(cell, $0) } ? value : 1
          }
          return Study.Row(
            question: question.id, factors: cell, seed: seed, quantity: quantity.name, value: number,
            unit: quantity.unit)
        }
      }
    }
  }

  @Test(arguments: questions.map(\.id)) func theDirectionIsThatOfTheNumbers(id: String) throws {
    let question = try #require(Self.questions.first { $0.id == id })
    #expect(!question.findings.isEmpty)
    for finding in question.findings {
      let reference = finding.reference
      let step = reference == 0 ? 1 : reference / 2
      let noise = Self.seeds.map { 0.01 * step * Double($0) }
      let high = noise.map { reference + step + $0 }
      let low = noise.map { reference - step + $0 }
      let both = Self.seeds.map { reference + ($0 % 2 == 0 ? 0.3 : -0.3) * step * (1 + 0.01 * Double($0)) }
      var said: Set<String> = []
      for (values, direction) in [(high, Study.Direction.above), (low, .below), (both, .undecided)] {
        let rows = Self.planted(question, finding, values)
        let answer = finding.answer(rows, seeds: Self.seeds, of: id)
        #expect(answer.direction == direction, "\(id)/\(finding.id): \(answer)")
        let form = try #require(finding.wording.forms[direction])
        let start = form.prefix { $0 != "{" }
        #expect(answer.sentence.hasPrefix("\(finding.wording.subject) \(start)"), "\(answer.sentence)")
        #expect(!answer.sentence.contains("{") && answer.sentence.hasSuffix("."), "\(answer.sentence)")
        said.insert(answer.sentence)
      }
      #expect(said.count == 3)
    }
  }

  /// A number that is missing is no number, and is said.
  @Test func aMissingNumberHasNoInterval() throws {
    let question = try #require(Self.questions.first)
    let finding = try #require(question.findings.first)
    var rows = Self.planted(question, finding, Self.seeds.map { Double($0) })
    rows = rows.map {
      $0.seed == 3
        ? Study.Row(
          question: $0.question, factors: $0.factors, seed: 3, quantity: $0.quantity, value: nil,
          unit: $0.unit) : $0
    }
    let answer = finding.answer(rows, seeds: Self.seeds, of: question.id)
    #expect(answer.interval == nil && answer.direction == nil && answer.sample[2] == nil)
    #expect(answer.sentence.contains("1 of 8 seeds gave no number"), "\(answer.sentence)")
  }

  @Test(arguments: [
    (Interval(1.4, 1.31, 1.52), "1.4 (1.3 to 1.5)"), (Interval(2, 2, 2), "2.0"),
    (Interval(1234, 1100, 1500), "1200 (1100 to 1500)"),
    (Interval(0.0123, 0.011, 0.014), "0.012 (0.011 to 0.014)"),
    (Interval(2.3e-5, 1e-5, 4e-5), "2.3e-05 (1.0e-05 to 4.0e-05)"),
    (Interval(1.003, 1.001, 1.006), "1.003 (1.001 to 1.006)"), (Interval(0, 0, 0), "0"),
  ]) func numbers(interval: Interval, text: String) { #expect(Study.Wording.text(interval) == text) }

  /// An end that lies on one side of the reference is not written as the reference.
  @Test func theSideIsSeen() {
    #expect(Study.Wording.text(Interval(1.3, 1.002, 1.7), apartFrom: 1) == "1.300 (1.002 to 1.700)")
    #expect(Study.Wording.text(Interval(1.3, 0.998, 1.7), apartFrom: 1) == "1.30 (0.998 to 1.70)")
  }

  @Test func theInverseExchangesItsEnds() {
    let wording = Study.Wording.times("A", as: "B")
    #expect(
      wording.sentence(Interval(0.5, 0.4, 0.625), against: 1)
        == "A is 2.0 (1.6 to 2.5) times as fast as B.")
    #expect(
      wording.sentence(Interval(2, 1.5, 3), against: 1) == "A takes 2.0 (1.5 to 3.0) times as long as B.")
    #expect(wording.sentence(Interval(1, 0.8, 1.3), against: 1).contains("cannot be told apart"))
  }
}
