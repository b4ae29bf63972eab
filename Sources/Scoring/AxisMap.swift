// SPDX-License-Identifier: MIT

import Differentiation

/// x ↦ offset + scale·x.
struct AxisMap: Equatable, Sendable {
  let offset, scale: Double
  static let identity = AxisMap(offset: 0, scale: 1)
  func callAsFunction(_ x: Double) -> Double { offset + scale * x }
  /// "0.5 + 2.0 x"
  func text(_ c: Coordinate) -> String {
    if scale == 1 { return "\(c) \(offset < 0 ? "-" : "+") \(abs(offset))" }
    if scale == -1, offset != 0 { return "\(offset) - \(c)" }
    return (offset == 0 ? "" : "\(offset) + ") + "\(scale) \(c)"
  }
}
