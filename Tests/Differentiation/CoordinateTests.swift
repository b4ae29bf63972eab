// SPDX-License-Identifier: MIT

import Differentiation
import RealModule
import Testing

/// Names of variables and of derivatives.
@Suite struct CoordinateTests {
  @Test func names() {
    let all = [.x, .y, .z, .t] + (1...249).map { Coordinate.x($0) }
    #expect(Set(all).count == 253, "no two coordinates are one")
    for c in all { #expect(Coordinate(c.description) == c) }
    for name in ["", "x0", "x250", "nabla", "x01", "u", "xx", "X"] {
      #expect(Coordinate(name) == nil, "\(name)")
    }
  }

  @Test func orderOfDifferentiationIsForgotten() {
    #expect([.t, .x, .x] as MultiIndex == [.x, .t, .x])
    #expect(([.t, .x, .x] as MultiIndex).description == "xxt")
    #expect(MultiIndex.value.order == 0 && MultiIndex.value.description == "" && MultiIndex.value.isPure)
    let high = MultiIndex(Array(repeating: .x(249), count: 8))
    #expect(high.order == 8 && high.order(in: .x(249)) == 8 && high.order(in: .x) == 0 && high.isPure)
    #expect(([.x, .t] as MultiIndex).appending(.y) == [.x, .y, .t])
  }

  static let products: [[Coordinate]] = [
    [], [.x], [.x, .x, .x], [.x, .t], [.x, .x, .t], [.x, .x, .y, .y, .t], [.x(1), .x(12), .x(2)],
  ]
  /// The divisors of a product of powers: Π (nᵢ + 1) of them, each below in every coordinate.
  @Test(arguments: products) func divisors(_ coordinates: [Coordinate]) {
    let index = MultiIndex(coordinates)
    let found = index.divisors
    let count = Set(coordinates).reduce(1) { $0 * (index.order(in: $1) + 1) }
    #expect(found.count == count && Set(found).count == count, "\(index)")
    for divisor in found {
      for c in divisor.coordinates {
        #expect(divisor.order(in: c) <= index.order(in: c), "\(divisor) of \(index)")
      }
    }
    #expect(found.first == .value && found.last == index)
    #expect(found.map(\.order) == found.map(\.order).sorted(), "lower orders first")
  }

  /// A derivative that a jet does not hold is no number, so that nothing wrong can pass for right.
  @Test func aJetHoldsWhatItHolds() {
    let jet = Jet<Double>([.value, [.x], [.x, .t]], [[1, 2, 3], [4, 5, 6]])
    #expect(jet.value == 1 && jet.x == 2 && jet.xt == 3 && jet[.t, .x] == 3)
    #expect(jet[1].value == 4 && jet[1].x == 5 && jet[1].xt == 6)
    #expect(jet.t.isNaN && jet.xx.isNaN && jet[2].value.isNaN)
  }
}
