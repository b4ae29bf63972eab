import Differentiation
import Networks

/// All derivatives at once, the jet inside the block: one sweep over the network computes every derivative that is
/// asked for, each once, and one reverse sweep the gradient. The engine of production.
///
/// On a formula it is a composition of numbers, ``Multijet``; on a network in training it is a ``NetworkJet``, one
/// coarse operation on the points' tape.
public struct Fused: Strategy {
  public init() {}
  public var name: String { "fused" }
  public var summary: String { "all derivatives in one sweep, the jet inside the block" }
  public var maximumOrder: Int { 4 }
  /// All layers' sums and values, in all channels, should lie in the second cache.
  public var blockGroups: Int { 12 }

  @inlinable public func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight {
    _ = try maximal(indices, at: p.coordinates)
    let shape = JetShape(indices)
    var q = p.map { Multijet(constant: $0) }
    for (i, c) in p.coordinates.enumerated() where shape.indices.contains([c]) {
      q.values[i] = Multijet(p.values[i], coordinate: c, shape: shape)
    }
    let places = indices.map { shape.indices.firstIndex(of: $0)! }
    return Jet(indices, field(q).map { u in places.map { u[$0] } })
  }

  public func bound<L: Lanes>(
    to network: BlockNetwork<L.Element>, _ coordinates: [Coordinate], _ indices: [MultiIndex]
  ) throws(StrategyError) -> BlockJet<L> {
    _ = try maximal(indices, at: coordinates)
    let plan = NetworkJet<L>.Plan(indices, coordinates)
    let places = indices.map { plan.shape.indices.firstIndex(of: $0)! }
    return { p in
      let jet = NetworkJet<L>(network, plan, at: p.values.map(\.value))
      let outputs = p.values[0].outputs(jet.outputs.flatMap { $0 }, kernel: { jet.pullback($0, $1) })
      let count = plan.shape.indices.count
      return Jet(indices, jet.outputs.indices.map { m in places.map { outputs[m * count + $0] } })
    }
  }
}
