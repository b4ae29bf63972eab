import Differentiation
import Networks
import PDE

extension Engine {
  /// Residual-adaptive choice of points (Wu et al., CMAME 403 (2023) 115671): out of `pool` candidates, `count` are drawn
  /// without repetition, with a density proportional to |r| / mean |r| + 1.
  func adaptedPoints<G: RandomNumberGenerator>(
    _ count: Int, from pool: [Point<Double>], _ parameters: [T], using generator: inout G
  ) throws -> [Point<Double>] {
    network.load(parameters)
    let group = PointGroup(condition: nil, points: pool, weight: 1)
    var size: [Double] = []
    for piece in try collocation(group).pieces {
      let residuals = try residuals(piece, of: group)
      size += (0..<piece.count).map { j in
        residuals.reduce(0) { $0 + Double($1.value[0, j]) * Double($1.value[0, j]) }.squareRoot()
      }
    }
    let mean = size.reduce(0, +) / Double(max(1, size.count))
    guard mean.isFinite, mean > 0 else { return Array(pool.prefix(count)) }
    // Weighted sampling without repetition: the largest keys log(v)/w (Efraimidis and Spirakis 2006).
    let keys = size.map { Double.log(1 - generator.uniform()) / ($0 / mean + 1) }
    let order = keys.indices.sorted { (keys[$0], $0) > (keys[$1], $1) }
    return order.prefix(count).sorted().map { pool[$0] }
  }
}
