// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import Networks
import RealModule

extension NetworkJet {
  /// What a set of derivatives asks of every layer, made once for all blocks.
  final class Plan: Sendable {
    let shape: DerivativeSet
    /// The column of the input layer that a channel's derivative is by; nil where it is not of first order.
    let inputs: [Int?]
    let hidden: Activations
    /// Those of the last hidden layer, of which the outputs read less than was carried so far.
    let last: Activations
    var channels: Int { shape.indices.count }

    /// - Parameter asked: what is read of the outputs, all of the shape.
    init(_ shape: DerivativeSet, _ coordinates: [Coordinate], asked: [MultiIndex]) {
      self.shape = shape
      inputs = shape.indices.map { $0.order == 1 ? coordinates.firstIndex(of: $0.coordinates[0]) : nil }
      let all = Array(shape.indices.indices)
      hidden = Activations(shape, coordinates, read: all)
      let read = [0] + all.dropFirst().filter { asked.contains(shape.indices[$0]) }
      last = hidden.isLaplacian ? Activations(shape, coordinates, read: read) : hidden
    }
  }

  /// An activation on a layer's channels and its adjoint, for layers whose values `read` lists.
  final class Activations: Sendable {
    /// The channels of the shape that the values have, the value itself first.
    let read: [Int]
    private let order: Int
    /// For the input layer, whose derivatives it takes as numbers and not in blocks; few channels gain
    /// nothing by it.
    private let input: InputKernel?
    // One of the two where the shape has it, called by its type so that it is specialised for the lanes;
    // otherwise products of channels, one after another.
    private let secondOrder: SecondOrderKernel?
    private let laplacian: LaplacianKernel?
    private let forward: [Product]
    private let backward: [Product]
    var isLaplacian: Bool { laplacian != nil }
    var hasInputSweep: Bool { input != nil }
    /// f′ … f⁽ⁿ⁺¹⁾: one more than the derivatives themselves need.
    private var slopeCount: Int { order + 1 }

    /// - Parameter read: less than all only where the Laplacian is carried as one.
    init(_ shape: DerivativeSet, _ coordinates: [Coordinate], read: [Int]) {
      self.read = read
      order = shape.order
      secondOrder = SecondOrderKernel(shape)
      input = secondOrder == nil ? InputKernel(shape, coordinates, read: read) : nil
      laplacian = LaplacianKernel(shape, read: read)
      (forward, backward) = Product.activation(shape)
    }

    private func slopes(of f: Activation, at z: Block<L>) -> ActivationDerivatives<L> {
      f == .tanh && (secondOrder != nil || laplacian != nil)
        ? .tanh : .known(derivatives(of: f, at: z.channel(0)))
    }

    /// y = f(z) in all channels, and the slopes that the way back needs.
    /// - Parameter layer: the input layer, where z is the values of its sums alone.
    func activate(
      _ f: Activation, _ z: Block<L>, of layer: Layer<L.Element>?, into y: Block<L>
    ) -> ActivationDerivatives<L> {
      let slopes = slopes(of: f, at: z)
      if let layer, let input {
        input.compose(slopes, z, layer, into: y)
      } else if let secondOrder {
        secondOrder.compose(slopes, z, into: y)
      } else if let laplacian {
        laplacian.compose(slopes, z, into: y)
      } else if case .known(let f) = slopes {
        y.channel(0).assign(f[0])
        let channels = read.indices.map { z.channel($0).base! }
        GeneralKernel.run(forward, f.map { $0.base! } + channels, into: y)
      }
      return slopes
    }

    /// The adjoints of z's channels from those of y's; of the input layer's sums those of the value and of
    /// first order.
    func pullback(
      _ slopes: ActivationDerivatives<L>, _ g: Block<L>, _ z: Block<L>, _ y: Block<L>,
      of layer: Layer<L.Element>?,
      into adjoint: Block<L>
    ) {
      if let layer, let input {
        input.pullback(slopes, g, z, y, layer, into: adjoint)
      } else if let secondOrder {
        secondOrder.pullback(slopes, g, z, y, into: adjoint)
      } else if let laplacian {
        laplacian.pullback(slopes, g, z, y, into: adjoint)
      } else if case .known(let f) = slopes {
        let blocks = [z, g].flatMap { block in read.indices.map { block.channel($0).base! } }
        GeneralKernel.run(backward, f.map { $0.base! } + blocks, into: adjoint)
      }
    }

    /// f, f′ … at the sums: a recurrence over blocks for tanh, Taylor series over blocks for the others.
    private func derivatives(of f: Activation, at z: Block<L>) -> [Block<L>] {
      if f == .tanh {
        let y = Block<L>.tanh(z)
        var all = [y, Block<L>.sechSquared(z, tanh: y)]
        // From y′ = 1 − y²: y⁽ᵏ⁺¹⁾ = −Σ (k over j) y⁽ʲ⁾ y⁽ᵏ⁻ʲ⁾, by pairs.
        for k in 1..<slopeCount {
          let next = Block(rows: z.rows, channels: 1, beside: z)
          let pairs = (0...k / 2).map { j in
            Product(0, (j == k - j ? -1 : -2) * binomial(k, j), [j, k - j])
          }
          GeneralKernel.run(Product.ordered(pairs), all.map { $0.base! }, into: next)
          all.append(next)
        }
        return all
      }
      func run<T: TaylorSeries>(_: T.Type) -> [Block<L>] where T.Base == Block<L> {
        let y = f(T(z, slope: z.unit))
        return (0...slopeCount).map { y.derivative($0).filled }
      }
      switch slopeCount {
      case 1: return run(Taylor1<Block<L>>.self)
      case 2: return run(Taylor2<Block<L>>.self)
      case 3: return run(Taylor3<Block<L>>.self)
      case 4: return run(Taylor4<Block<L>>.self)
      default: return run(Taylor5<Block<L>>.self)
      }
    }
  }
}
