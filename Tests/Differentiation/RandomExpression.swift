// SPDX-License-Identifier: MIT

import TestSupport
import Differentiation
import RealModule

enum RandomExpression {
  /// A tree of rational operations; the same random numbers make the same tree in every number type.
  static func make<N: Scalar>(_ symbols: [N], depth: Int, _ random: inout Random) -> N {
    if depth == 0 || Int.random(in: 0..<8, using: &random) == 0 {
      let i = Int.random(in: 0..<6, using: &random)
      return i < 3 ? symbols[i] : [N(-3), N(0.5), N(2)][i - 3]
    }
    let operation = Int.random(in: 0..<9, using: &random)
    let a = make(symbols, depth: depth - 1, &random)
    let b = make(symbols, depth: depth - 2 < 0 ? 0 : depth - 2, &random)
    let leaf = symbols[Int.random(in: 0..<3, using: &random)]
    switch operation {
    case 0: return a + b
    case 1: return a - b
    case 2: return b - a
    case 3: return a * b
    case 4: return -a
    case 5: return N.pow(b, Int.random(in: 0...3, using: &random)) - a
    case 6: return a / leaf
    case 7: return b / (leaf * leaf + 1) - a / (leaf / N(-3))
    default: return N.pow(leaf, -2) * (a - 1)
    }
  }
}

/// Reads what `Symbolic.ascii` prints, by the usual rules of precedence, and computes it.
struct Reader {
  struct Failure: Error { let rest: String }
  private var text: Substring
  private let symbols: [String: Rational]

  init(_ text: String, _ symbols: [String: Rational]) {
    self.text = text.filter { $0 != " " }[...]
    self.symbols = symbols
  }

  /// The whole of the text.
  mutating func expression() throws -> Rational {
    let value = try sum()
    guard text.isEmpty else { throw Failure(rest: String(text)) }
    return value
  }
  private mutating func take(_ c: Character) -> Bool {
    guard text.first == c else { return false }
    text.removeFirst()
    return true
  }
  private mutating func sum() throws -> Rational {
    var value = try product()
    while true {
      if take("+") {
        value += try product()
      } else if take("-") {
        value -= try product()
      } else {
        return value
      }
    }
  }
  private mutating func product() throws -> Rational {
    var value = try factor()
    while true {
      if take("*") { value *= try factor() } else if take("/") { value /= try factor() } else { return value }
    }
  }
  /// A sign binds less than a power, more than a product.
  private mutating func factor() throws -> Rational {
    if take("-") { return -(try factor()) }
    let base = try atom()
    guard take("^") else { return base }
    return Rational.pow(base, Int(Double(try atom())))
  }
  private mutating func atom() throws -> Rational {
    if take("(") {
      let value = try sum()
      guard take(")") else { throw Failure(rest: String(text)) }
      return value
    }
    let word = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    text.removeFirst(word.count)
    guard let value = symbols[String(word)] ?? Double(word).map({ Rational($0) }) else {
      throw Failure(rest: String(word + text))
    }
    return value
  }
}
