// SPDX-License-Identifier: MIT

import Essentials

/// NaN and infinities in JSON, which has no tokens for them, as writers in other languages spell them all the
/// same: Python's `json` NaN and Infinity, C's `printf` nan and inf.
enum NotANumberTokens {
  private static let spellings: [(token: String, standard: String)] = [
    ("-Infinity", "-Infinity"), ("Infinity", "Infinity"), ("-NaN", "NaN"), ("NaN", "NaN"), ("-nan", "NaN"),
    ("nan", "NaN"), ("-inf", "-Infinity"), ("inf", "Infinity"),
  ]

  /// The same text with such tokens, where they stand bare, in quotes.
  static func quoted(_ data: Data) -> Data {
    let bytes = [UInt8](data)
    let tokens = spellings.map { (Array($0.token.utf8), Array("\"\($0.standard)\"".utf8)) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var (i, isInString) = (0, false)
    while i < bytes.count {
      let byte = bytes[i]
      if isInString {
        if byte == UInt8(ascii: "\\"), i + 1 < bytes.count {
          result.append(byte)
          i += 1
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if let (token, standard) = tokens.first(where: { bytes[i...].starts(with: $0.0) }),
        !isLetter(bytes, i - 1), !isLetter(bytes, i + token.count)
      {
        result += standard
        i += token.count
        continue
      }
      result.append(bytes[i])
      i += 1
    }
    return Data(result)
  }

  /// Whether the token goes on.
  private static func isLetter(_ bytes: [UInt8], _ i: Int) -> Bool {
    guard bytes.indices.contains(i) else { return false }
    return Character(UnicodeScalar(bytes[i])).isLetter || Character(UnicodeScalar(bytes[i])).isNumber
  }
}
