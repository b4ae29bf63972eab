// SPDX-License-Identifier: MIT

import Essentials

/// What is known of the terminal behind a file descriptor, and text that fits it.
enum Terminal {
  static func isBehind(_ descriptor: Int32) -> Bool { isatty(descriptor) != 0 }

  /// Its columns: as it says itself, else as COLUMNS says, else 80; nil where none is behind.
  static func width(of descriptor: Int32) -> Int? { size(of: descriptor)?.columns }

  /// Its columns and rows: as it says itself, else as COLUMNS and LINES say, else 80 and 24; nil where none
  /// is behind.
  static func size(
    of descriptor: Int32,
    _ environment: @autoclosure () -> [String: String] = ProcessInfo.processInfo.environment
  ) -> (columns: Int, rows: Int)? {
    guard isBehind(descriptor) else { return nil }
    var size = winsize()
    let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
    func number(_ own: UInt16, _ name: String, _ usual: Int) -> Int {
      if isKnown, own > 0 { return Int(own) }
      let given = environment()[name].flatMap { Int($0) } ?? 0
      return given > 0 ? given : usual
    }
    return (number(size.ws_col, "COLUMNS", 80), number(size.ws_row, "LINES", 24))
  }

  /// Whether the terminal is this process's to write to now: it is not in a shell's background.
  static func isOurs(_ descriptor: Int32) -> Bool {
    let group = tcgetpgrp(descriptor)
    return group < 0 || group == getpgrp()
  }

  /// How many columns a character takes: two of the wide ones of East Asia and of pictures.
  static func columns(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first, scalar.value >= 0x300 else { return 1 }
    if scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
      0xffe0...0xffe6, 0x20000...0x3fffd:
      return 2
    default: return character.unicodeScalars.contains("\u{fe0f}") ? 2 : 1
    }
  }

  /// The text in lines of at most that width, broken between words; those after the first are indented four
  /// columns more. A word that is longer stands alone on a line.
  static func wrap(_ text: String, _ width: Int?) -> [String] {
    guard let width, text.count > width else { return [text] }
    let indent = String(text.prefix { $0 == " " })
    var lines: [String] = []
    var line = indent
    var isEmpty = true
    for word in text.dropFirst(indent.count).split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        (line, isEmpty) = (indent + "    ", true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}
