// SPDX-License-Identifier: MIT

/// Where some numbers lie: the least, quarter, half and three quarters of them, and the largest. Between two
/// of them quantiles are linear, as NumPy has them; what is infinite counts as larger than all others.
package struct Spread: Sendable, Equatable {
  package let least, lower, median, upper, largest: Double

  /// - Parameter values: in any order, no NaN among them; of none all is NaN.
  package init(_ values: [Double]) {
    let sorted = values.sorted()
    func quantile(_ share: Double) -> Double {
      guard let last = sorted.indices.last else { return .nan }
      let place = share * Double(last)
      let below = Int(place)
      let (low, high, part) = (sorted[below], sorted[min(below + 1, last)], place - Double(below))
      // Infinite ones have no difference.
      return part == 0 || low == high ? low : low + part * (high - low)
    }
    (least, lower, median) = (quantile(0), quantile(0.25), quantile(0.5))
    (upper, largest) = (quantile(0.75), quantile(1))
  }
}
