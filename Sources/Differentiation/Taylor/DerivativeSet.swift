// SPDX-License-Identifier: MIT

/// Derivatives that are carried through functions together, and how sums of products of them make up those of
/// a function or of a product.
@usableFromInline package final class DerivativeSet: Sendable {
  /// Sorted, the value first; with each one come all that divide it.
  @usableFromInline package let indices: [MultiIndex]
  /// For each index α the terms of ∂^α f(z) (Faà di Bruno's formula): coefficient · f⁽ᵏ⁾(z) · Π ∂^β z over k
  /// factors.
  @usableFromInline package let composition: [[Term]]
  /// For each index α the terms of ∂^α (a b) (Leibniz' rule): coefficient · ∂^β a · ∂^{α−β} b, those with b's
  /// own value last.
  @usableFromInline package let product: [[(coefficient: Double, a: Int, b: Int)]]
  /// For each index but the value the terms of ∂^α f(z) = ∂^{α−c} (d ∂_c z), d = f′(z): the places of z's
  /// derivatives in this shape, and of d's in ``lower``, which is the beginning of this one.
  @usableFromInline let chain: [[(coefficient: Double, z: Int, d: Int)]]
  /// Without the derivatives of the highest order; nil below a shape of the value alone.
  @usableFromInline let lower: DerivativeSet?
  @usableFromInline package let order: Int

  /// A product of derivatives, by their places, ascending; equal ones may repeat.
  @usableFromInline package struct Term: Sendable, Hashable {
    @usableFromInline package let coefficient: Double
    @usableFromInline package let factors: [Int]
  }

  /// What `asked` needs; the Laplacian over `coordinates` is carried as one, beside the first derivatives:
  ///
  ///     Δf(z) = f′ Δz + f″ Σ (∂ᵢz)²        Δ(a b) = a Δb + 2 Σ ∂ᵢa ∂ᵢb + b Δa
  ///
  /// (collapsed Taylor mode, or forward Laplacian: Li et al., arXiv 2307.08214).
  @usableFromInline package convenience init(_ asked: [MultiIndex], at coordinates: [Coordinate]) {
    let slopes: [MultiIndex] = coordinates.filter(\.isSpatial).map { [$0] }
    func needs(_ index: MultiIndex) -> [MultiIndex] {
      index == .laplacian ? slopes + [index] : index.divisors
    }
    self.init(Set(asked.flatMap(needs) + [.value]).sorted(), slopes: slopes)
  }

  /// - Parameters:
  ///   - indices: sorted, with all that divide them.
  ///   - slopes: what the Laplacian sums over.
  private init(_ indices: [MultiIndex], slopes: [MultiIndex]) {
    let order = indices.map(\.order).max() ?? 0
    self.order = order
    lower = order == 0 ? nil : DerivativeSet(indices.filter { $0.order < order }, slopes: slopes)
    let place = Dictionary(uniqueKeysWithValues: indices.enumerated().map { ($1, $0) })
    self.indices = indices
    composition = indices.map { alpha in
      if alpha == .laplacian {
        return [Term(coefficient: 1, factors: [place[alpha]!])]
          + slopes.map { Term(coefficient: 1, factors: [place[$0]!, place[$0]!]) }
      }
      // f(z) differentiated by one coordinate after another: by the outer function, or inside one of the
      // factors.
      var terms: [[MultiIndex]: Double] = [[]: 1]
      for c in alpha.coordinates {
        var next: [[MultiIndex]: Double] = [:]
        for (factors, coefficient) in terms {
          next[(factors + [[c]]).sorted(), default: 0] += coefficient
          for i in factors.indices {
            var changed = factors
            changed[i] = changed[i].appending(c)
            next[changed.sorted(), default: 0] += coefficient
          }
        }
        terms = next
      }
      return terms.map { Term(coefficient: $1, factors: $0.map { place[$0]! }) }
        .sorted { ($0.factors.count, $0.factors.description) < ($1.factors.count, $1.factors.description) }
    }
    product = indices.map { alpha in
      if alpha == .laplacian {
        return [(1, 0, place[alpha]!)] + slopes.map { (2, place[$0]!, place[$0]!) } + [(1, place[alpha]!, 0)]
      }
      return alpha.splits.map { ($0.coefficient, place[$0.divisor]!, place[$0.rest]!) }
    }
    chain = indices.map { alpha in
      guard alpha != .laplacian else {
        return [(1, place[alpha]!, 0)] + slopes.map { (1, place[$0]!, place[$0]!) }
      }
      guard let c = alpha.coordinates.last else { return [] }
      return alpha.removing([c]).splits.map {
        ($0.coefficient, place[$0.divisor.appending(c)]!, place[$0.rest]!)
      }
    }
  }
}

extension MultiIndex {
  /// Each divisor with what is left of this index without it, and how often Leibniz' rule has the two.
  fileprivate var splits: [(coefficient: Double, divisor: MultiIndex, rest: MultiIndex)] {
    divisors.map { divisor in
      let coefficient = Set(coordinates).reduce(1.0) {
        $0 * binomial(order(in: $1), divisor.order(in: $1))
      }
      return (coefficient, divisor, removing(divisor))
    }
  }
}
