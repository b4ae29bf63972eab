import Differentiation
import Networks
import RealModule

/// A network's value and derivatives at a block of points, carried through its layers together, and their reverse sweep.
///
/// A layer's block holds the channels u, ∂^α u … one after another, `[channel][group][neuron]`. An affine layer is one
/// matrix product over all of them; an activation is a sum of products of channels (``JetShape``), and so is its adjoint.
final class NetworkJet<L: Lanes> {
  /// `[unknown][index]`, a row each.
  private(set) var outputs: [[Chunk<L>]] = []
  private let network: BlockNetwork<L.Element>
  private let plan: Plan
  private let coordinates: Chunk<L>
  /// Z = W·X + b of each hidden layer, and Y = f(Z): the input of the next.
  private var hidden: [(sums: Chunk<L>, slopes: Slopes<L>, values: Chunk<L>)] = []

  init(_ network: BlockNetwork<L.Element>, _ plan: Plan, at x: [Chunk<L>]) {
    self.network = network
    self.plan = plan
    coordinates = Chunk(stacking: x.map { $0.filled })
    for (i, layer) in network.layers.dropLast().enumerated() {
      let z = i == 0 ? first(layer) : hidden[i - 1].values.affine(layer, bias: true)
      let y = Chunk(rows: z.rows, channels: z.channels, beside: z)
      hidden.append((z, plan.activate(network.architecture.activation, z, into: y), y))
    }
    let last = network.layers[network.layers.count - 1]
    outputs = (0..<last.rows).map { m in
      let u = hidden.last.map { $0.values.affine(last.row(m), bias: true) } ?? first(last.row(m))
      return (0..<plan.channels).map { u.channel($0) }
    }
  }

  /// W·x + b, and its derivatives by the coordinates: columns of W.
  private func first(_ layer: Layer<L.Element>) -> Chunk<L> {
    let z = Chunk(rows: layer.rows, channels: plan.channels, beside: coordinates)
    z.channel(0).assign(coordinates.affine(layer, bias: true))
    for c in 1..<max(1, plan.channels) {
      let block = z.channel(c)
      guard let j = plan.inputs[c] else {
        block.fill { _ in 0 }
        continue
      }
      block.fill { layer.weights[$0 * layer.rowStride + j * layer.columnStride] }
    }
    return z
  }

  /// Hands on what the outputs' adjoints, unknown after unknown, give for each layer.
  func pullback(_ adjoints: [Chunk<L>], _ weights: WeightSink<Chunk<L>>) {
    let last = network.layers[network.layers.count - 1]
    let rows = (0..<last.rows).compactMap { m -> (Layer<L.Element>, Chunk<L>)? in
      let own = adjoints[m * plan.channels..<(m + 1) * plan.channels]
      if own.allSatisfy({ $0.isZero }) { return nil }
      let z = Chunk(rows: 1, channels: plan.channels, beside: coordinates)
      for (c, g) in own.enumerated() { z.channel(c).assign(g) }
      return (last.row(m), z)
    }
    guard !hidden.isEmpty else {
      for (row, z) in rows { handOnFirst(row, z, weights) }
      return
    }
    var slot = AdjointSlot(Chunk<L>(0), .empty)
    for (row, z) in rows {
      weights(row, z, hidden[hidden.count - 1].values, true)
      Chunk.accumulateTransposed(&slot, z, row)
    }
    for i in hidden.indices.reversed() {
      let z = Chunk(rows: hidden[i].sums.rows, channels: plan.channels, beside: coordinates)
      plan.pullback(hidden[i].slopes, slot.value, hidden[i].sums, hidden[i].values, into: z)
      Chunk.release(&slot)
      let layer = network.layers[i]
      if i == 0 {
        handOnFirst(layer, z, weights)
      } else {
        weights(layer, z, hidden[i - 1].values, true)
        Chunk.accumulateTransposed(&slot, z, layer)
      }
      var done = AdjointSlot(z, .owned)
      Chunk.release(&done)
    }
  }

  /// The columns of the input layer are the first derivatives themselves: their adjoints are parts of its gradient.
  private func handOnFirst(_ layer: Layer<L.Element>, _ z: Chunk<L>, _ weights: WeightSink<Chunk<L>>) {
    weights(layer, z.channel(0), coordinates, true)
    for c in 1..<max(1, plan.channels) {
      guard let j = plan.inputs[c] else { continue }
      weights(layer.column(j, bias: false), z.channel(c), coordinates.row(of: 1), false)
    }
  }
}
