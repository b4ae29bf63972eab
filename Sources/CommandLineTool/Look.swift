// SPDX-License-Identifier: MIT

import Essentials

/// What lines may look like: their room, and what the terminal can show.
package struct Look: Equatable, Sendable {
  package var columns: Int
  package var rows: Int
  package var hasColours: Bool
  package var hasUnicode: Bool

  package init(columns: Int, rows: Int, hasColours: Bool, hasUnicode: Bool) {
    (self.columns, self.rows) = (max(1, columns), max(1, rows))
    (self.hasColours, self.hasUnicode) = (hasColours, hasUnicode)
  }

  /// Whether colours are welcome: NO_COLOR is not set (https://no-color.org), and the terminal has them.
  package static func hasColours(_ environment: [String: String]) -> Bool {
    (environment["NO_COLOR"] ?? "").isEmpty && !isPlain(environment)
  }
  /// Whether text can only follow text: a terminal that calls itself dumb, or does not say what it is.
  package static func isPlain(_ environment: [String: String]) -> Bool {
    ["", "dumb", "unknown"].contains(environment["TERM"] ?? "")
  }
  /// Whether the locale's characters are Unicode's.
  package static func hasUnicode(_ environment: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    let name = (locale ?? "").lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }
}

/// Text in one colour.
package struct Span: Equatable, Sendable {
  /// By what it means; the raw value is ECMA-48's.
  package enum Ink: String, Sendable {
    case plain = ""
    case faint = "2"
    case bad = "31"
    case good = "32"
    case odd = "33"
    case work = "36"
  }
  let text: String
  let ink: Ink

  package init(_ text: String, _ ink: Ink = .plain) { (self.text, self.ink) = (text, ink) }

  /// The text between the codes that turn its colour on and off.
  package var coloured: String { ink == .plain ? text : "\u{1b}[\(ink.rawValue)m\(text)\u{1b}[0m" }
}

extension Look {
  /// The spans side by side. The last column stays free: a terminal that has filled it stands between two
  /// lines.
  func line(_ spans: [Span]) -> String {
    var room = columns - 1
    var line = ""
    for span in spans {
      var text = ""
      for character in span.text {
        let shown = shown(character)
        let width = Terminal.columns(of: shown)
        guard width <= room else {
          room = 0
          break
        }
        text.append(shown)
        room -= width
      }
      line += hasColours && !text.isEmpty ? Span(text, span.ink).coloured : text
    }
    return line
  }

  /// What controls the terminal, or is not among its characters, is a question mark.
  private func shown(_ character: Character) -> Character {
    let isControl = character.unicodeScalars.contains {
      [.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
    }
    return isControl || (!hasUnicode && !character.isASCII) ? "?" : character
  }

  /// As much of a bar as is done.
  func bar(_ share: Double, _ width: Int) -> [Span] {
    let known = share.isNaN ? 0 : min(max(share, 0), 1)
    let halves = Int(known * Double(2 * width))
    let full = halves / 2
    func rest(_ text: String, _ count: Int) -> Span { Span(String(repeating: text, count: count), .faint) }
    guard hasUnicode else {
      return [Span(String(repeating: "#", count: full), .work), rest("-", width - full)]
    }
    let head = halves % 2 == 1 ? "╸" : ""
    return [
      Span(String(repeating: "━", count: full) + head, .work), rest("─", width - full - head.count),
    ]
  }
}
