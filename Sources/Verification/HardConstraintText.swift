// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// The functions g and d of u = g + d·N as text that other languages can evaluate: made by running the
/// problem's own code on symbols, so that it cannot drift from what is trained.
///
/// Numbers, the names of coordinates and parameters, `pi`, + - * / ^ and parentheses with their usual
/// precedence, and the functions in ``functions``.
package struct HardConstraintText: Codable, Sendable, Equatable {
  /// One expression for each unknown; nil where a text cannot say them.
  package let g: [String]?
  package let d: [String]?
  /// Why it cannot; nil where it can.
  package let reason: String?

  /// nil where the problem has no hard constraint: u = N.
  package init?(_ problem: any Problem) {
    let coordinates = problem.domain.coordinates
    let p = Point(coordinates, coordinates.map { Symbolic(symbol: "\($0)") })
    guard let ansatz = problem.ansatz(at: p) else { return nil }
    let (g, d) = (ansatz.g.map(\.ascii), ansatz.d.map(\.ascii))
    let known = Set(coordinates.map(\.description) + type(of: problem).parameters.map(\.name) + ["pi"])
    let unknown = (g + d).compactMap { Self.unknownWord(of: $0, known) }.first
    reason = unknown.map { "it has \($0), which the format does not know" }
    self.g = unknown == nil ? g : nil
    self.d = unknown == nil ? d : nil
  }

  /// Those of C's mathematics library, and the logistic function `sigmoid`, log(1 + exp(x)) as `softplus`.
  package static let functions: Set = [
    "exp", "expm1", "log", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh",
    "asinh",
    "acosh", "atanh", "sqrt", "erf", "erfc", "abs", "sigmoid", "softplus",
  ]

  /// The first word that is neither a number, a name that is known, nor a function.
  private static func unknownWord(of text: String, _ names: Set<String>) -> String? {
    var rest = text[...]
    while let first = rest.first {
      if first.isNumber {
        // A number's exponent is no name.
        rest = rest.drop { $0.isNumber || $0 == "." }
        if rest.first == "e" {
          rest = rest.dropFirst()
          if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
          rest = rest.drop { $0.isNumber }
        }
      } else if first.isLetter {
        let word = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "'" || $0 == "[" })
        rest = rest.dropFirst(word.count)
        guard rest.first == "(" ? functions.contains(word) : names.contains(word) else { return word }
      } else {
        guard " +-*/^().".contains(first) else { return String(first) }
        rest = rest.dropFirst()
      }
    }
    return nil
  }
}
