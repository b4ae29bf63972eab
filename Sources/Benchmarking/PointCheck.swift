// SPDX-License-Identifier: MIT

import Differentiation

/// A derivative at one point that a solution must reproduce: some errors hide in an L2 norm.
public struct PointCheck: Sendable {
  /// The number of the unknown, from 0.
  public let unknown: Int
  public let index: MultiIndex
  public let values: [Double]
  /// Largest relative error that passes.
  public let tolerance: Double
  public init(_ index: MultiIndex, of unknown: Int = 0, at values: [Double], within tolerance: Double) {
    self.unknown = unknown
    self.index = index
    self.values = values
    self.tolerance = tolerance
  }
}
