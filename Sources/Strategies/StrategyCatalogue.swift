// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

/// One row of the catalogue.
public struct StrategyEntry: Sendable {
  public let name: String
  public let summary: String
  public let isApproximate: Bool
  /// The strategy for functions that vary over the length `scale`.
  public let make: @Sendable (_ scale: Double) -> any Strategy
  /// The same in the block engine, in double precision.
  package let float64: @Sendable (_ scale: Double) -> BlockStrategy<DoubleLanes>
  /// And in single precision.
  package let float32: @Sendable (_ scale: Double) -> BlockStrategy<FloatLanes>

  init<S: NetworkStrategy>(_ make: @escaping @Sendable (_ scale: Double) -> S) {
    let one = make(1)
    name = one.name
    summary = one.summary
    isApproximate = one.isApproximate
    self.make = { make($0) }
    float64 = { BlockStrategy(make($0)) }
    float32 = { BlockStrategy(make($0)) }
  }
}

extension StrategyEntry {
  /// Central differences with one step for every order and precision.
  /// - Parameter step: h, above 0.
  package static func centralDifference(step: Double) -> StrategyEntry {
    StrategyEntry { _ in CentralDifference(step: step) }
  }
}

/// Every strategy, one row each.
public enum StrategyCatalogue {
  /// Those that train to the problems' bounds, in the order in which they are listed.
  public static let all: [StrategyEntry] = [
    StrategyEntry { _ in Fused() },
    StrategyEntry { _ in Fused(collapsing: true) },
    StrategyEntry { _ in TaylorMode() },
    StrategyEntry { _ in Forward() },
    StrategyEntry { _ in HyperDuals() },
    StrategyEntry { _ in Reverse() },
    StrategyEntry { _ in ForwardOverReverse() },
    StrategyEntry { CentralDifference(scale: $0) },
  ]
  /// Those that are here to be compared: the first loses too many digits to train to the bounds, the second
  /// chooses its step anew with each block of points, so that its loss is no smooth function of the
  /// parameters.
  public static let others: [StrategyEntry] = [
    StrategyEntry { OneSidedDifference(scale: $0) },
    StrategyEntry { AdaptiveDifference(scale: $0) },
  ]
  /// The exact strategy that trains in the least time (the package in Benchmarks measures all of them).
  public static let fastest = all[0]
  /// nil where there is none of that name.
  public static func named(_ name: String) -> StrategyEntry? { (all + others).first { $0.name == name } }
}
