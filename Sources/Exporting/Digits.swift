// SPDX-License-Identifier: MIT

import CText

/// Numbers as text: 17 significant digits, from which every double is read back exactly.
enum Digits {
  /// Appends what C's `%.17g` prints.
  static func append(_ x: Double, to text: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
      let length = plumbline_print(buffer.baseAddress, buffer.count, x)
      // A host program may have chosen a locale with a decimal comma.
      for c in buffer.prefix(Int(length)) { text.append(c == 0x2C ? 0x2E : UInt8(bitPattern: c)) }
    }
  }

  /// Appends numbers with commas between them.
  static func append(_ numbers: some Sequence<Double>, to text: inout [UInt8]) {
    var isFirst = true
    for x in numbers {
      if !isFirst { text.append(UInt8(ascii: ",")) }
      isFirst = false
      append(x, to: &text)
    }
  }
}
