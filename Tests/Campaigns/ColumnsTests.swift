// SPDX-License-Identifier: MIT

import Testing

@testable import Campaigns

/// Tables of text.
@Suite struct ColumnsTests {
  @Test func aligned() {
    #expect(Columns.lines([["a", "long", "c"], ["bbb", "x", "d"]]) == ["a    long  c", "bbb  x     d"])
  }

  /// Nothing follows the last field that says something; rows need not have the same length.
  @Test func ends() {
    #expect(Columns.lines([["a", ""], ["b"], []]) == ["a", "b", ""])
    #expect(Columns.lines([]).isEmpty)
  }
}
