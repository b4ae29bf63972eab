// SPDX-License-Identifier: MIT

/// One point of one row of the rule table with its derivatives, known from elsewhere (rule-table.py).
struct RuleTruth: Sendable, CustomStringConvertible {
  #if arch(x86_64)
    typealias Number = Float80
  #else
    typealias Number = Double
  #endif
  let row: String
  let point: Number
  let radius: Number
  let bound: Number
  /// f, f′ … f⁽⁶⁾
  let derivatives: [Number]

  var description: String { "\(row) at \(point)" }

  /// What one rounding of f on the circle about the point does to the kth derivative, by Cauchy's estimate.
  func unit(_ k: Int, _ u: Number) -> Number {
    (0..<k).reduce(bound) { $0 * Number($1 + 1) / radius } * u
  }

  static let all: [RuleTruth] = {
    let words = text.split { $0.isWhitespace }.map(String.init)
    return stride(from: 0, to: words.count, by: 11).map { i in
      let numbers = words[i + 1..<i + 11].map { Number($0)! }
      return RuleTruth(
        row: words[i], point: numbers[0], radius: numbers[1], bound: numbers[2],
        derivatives: Array(numbers[3...]))
    }
  }()
}
