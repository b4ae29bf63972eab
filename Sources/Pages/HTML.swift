// SPDX-License-Identifier: MIT

/// A piece of a page. What is text stays text, whatever letters it has.
package struct HTML: Sendable {
  /// As it stands in the file.
  package private(set) var source: String

  /// Nothing.
  package init() { source = "" }
  /// Text.
  package init(_ text: String) { source = Self.escaped(text) }
  private init(source: String) { self.source = source }

  /// An element with what is inside it.
  /// - Parameters:
  ///   - name: of the element: "td".
  ///   - attributes: in their order; one that is nil is left out, an empty one stands without a value.
  ///   - inside: one after the other.
  package static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ inside: HTML...
  ) -> HTML {
    element(name, attributes, inside)
  }

  /// The same, with a list of what is inside.
  package static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ inside: [HTML]
  ) -> HTML {
    let written = attributes.compactMap { key, value in
      value.map { $0.isEmpty ? " \(key)" : " \(key)=\"\(escaped($0))\"" }
    }
    return HTML(
      source: "<\(name)\(written.joined())>" + inside.map(\.source).joined() + "</\(name)>\n")
  }

  /// Data for the page's script.
  /// - Parameter attributes: in their order.
  package static func data(_ json: JSON, _ attributes: KeyValuePairs<String, String?> = [:]) -> HTML {
    let written = attributes.compactMap { key, value in value.map { " \(key)=\"\(escaped($0))\"" } }
    // Nothing in a text may end the element.
    let text = json.text.replacing("<", with: "\\u003c")
    return HTML(source: "<script type=\"application/json\"\(written.joined())>\(text)</script>\n")
  }

  /// One after the other.
  package static func + (a: HTML, b: HTML) -> HTML { HTML(source: a.source + b.source) }
  package static func += (a: inout HTML, b: HTML) { a.source += b.source }

  static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for c in text.unicodeScalars {
      switch c {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      // What a page must not have, and what would turn its text round.
      case "\u{0}"..."\u{8}", "\u{b}", "\u{c}", "\u{e}"..."\u{1f}", "\u{7f}"..."\u{9f}",
        "\u{202a}"..."\u{202e}",
        "\u{2066}"..."\u{2069}":
        escaped += "\u{fffd}"
      default: escaped.unicodeScalars.append(c)
      }
    }
    return escaped
  }
}

extension HTML {
  /// A paragraph of text.
  package static func paragraph(_ text: String, class name: String? = nil) -> HTML {
    element("p", ["class": name], HTML(text))
  }

  /// A table that scrolls sideways where it is wide.
  /// - Parameters:
  ///   - caption: what it shows.
  ///   - heads: of its columns.
  ///   - rows: cells as text, or marked up.
  ///   - numbers: the columns of numbers, which stand to the right.
  package static func table(
    caption: String, _ heads: [String], _ rows: [[HTML]], numbers: Set<Int> = []
  ) -> HTML {
    let head = heads.enumerated().map { i, text in
      element("th", ["scope": "col", "class": numbers.contains(i) ? "number" : nil], HTML(text))
    }
    let body = rows.map { row in
      element(
        "tr", [:],
        row.enumerated().map { i, cell in
          element("td", ["class": numbers.contains(i) ? "number" : nil], cell)
        })
    }
    // Whoever has no mouse scrolls it by the keyboard.
    return element(
      "div", ["class": "table", "tabindex": "0", "role": "region", "aria-label": caption],
      element(
        "table", [:], element("caption", [:], HTML(caption)),
        element("thead", [:], element("tr", [:], head)), element("tbody", [:], body)))
  }
}
