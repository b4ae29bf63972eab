// SPDX-License-Identifier: MIT

import DataFiles

/// A short name for what the words say: the first 64 bits of SHA-256, in hexadecimal digits.
func digest(_ words: String...) -> String {
  String(SHA256.hex(words.joined(separator: "\u{1f}").utf8).prefix(16))
}
