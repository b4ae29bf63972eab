// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Networks
import RealModule

/// A network's value and derivatives at a block of points, carried through its layers together, and their
/// reverse sweep.
///
/// A layer's block holds the channels u, ∂^α u … one after another, `[channel][group][neuron]`. An affine
/// layer is one matrix product over all of them; an activation is a sum of products of channels
/// (``DerivativeSet``), and so is its adjoint.
final class NetworkJet<L: Lanes> {
  /// `[unknown][index]`, a row each.
  private(set) var outputs: [[Block<L>]] = []
  private let network: BlockNetwork<L.Element>
  private let plan: Plan
  private let coordinates: Block<L>
  /// Z = W·X + b of each hidden layer (of the first the values alone where it is taken as numbers), and Y =
  /// f(Z): the input of the next.
  private var hidden: [(sums: Block<L>, slopes: ActivationDerivatives<L>, values: Block<L>)] = []

  /// - Parameter x: the points' coordinates, a row each.
  init(_ network: BlockNetwork<L.Element>, _ plan: Plan, at x: [Block<L>]) {
    self.network = network
    self.plan = plan
    coordinates = Block(stacking: x.map { $0.filled })
    let f = network.architecture.activation
    for (i, layer) in network.layers.dropLast().enumerated() {
      let activations = activations(i)
      let z = i == 0 ? sums(layer, inputChannels) : hidden[i - 1].values.affine(layer, bias: true)
      let y = Block(rows: z.rows, channels: activations.read.count, beside: z)
      hidden.append((z, activations.activate(f, z, of: asNumbers(i), into: y), y))
    }
    let last = network.layers[network.layers.count - 1]
    outputs = (0..<last.rows).map { m in
      let u =
        hidden.last.map { $0.values.affine(last.row(m), bias: true) } ?? sums(last.row(m), plan.last.read)
      return plan.last.read.indices.map { u.channel($0) }
    }
  }

  private func activations(_ layer: Int) -> Activations {
    layer == network.layers.count - 2 ? plan.last : plan.hidden
  }

  /// The input layer where its derivatives are taken as numbers.
  private func asNumbers(_ i: Int) -> Layer<L.Element>? {
    i == 0 && plan.hidden.hasInputSweep ? network.layers[0] : nil
  }
  private var inputChannels: [Int] { plan.hidden.hasInputSweep ? [0] : plan.hidden.read }

  /// W·x + b and its derivatives by the coordinates, columns of W: these channels of the shape.
  private func sums(_ layer: Layer<L.Element>, _ read: [Int]) -> Block<L> {
    let z = Block(rows: layer.rows, channels: read.count, beside: coordinates)
    z.channel(0).assign(coordinates.affine(layer, bias: true))
    for (c, channel) in read.enumerated().dropFirst() {
      let block = z.channel(c)
      guard let j = plan.inputs[channel] else {
        block.fill { _ in 0 }
        continue
      }
      block.fill { layer.weights[$0 * layer.rowStride + j * layer.columnStride] }
    }
    return z
  }

  /// Hands on what the outputs' adjoints, unknown after unknown, give for each layer.
  func pullback(_ adjoints: [Block<L>], _ weights: WeightSink<Block<L>>) {
    let last = network.layers[network.layers.count - 1]
    let rows = (0..<last.rows).compactMap { m -> (Layer<L.Element>, Block<L>)? in
      let count = plan.last.read.count
      let own = adjoints[m * count..<(m + 1) * count]
      if own.allSatisfy({ $0.isStructuralZero }) { return nil }
      let z = Block(rows: 1, channels: count, beside: coordinates)
      for (c, g) in own.enumerated() { z.channel(c).assign(g) }
      return (last.row(m), z)
    }
    guard !hidden.isEmpty else {
      for (row, z) in rows { handOnFirst(row, z, plan.last.read, weights) }
      return
    }
    var slot = Adjoint(Block<L>(0), .empty)
    for (row, z) in rows {
      weights(row, z, hidden[hidden.count - 1].values, true)
      Block.accumulateTransposed(&slot, z, row)
    }
    for i in hidden.indices.reversed() {
      let z = Block(rows: hidden[i].sums.rows, channels: plan.channels, beside: coordinates)
      let ((sums, slopes, values), layer) = (hidden[i], network.layers[i])
      activations(i).pullback(slopes, slot.value, sums, values, of: asNumbers(i), into: z)
      Block.release(&slot)
      if i == 0 {
        handOnFirst(layer, z, plan.hidden.read, weights)
      } else {
        weights(layer, z, hidden[i - 1].values, true)
        Block.accumulateTransposed(&slot, z, layer)
      }
      var done = Adjoint(z, .owned)
      Block.release(&done)
    }
  }

  /// The columns of the input layer are the first derivatives themselves: their adjoints are parts of its
  /// gradient.
  /// - Parameter channels: what the channels of z are the adjoints of.
  private func handOnFirst(
    _ layer: Layer<L.Element>, _ z: Block<L>, _ channels: [Int], _ weights: WeightSink<Block<L>>
  ) {
    weights(layer, z.channel(0), coordinates, true)
    for (c, channel) in channels.enumerated().dropFirst() {
      guard let j = plan.inputs[channel] else { continue }
      weights(layer.column(j, bias: false), z.channel(c), coordinates.row(of: 1), false)
    }
  }
}
