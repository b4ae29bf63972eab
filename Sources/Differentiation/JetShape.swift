/// Derivatives that are carried through functions together, and how sums of products of them make up those of a
/// function or of a product.
public final class JetShape: Sendable {
  /// Sorted, the value first; with each one come all that divide it.
  public let indices: [MultiIndex]
  /// For each index α the terms of ∂^α f(z) (Faà di Bruno's formula): coefficient · f⁽ᵏ⁾(z) · Π ∂^β z over k factors.
  public let composition: [[Term]]
  /// For each index α the terms of ∂^α (a b) (Leibniz' rule): coefficient · ∂^β a · ∂^{α−β} b, those with b's own
  /// value last.
  public let product: [[(coefficient: Double, a: Int, b: Int)]]
  public var order: Int { indices.map(\.order).max() ?? 0 }

  /// A product of derivatives, by their places, ascending; equal ones may repeat.
  public struct Term: Sendable, Hashable {
    public let coefficient: Double
    public let factors: [Int]
  }

  /// What `asked` needs; the Laplacian over `coordinates` is carried as one, beside the first derivatives:
  ///
  ///     Δf(z) = f′ Δz + f″ Σ (∂ᵢz)²        Δ(a b) = a Δb + 2 Σ ∂ᵢa ∂ᵢb + b Δa
  ///
  /// (collapsed Taylor mode, or forward Laplacian: Li et al., arXiv 2307.08214).
  public init(_ asked: [MultiIndex], at coordinates: [Coordinate]) {
    let slopes: [MultiIndex] = coordinates.filter(\.isSpatial).map { [$0] }
    func needs(_ index: MultiIndex) -> [MultiIndex] {
      index == .laplacian ? slopes + [index] : index.divisors
    }
    let indices = Set(asked.flatMap(needs) + [.value]).sorted()
    let place = Dictionary(uniqueKeysWithValues: indices.enumerated().map { ($1, $0) })
    self.indices = indices
    composition = indices.map { alpha in
      if alpha == .laplacian {
        return [Term(coefficient: 1, factors: [place[alpha]!])]
          + slopes.map { Term(coefficient: 1, factors: [place[$0]!, place[$0]!]) }
      }
      // f(z) differentiated by one coordinate after another: by the outer function, or inside one of the factors.
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
      return alpha.divisors.map { beta in
        let rest = alpha.removing(beta)
        let coefficient = Set(alpha.coordinates).reduce(1.0) {
          $0 * binomial(alpha.order(in: $1), beta.order(in: $1))
        }
        return (coefficient, place[beta]!, place[rest]!)
      }
    }
  }
}
