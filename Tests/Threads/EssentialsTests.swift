// SPDX-License-Identifier: MIT

import Essentials
import Testing

/// Files, numbers as text, blanks.
@Suite struct EssentialsTests {
  private func temporary() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
  }

  @Test func whatIsWrittenIsRead() throws {
    let path = temporary()
    try Data("old".utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 131) }
    do { try OpenFile.writing(path).write(bytes) }
    #expect(try OpenFile.size(path) == bytes.count)
    let file = try OpenFile.reading(path)
    var read: [UInt8] = []
    while true {
      let block = try file.read(upTo: 4096)
      if block.isEmpty { break }
      #expect(block.count <= 4096)
      read += block
    }
    #expect(read == bytes)
  }

  @Test func whatTheSystemRefuses() throws {
    let missing = temporary()
    let error = #expect(throws: SystemError.self) { _ = try OpenFile.reading(missing) }
    #expect(error?.code == ENOENT && error?.description == "No such file or directory")
    #expect(throws: SystemError(code: ENOENT)) { _ = try OpenFile.writing(missing) }
    #expect(throws: SystemError(code: ENOENT)) { try OpenFile.size(missing) }
    #expect(throws: SystemError(code: EISDIR)) { try OpenFile.reading("/").read(upTo: 1) }
    #if os(Linux)
      #expect(throws: SystemError(code: ENOSPC)) { try OpenFile.writing("/dev/full").write([1]) }
    #endif
  }

  @Test func numbers() {
    #expect(String(printf: "%.2e", 0.00123) == "1.23e-03")
    #expect(String(printf: "%8.1f / %.0f", 1.25, 7.0) == "     1.2 / 7")
    #expect(String(printf: "%ld of %ld", 3, -4) == "3 of -4")
    #expect(String(printf: "%g %g", Double.nan, -Double.infinity) == "nan -inf")
  }

  private static var commaLocale: locale_t? {
    let names = ["de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8"]
    return names.lazy.compactMap { (name: String) in newlocale(1 << LC_NUMERIC, name, nil) }.first
  }

  /// A program that has set a locale with a decimal comma gets the same text, and keeps its locale.
  @Test(.enabled(if: commaLocale != nil, "no locale with a decimal comma is installed")) func locales() {
    let before = uselocale(Self.commaLocale)
    defer { uselocale(before) }
    #expect(String(printf: "%.1f", 1.5) == "1.5")
    #expect(localeconv().pointee.decimal_point.pointee == CChar(UInt8(ascii: ",")))
  }

  @Test func blanks() {
    #expect("  a b\t\r\n".trimmed == "a b" && " \t".trimmed == "" && "a".trimmed == "a")
    #expect("ab".padded(to: 4) == "ab  " && "ab".padded(to: 1) == "ab" && "é".padded(to: 2) == "é ")
  }
}
