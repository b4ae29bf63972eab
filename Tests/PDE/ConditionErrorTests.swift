// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Testing

/// A condition that its problem cannot have is an error that says what is missing; one that it can have is
/// none.
@Suite struct ConditionErrorTests {
  struct Square: ScalarEquation {
    var conditions: [Condition]
    var cut = false
    var domain: Domain {
      let whole = Domain(x: -1...1, y: 0...1)
      return cut ? whole.without([.x: 0...1, .y: 0...0.5]) : whole
    }
    func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.laplacian }
  }

  static let wrong: [(Condition, ConditionError, String)] = [
    (
      Condition("start", on: .lower(.t), hard: true),
      .coordinate(condition: "start", .t, domain: [.x, .y]), "the domain has x, y alone"
    ),
    (
      Condition("end", on: .upper(.t), hard: false),
      .coordinate(condition: "end", .t, domain: [.x, .y]), "give Domain an interval of t"
    ),
    (
      Condition("front and back", on: .ends(.z), hard: false),
      .coordinate(condition: "front and back", .z, domain: [.x, .y]), "a face of z"
    ),
    (
      Condition("around", on: .periodic(.z), hard: false),
      .coordinate(condition: "around", .z, domain: [.x, .y]), "'around'"
    ),
    (
      Condition("middle", on: .plane(.x, 1.5), hard: false), .plane(condition: "middle", .x, 1.5, -1...1),
      "x = 1.5 lies outside [-1.0, 1.0]"
    ),
    (Condition("notch", on: .cut, hard: false), .cut(condition: "notch"), "Domain.without(_:)"),
    (
      Condition("v", of: 1, on: .ends(.x), hard: false), .unknown(condition: "v", 1, count: 1),
      "there is 1: let it name one of 0...0"
    ),
  ]

  @Test(arguments: wrong)
  func impossible(condition: Condition, error: ConditionError, text: String) {
    let fine = Condition("sides", on: .boundary, hard: true)
    #expect(throws: error) { try Square(conditions: [fine, condition]).checkConditions() }
    #expect("\(error)".contains(text) && "\(error)".contains("'\(condition.name)'"), "\(error)")
  }

  @Test func possible() throws {
    let faces: [Condition.Face] = [
      .lower(.x), .upper(.y), .ends(.x), .periodic(.y), .plane(.x, -1), .plane(.x, 1), .plane(.y, 0.5),
      .boundary, .cut,
    ]
    let conditions = faces.enumerated().map { Condition("\($0)", on: $1, hard: false) }
    try Square(conditions: conditions, cut: true).checkConditions()
  }

  /// Where nothing else is said, the unknown that a condition is about vanishes on its face.
  @Test func mismatchIsOfItsUnknown() {
    struct Pair: BoundaryValueProblem {
      var domain: Domain { Domain(x: 0...1) }
      var unknowns: Int { 2 }
      func residuals<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> [S] { [u[0].x, u[1].x] }
    }
    let jet = Jet<Double>([.value], [[2], [3]])
    for unknown in 0..<2 {
      let condition = Condition("end", of: unknown, on: .upper(.x), hard: false)
      #expect(Pair().mismatch(condition, jet, at: Point([.x], [1])) == Double(unknown + 2))
    }
  }
}
