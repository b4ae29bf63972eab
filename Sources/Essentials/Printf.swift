// SPDX-License-Identifier: MIT

extension String {
  /// Numbers as C's `printf` writes them, with a point whatever the locale of the program that loaded this library.
  ///
  ///     String(printf: "%.2e", 0.00123)   // 1.23e-03
  ///
  /// - Parameters:
  ///   - format: C's, with `%e`, `%f`, `%g` for `Double` and `%ld` for `Int`.
  ///   - numbers: as many as the format has places.
  package init(printf format: String, _ numbers: any CVarArg...) {
    self = withVaList(numbers) { list in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
        let before = uselocale(Self.plain)
        defer { uselocale(before) }
        guard let start = buffer.baseAddress, vsnprintf(start, buffer.count, format, list) >= 0 else {
          return ""
        }
        return String(cString: start)
      }
    }
  }

  /// Made once, and never ended.
  nonisolated(unsafe) private static let plain = newlocale(1 << LC_NUMERIC, "C", nil)
}
