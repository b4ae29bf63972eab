// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import PDE
import Sampling
import Strategies

extension Engine {
  /// Residual-adaptive choice of points (Wu et al., CMAME 403 (2023) 115671): out of `pool` candidates,
  /// `count` are drawn without repetition, with a density proportional to |r| / mean |r| + 1.
  func adaptedPoints<G: RandomNumberGenerator>(
    _ count: Int, from pool: [Point<Double>], _ parameters: [T], using generator: inout G
  ) throws -> [Point<Double>] {
    network.load(parameters)
    let group = PointGroup(condition: nil, points: pool, weight: 1)
    let size = try list(tasks([collocation(group)])) { (space, tasks) throws(StrategyError) -> [Double] in
      var sizes: [Double] = []
      for task in tasks {
        let residuals = try space.residuals(task.piece, of: group)
        sizes += (0..<task.piece.count).map { j in
          residuals.reduce(0) { $0 + Double($1.value[0, j]) * Double($1.value[0, j]) }.squareRoot()
        }
      }
      return sizes
    }
    let mean = size.reduce(0, +) / Double(max(1, size.count))
    guard mean.isFinite, mean > 0 else { return Array(pool.prefix(count)) }
    // Weighted sampling without repetition: the largest keys log(v)/w (Efraimidis and Spirakis 2006).
    let keys = size.map { Double.log(1 - generator.uniform()) / ($0 / mean + 1) }
    let order = keys.indices.sorted { (keys[$0], $0) > (keys[$1], $1) }
    return order.prefix(count).sorted().map { pool[$0] }
  }
}
