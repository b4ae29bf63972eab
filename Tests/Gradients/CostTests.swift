// SPDX-License-Identifier: MIT

import Testing

@testable import Gradients

@Suite struct CostTests {
  /// To first and second order a derivative costs what its law says, within a factor that no machine's mood
  /// exceeds.
  @Test func lawsOfCost() throws {
    let costs = try GradientCost.measure(orders: 1...2, dimensions: [1, 3], rounds: 5)
    #expect(costs.count == 9 + 8)
    for c in costs where c.strategy != "reverse" {
      #expect(c.measured > c.predicted / 4 && c.measured < 6 * c.predicted, "\(c)")
    }
  }
}
