// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Networks

/// The jet of a network at a block of points, recorded on the points' tape.
package typealias BlockJet<L: Lanes> = (Point<ReverseNumber<Block<L>>>) throws(StrategyError) -> Jet<
  ReverseNumber<Block<L>>
>

/// A strategy that trains networks, block after block of points.
package protocol NetworkStrategy: Strategy {
  /// The most vectors of points that a block should have, with these derivatives.
  func blockGroups(_ indices: [MultiIndex], at coordinates: [Coordinate]) -> Int
  /// The jets of a network's blocks: what is the same for all of them is prepared once.
  func prepared<L: Lanes>(
    for network: BlockNetwork<L.Element>, _ coordinates: [Coordinate], _ indices: [MultiIndex]
  ) throws(StrategyError) -> BlockJet<L>
}

extension NetworkStrategy {
  package func blockGroups(_ indices: [MultiIndex], at coordinates: [Coordinate]) -> Int { 16 }
  package func prepared<L: Lanes>(
    for network: BlockNetwork<L.Element>, _ coordinates: [Coordinate], _ indices: [MultiIndex]
  ) throws(StrategyError) -> BlockJet<L> {
    { (p) throws(StrategyError) in try jet(of: network, at: p, indices) }
  }
}

/// A strategy prepared for the block engine of one precision. The generic code is specialised here, once
/// for each pair.
package struct BlockStrategy<L: Lanes>: Sendable {
  /// The jets of a network's blocks: what can be prepared for all of them is prepared once.
  package let prepared:
    @Sendable (BlockNetwork<L.Element>, [Coordinate], [MultiIndex]) throws(StrategyError) -> BlockJet<L>

  /// The most vectors of points in a block.
  package let blockGroups: @Sendable ([MultiIndex], [Coordinate]) -> Int

  package init<S: NetworkStrategy>(_ strategy: S) {
    blockGroups = { strategy.blockGroups($0, at: $1) }
    prepared = { (network, coordinates, indices) throws(StrategyError) in
      try strategy.prepared(for: network, coordinates, indices)
    }
  }
}
