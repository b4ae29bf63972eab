// SPDX-License-Identifier: MIT

import Differentiation

/// A value and all derivatives of an evolution that has no formula, by another method and another number
/// type.
struct EvolutionTruth {
  let problem: String
  let settings: [String: Double]
  let x, t: Double
  /// Each the sum of two numbers: `[unknown][index]`.
  let values: [[(high: Double, low: Double)]]

  /// Those of the problem, in the order of the tables.
  static func indices(_ problem: String) -> [MultiIndex] {
    problem == "kdv"
      ? [.value, [.x], [.x, .x], [.x, .x, .x], [.t]] : [.value, [.x], [.x, .x], [.t]]
  }

  static let all: [EvolutionTruth] = text.split(separator: "\n").map { line in
    let words = line.split(separator: " ").map(String.init)
    let setting = words[1].split(separator: "=").map(String.init)
    let numbers = words.dropFirst(2).compactMap(Double.init)
    let count = indices(words[0]).count
    let pairs = stride(from: 2, to: numbers.count, by: 2).map { at in
      (high: numbers[at], low: numbers[at + 1])
    }
    return EvolutionTruth(
      problem: words[0], settings: setting.count == 2 ? [setting[0]: Double(setting[1]) ?? .nan] : [:],
      x: numbers[0], t: numbers[1],
      values: stride(from: 0, to: pairs.count, by: count).map { Array(pairs[$0..<$0 + count]) })
  }
}
