// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

@testable import DataFiles

/// Every way through the scanner agrees with C's `strtod`, to the bit.
@Suite struct DecimalNumberTests {
  func agrees(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let (value, end) = DecimalNumber.scan(bytes, 0, bytes.count), end == bytes.count else {
      return false
    }
    return value.bitPattern == strtod(text, nil).bitPattern
  }

  @Test(arguments: [
    "0", "-0", "0e5", "1", "-1.5", "1e22", "1e23", "9007199254740993", "9007199254740992.5",
    "1.7976931348623157e308",
    "4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "1e-400", "0.1",
    "123456789012345678901234567890",
    "0.000000000000000000000000000001", "9223372036854775808", "18446744073709551615",
    "9999999999999999999e-19",
    "9007199254740993e-27", "9007199254740993e27", "1.00000000000000011102230246251565404236316680908203125",
    "00000000000000000000001.5",
    "0.00000000000000000000000000000000000000012345678901234567", "2.2250738585072011e-308",
    "1e0000000000000000001", "7450580596923828125e-27",
    "18446744073709549568", "18446744073709550592", "18446744073709551616.000000000000000001",
  ]) func knownCases(_ text: String) { #expect(agrees(text)) }

  @Test func shortestAndLongForms() {
    var random = Random(state: 1)
    var wrong: [String] = []
    for _ in 0..<50_000 {
      let value = Double(bitPattern: random.next())
      let small =
        Double.random(in: -1...1, using: &random) * pow(10, Double(Int.random(in: -12...12, using: &random)))
      let forms = [String(format: "%.17g", small), String(format: "%.18e", small), "\(small)"]
      wrong += (forms + (value.isFinite ? ["\(value)"] : [])).filter { !agrees($0) }
    }
    #expect(wrong == [])
  }

  /// Half way between two doubles, and the integers on both sides.
  @Test func ties() {
    var random = Random(state: 2)
    var wrong: [String] = []
    for _ in 0..<20_000 {
      let m = (random.next() >> 10 | 1 << 53 | 1) << UInt64.random(in: 0...9, using: &random)
      for n in [m &- 1, m, m &+ 1] {
        wrong += [-27, -20, -3, 0, 1, 13, 27].map { "\(n)e\($0)" }.filter { !agrees($0) }
      }
    }
    #expect(wrong == [])
  }

  @Test(arguments: ["", "+", ".", "e5", "-.e1", "x", " 1"]) func noNumber(_ text: String) {
    #expect(DecimalNumber.scan(Array(text.utf8), 0, text.utf8.count) == nil)
  }

  @Test(arguments: [("1e", 1), ("1e+", 1), ("1.5x", 3), ("1-2", 1), ("1..2", 2), ("1_000", 1)])
  func endsWhereTheNumberDoes(_ text: String, _ end: Int) {
    #expect(DecimalNumber.scan(Array(text.utf8), 0, text.utf8.count)?.end == end)
  }
}
