// SPDX-License-Identifier: MIT

import Differentiation
import Networks

/// Hyper-dual numbers: the exact second derivatives of one evaluation; nested in themselves for orders 3 and
/// 4.
@usableFromInline package struct HyperDuals: Strategy, NetworkStrategy {
  @usableFromInline package init() {}
  @usableFromInline package var name: String { "hyper-dual" }
  @usableFromInline package var summary: String { "hyper-dual numbers, two infinitesimals in one flat type" }
  @usableFromInline package var maximumOrder: Int { 4 }

  @inlinable package func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight {
    var found = JetCollector<B>()
    for index in try maximal(indices, at: p.coordinates) {
      let c = index.coordinates
      switch c.count {
      case 0: found.add(.value, field(p))
      case 1: found.add(field(p.seeded(c[0], nil)), [], c)
      case 2: found.add(field(p.seeded(c[0], c[1])), [], c)
      case 3: found.add(field(p.seeded(c[0], c[1]).seeded(c[2], nil)), c)
      default: found.add(field(p.seeded(c[0], c[1]).seeded(c[2], c[3])), c)
      }
    }
    return found.jet(indices, at: p.coordinates)
  }
}

extension Point where S: Scalar {
  /// ε₁ along one coordinate and ε₂ along another, or along none.
  @inlinable func seeded(_ first: Coordinate, _ second: Coordinate?) -> Point<HyperDual<S>> {
    var q = map { HyperDual($0, nil, nil, nil) }
    let i = coordinates.firstIndex(of: first)!
    q.values[i].e1 = values[i].unit
    if let second {
      let j = coordinates.firstIndex(of: second)!
      q.values[j].e2 = values[j].unit
    }
    return q
  }
}

extension JetCollector {
  @inlinable mutating func add(_ r: [HyperDual<B>], _ outer: [Coordinate], _ c: [Coordinate]) {
    add(MultiIndex(outer), r.map { $0.value })
    add(MultiIndex(outer + [c[0]]), r.map { $0.e1 })
    guard c.count > 1 else { return }
    add(MultiIndex(outer + [c[1]]), r.map { $0.e2 })
    add(MultiIndex(outer + [c[0], c[1]]), r.map { $0.e12 })
  }
  @inlinable mutating func add(_ r: [HyperDual<HyperDual<B>>], _ c: [Coordinate]) {
    add(r.map { $0.value }, [], c)
    add(r.map { $0.e1 }, [c[2]], c)
    guard c.count > 3 else { return }
    add(r.map { $0.e2 }, [c[3]], c)
    add(r.map { $0.e12 }, [c[2], c[3]], c)
  }
}
