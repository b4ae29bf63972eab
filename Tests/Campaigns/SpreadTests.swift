// SPDX-License-Identifier: MIT

import Testing

@testable import Campaigns

/// Quantiles, against numpy.quantile.
@Suite struct SpreadTests {
  @Test(arguments: [
    ([3.0], [3, 3, 3, 3, 3]), ([2, 1], [1, 1.25, 1.5, 1.75, 2]), ([5, 1, 4, 2], [1, 1.75, 3, 4.25, 5]),
    ([1, 2, .infinity, .infinity], [1, 1.75, .infinity, .infinity, .infinity]),
  ]) func quantiles(values: [Double], expected: [Double]) {
    let s = Spread(values)
    #expect([s.least, s.lower, s.median, s.upper, s.largest] == expected)
  }

  @Test func none() { #expect(Spread([]).median.isNaN) }
}
