// SPDX-License-Identifier: MIT

import Essentials

/// A JSON value, written as it would be in JavaScript.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([Entry])

  /// Of an object, whose order is kept.
  package struct Entry: Sendable, Equatable {
    package let key: String
    package let value: JSON
  }

  /// The text, on one line. Numbers have six digits: a chart shows no more; those that are not finite are
  /// null.
  package var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let b): text += b ? "true" : "false"
    case .number(let x): text += Self.text(x)
    case .string(let s): Self.write(s, to: &text)
    case .array(let items):
      text += "["
      for (i, item) in items.enumerated() {
        if i > 0 { text += "," }
        item.write(to: &text)
      }
      text += "]"
    case .object(let entries):
      text += "{"
      for (i, entry) in entries.enumerated() {
        if i > 0 { text += "," }
        Self.write(entry.key, to: &text)
        text += ":"
        entry.value.write(to: &text)
      }
      text += "}"
    }
  }

  private static func text(_ x: Double) -> String {
    if !x.isFinite { return "null" }
    if x == x.rounded(), abs(x) < 1e15 { return "\(Int(x))" }
    return String(printf: "%.6g", x)
  }

  private static func write(_ s: String, to text: inout String) {
    text += "\""
    for c in s.unicodeScalars {
      switch c {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\u{0}"..."\u{1f}", "\u{2028}", "\u{2029}": text += String(printf: "\\u%04lx", Int(c.value))
      default: text.unicodeScalars.append(c)
      }
    }
    text += "\""
  }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(integerLiteral value: Int) { self = .number(Double(value)) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Entry(key: $0.0, value: $0.1) })
  }
}
