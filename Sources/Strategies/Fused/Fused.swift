// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Networks

/// All derivatives at once, the jet inside the block: one sweep over the network computes every derivative
/// that is asked for, each once, and one reverse sweep the gradient. The engine of production.
///
/// On a formula it is a composition of numbers, ``TaylorPolynomial``; on a network in training it is a
/// ``NetworkJet``, one coarse operation on the points' tape.
@usableFromInline package struct Fused: Strategy, NetworkStrategy {
  /// Whether the Laplacian is one channel (the forward Laplacian), and not the sum of d of them: u, ∇u and Δu
  /// take d + 2 channels where they would take 2 d + 1.
  @usableFromInline package let isCollapsing: Bool

  @usableFromInline package init(collapsing: Bool = false) { isCollapsing = collapsing }
  @usableFromInline package var name: String { isCollapsing ? "forward-laplacian" : "fused" }
  @usableFromInline package var summary: String {
    isCollapsing
      ? "fused, the Laplacian carried as one channel"
      : "all derivatives in one sweep, the jet inside the block"
  }
  @usableFromInline package var maximumOrder: Int { 4 }
  /// All channels of a layer's sums and values should lie in the second cache.
  package func blockGroups(_ indices: [MultiIndex], at coordinates: [Coordinate]) -> Int {
    let channels = (try? shape(indices, at: coordinates).indices.count) ?? 1
    return max(4, min(12, 56 / channels / 4 * 4))
  }

  private func shape(_ indices: [MultiIndex], at coordinates: [Coordinate]) throws(StrategyError)
    -> DerivativeSet
  {
    _ = try maximal(indices, at: coordinates)
    return DerivativeSet(isCollapsing ? indices : indices.expanded(at: coordinates), at: coordinates)
  }

  @usableFromInline package func jet<F: Field, B: Scalar>(
    of field: F, at p: Point<B>, _ indices: [MultiIndex]
  ) throws(StrategyError) -> Jet<B> where F.Weight == B.Weight {
    let shape = try shape(indices, at: p.coordinates)
    var q = p.map { TaylorPolynomial(constant: $0) }
    for (i, c) in p.coordinates.enumerated() where shape.indices.contains([c]) {
      q.values[i] = TaylorPolynomial(p.values[i], coordinate: c, shape: shape)
    }
    return jet(
      indices, shape.indices, p.coordinates, field(q).map { u in shape.indices.indices.map { u[$0] } })
  }

  package func prepared<L: Lanes>(
    for network: BlockNetwork<L.Element>, _ coordinates: [Coordinate], _ indices: [MultiIndex]
  ) throws(StrategyError) -> BlockJet<L> {
    let shape = try shape(indices, at: coordinates)
    let plan = NetworkJet<L>.Plan(shape, coordinates, asked: indices)
    return { p in
      let network = NetworkJet<L>(network, plan, at: p.values.map { $0.value })
      let outputs = p.values[0].outputs(
        network.outputs.flatMap { $0 }, kernel: { network.pullback($0, $1) })
      let read = plan.last.read
      return jet(
        indices, read.map { shape.indices[$0] }, coordinates,
        network.outputs.indices.map { Array(outputs[$0 * read.count..<($0 + 1) * read.count]) })
    }
  }

  /// - Parameters:
  ///   - known: what there is, in the order of the parts.
  ///   - parts: `[unknown][place in known]`
  private func jet<B: Scalar>(
    _ indices: [MultiIndex], _ known: [MultiIndex], _ coordinates: [Coordinate], _ parts: [[B]]
  ) -> Jet<B> {
    if known == indices { return Jet(indices, parts) }
    var found = JetCollector<B>()
    for (place, index) in known.enumerated() { found.add(index, parts.map { $0[place] }) }
    return found.jet(indices, at: coordinates)
  }
}
