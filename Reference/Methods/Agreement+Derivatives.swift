// SPDX-License-Identifier: MIT

import Differentiation
import PDE

extension Agreement {
  /// Several comparisons as one; one among them that compared nothing lets all fail.
  init(_ all: [Agreement]) {
    self.init(
      method: all.map(\.method).joined(separator: "; "), points: all.reduce(0) { $0 + $1.points },
      difference: all.map(\.difference).reduce(0, larger),
      ratio: all.map { $0.points > 0 ? $0.ratio : .infinity }.reduce(0, larger))
  }

  /// The same with pairs of derivatives: the difference stays that of values, the ratio is the largest of
  /// all; it fails without any pair, and where no values were compared.
  /// - Parameter name: how they were compared, where that is another method.
  func including(derivatives pairs: [(Measured, Measured)], _ name: String? = nil) -> Agreement {
    let all = Agreement([self, Agreement(method: "", pairs)])
    return Agreement(
      method: method + (name.map { "; " + $0 } ?? ""), points: all.points, difference: difference,
      ratio: all.ratio)
  }
}
