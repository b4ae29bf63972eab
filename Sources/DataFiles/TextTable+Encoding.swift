// SPDX-License-Identifier: MIT

extension TextTable {
  /// UTF-16 has a mark, or a zero in every other byte; anything else with zeros is no text.
  static func refuseOther(_ bytes: [UInt8]) throws(Problem) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .utf16 }
    guard let zero = bytes.firstIndex(of: 0) else { return }
    let start = bytes.prefix(64)
    let zeros = start.indices.filter { bytes[$0] == 0 }
    if zero < 2, zeros.count >= start.count / 2, zeros.allSatisfy({ $0 % 2 == zero }) { throw .utf16 }
    throw .binary(offset: zero)
  }
}
