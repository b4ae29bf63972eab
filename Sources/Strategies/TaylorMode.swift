// SPDX-License-Identifier: MIT

import Differentiation

/// Truncated Taylor series along one direction at a time.
///
/// A pure derivative of order k is k! times a coefficient of one series. A mixed one follows from series
/// along combined directions by ``Polarisation``.
public struct TaylorMode: Strategy, NetworkStrategy {
  public init() {}
  public var name: String { "taylor" }
  public var summary: String { "truncated Taylor series along directions" }
  public var maximumOrder: Int { 4 }

  @inlinable public func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight {
    var found = JetCollector<B>()
    // The longest series of each coordinate first: it holds the shorter ones.
    let maximal = try maximal(indices, at: p.coordinates)
    for index in maximal + indices.expanded(at: p.coordinates) where found.found[index] == nil {
      guard index.isPure else {
        found.add(index, polarised(field, p, index))
        continue
      }
      let direction = index.coordinates.first.map { [$0: 1.0] } ?? [:]
      for (k, values) in series(field, p, direction, order: index.order).enumerated() {
        found.add(MultiIndex(Array(index.coordinates.prefix(k))), values)
      }
    }
    return found.jet(indices, at: p.coordinates)
  }

  /// Dᵏ[direction] u for k = 0…order: `[k][unknown]`.
  @inlinable func series<F: Field, B: Scalar>(
    _ field: F, _ p: Point<B>, _ direction: [Coordinate: Double], order: Int
  ) -> [[B]] where F.Weight == B.Weight {
    func run<T: TaylorSeries>(_ type: T.Type) -> [[B]] where T.Base == B {
      var q = p.map { T($0, slope: nil) }
      for (c, speed) in direction {
        let i = p.coordinates.firstIndex(of: c)!
        q.values[i] = T(p.values[i], slope: p.values[i].unit.scaled(by: speed))
      }
      let u = field(q)
      return (0...order).map { k in u.map { $0.derivative(k) } }
    }
    switch order {
    case 0: return [field(p)]
    case 1: return run(Taylor1<B>.self)
    case 2: return run(Taylor2<B>.self)
    case 3: return run(Taylor3<B>.self)
    default: return run(Taylor4<B>.self)
    }
  }

  @inlinable func polarised<F: Field, B: Scalar>(
    _ field: F, _ p: Point<B>, _ index: MultiIndex
  ) -> [B] where F.Weight == B.Weight {
    let polarisation = Polarisation(index)
    var sum: [B]?
    for (direction, sign) in polarisation.terms {
      let top = series(field, p, direction, order: index.order)[index.order].map { $0.scaled(by: sign) }
      sum = sum.map { zip($0, top).map { $0 + $1 } } ?? top
    }
    return (sum ?? []).map { $0.divided(by: polarisation.divisor) }
  }
}

/// A mixed derivative as a sum of pure ones along combined directions,
///
///     ∂₁…∂ₖ u = 1/(2ᵏ⁻¹ k!) Σ_{ε ∈ {±1}ᵏ⁻¹} ε₁⋯ε_{k−1} Dᵏ[e₁ + Σ ε_m e_{m+1}] u.
@usableFromInline package struct Polarisation: Sendable {
  /// The directions that are not zero, each with the sign ε₁⋯ε_{k−1} of its derivative.
  @usableFromInline package let terms: [(direction: [Coordinate: Double], sign: Double)]
  /// 2ᵏ⁻¹ k!
  @usableFromInline package let divisor: Double

  /// - Parameter index: of the order k ≥ 1.
  @usableFromInline package init(_ index: MultiIndex) {
    let c = index.coordinates
    let k = c.count
    terms = (0..<1 << (k - 1)).compactMap { signs in
      var direction = [c[0]: 1.0]
      var sign = 1.0
      for m in 1..<k {
        let epsilon = signs >> (m - 1) & 1 == 0 ? 1.0 : -1.0
        sign *= epsilon
        direction[c[m], default: 0] += epsilon
      }
      direction = direction.filter { $0.value != 0 }
      return direction.isEmpty ? nil : (direction, sign)
    }
    divisor = (1...k).reduce(Double(1 << (k - 1))) { $0 * Double($1) }
  }
}
