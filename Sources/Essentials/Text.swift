// SPDX-License-Identifier: MIT

extension StringProtocol {
  /// Without blanks around.
  package var trimmed: String {
    var text = self[...]
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text.drop { $0.isWhitespace })
  }

  /// The text, and blanks after it up to so many characters.
  package func padded(to width: Int) -> String {
    String(self) + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
