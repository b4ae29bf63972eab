// SPDX-License-Identifier: MIT

import Differentiation
import Networks

/// Forward over reverse: one reverse tape whose numbers are nested duals.
///
/// The tape gives the first derivative, each level of duals one more of it: the usual way to a Hessian's
/// products with a vector.
@usableFromInline package struct ForwardOverReverse: Strategy, NetworkStrategy {
  @usableFromInline package init() {}
  @usableFromInline package var name: String { "forward-over-reverse" }
  @usableFromInline package var summary: String { "a reverse tape over nested dual numbers" }
  @usableFromInline package var maximumOrder: Int { 4 }

  @inlinable package func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight {
    var found = JetCollector<B>()
    for index in try maximal(indices, at: p.coordinates) {
      let c = index.coordinates
      guard let last = c.last else {
        found.add(.value, field(p))
        continue
      }
      let slope = ReverseDerivative(of: field, [.value], by: last)
      func add<T>(_ numbers: [T], _ collect: (inout JetCollector<B>, [T], [Coordinate]) -> Void) {
        // Unknown after unknown: its value, its slope.
        for (k, outer) in [[], [last]].enumerated() {
          collect(&found, stride(from: k, to: numbers.count, by: 2).map { numbers[$0] }, outer)
        }
      }
      switch c.count {
      case 1: found.add(slope(p), slope.indices)
      case 2: add(slope(p.seeded(c[0]))) { $0.add($1, $2, c) }
      case 3: add(slope(p.seeded(c[0]).seeded(c[1]))) { $0.add($1, $2, c) }
      default: add(slope(p.seeded(c[0]).seeded(c[1]).seeded(c[2]))) { $0.add($1, $2, c) }
      }
    }
    return found.jet(indices, at: p.coordinates)
  }
}
