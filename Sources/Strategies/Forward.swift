// SPDX-License-Identifier: MIT

import Differentiation
import Networks

/// Nested dual numbers, one level an order: `Dual<Dual<…>>`, each level seeded along one coordinate of the
/// index.
///
/// Under a reverse tape this is the answer most often given to "how do I nest differentiation for a PINN":
/// forward inside, reverse outside. Here the levels are types, so none can be confused with another.
@usableFromInline package struct Forward: Strategy, NetworkStrategy {
  @usableFromInline package init() {}
  @usableFromInline package var name: String { "forward" }
  @usableFromInline package var summary: String { "nested dual numbers, one level for each order" }
  @usableFromInline package var maximumOrder: Int { 4 }

  @inlinable package func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight {
    var found = JetCollector<B>()
    for index in try maximal(indices, at: p.coordinates) {
      let c = index.coordinates
      switch c.count {
      case 0: found.add(.value, field(p))
      case 1: found.add(field(p.seeded(c[0])), [], c)
      case 2: found.add(field(p.seeded(c[0]).seeded(c[1])), [], c)
      case 3: found.add(field(p.seeded(c[0]).seeded(c[1]).seeded(c[2])), [], c)
      default: found.add(field(p.seeded(c[0]).seeded(c[1]).seeded(c[2]).seeded(c[3])), [], c)
      }
    }
    return found.jet(indices, at: p.coordinates)
  }
}

// The 2ᵏ parts of k nested duals: the outermost level belongs to the last coordinate.
extension JetCollector {
  @inlinable mutating func add(_ r: [Dual<B>], _ outer: [Coordinate], _ c: [Coordinate]) {
    add(MultiIndex(outer), r.map { $0.value })
    add(MultiIndex(outer + [c[0]]), r.map { $0.tangent })
  }
  @inlinable mutating func add(_ r: [Dual<Dual<B>>], _ outer: [Coordinate], _ c: [Coordinate]) {
    add(r.map { $0.value }, outer, c)
    add(r.map { $0.tangent }, outer + [c[1]], c)
  }
  @inlinable mutating func add(_ r: [Dual<Dual<Dual<B>>>], _ outer: [Coordinate], _ c: [Coordinate]) {
    add(r.map { $0.value }, outer, c)
    add(r.map { $0.tangent }, outer + [c[2]], c)
  }
  @inlinable mutating func add(_ r: [Dual<Dual<Dual<Dual<B>>>>], _ outer: [Coordinate], _ c: [Coordinate]) {
    add(r.map { $0.value }, outer, c)
    add(r.map { $0.tangent }, outer + [c[3]], c)
  }
}
