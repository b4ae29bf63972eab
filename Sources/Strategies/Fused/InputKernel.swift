// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

/// An activation on the input layer, and its adjoint. There the sums W·x + b have the columns of W for first
/// derivatives and no others, the same numbers at every point, so that no block holds them:
///
///     ∂^α f(W x + b) = f⁽ᵏ⁾ Π wᵢ over the k coordinates of α,      Δ f(W x + b) = f″ Σ wᵢ².
struct InputKernel: Sendable {
  /// A channel of y: f of this order times a row of factors.
  private struct Part: Sendable {
    let place: Int
    let order: Int
    let factor: Factor
  }
  /// What a column of W takes part in: the sums' derivative by its coordinate.
  private struct Column: Sendable {
    let channel: Int
    /// Where y has this derivative.
    let part: Int?
    /// Of the parts of higher order that hold the column, the derivatives of their factors by it.
    let slopes: [(part: Int, factor: Factor)]
  }
  private let parts: [Part]
  private let columns: [Column]
  let order: Int

  /// - Parameter read: the channels of the shape that y has, in y's order, the value first.
  init(_ shape: DerivativeSet, _ coordinates: [Coordinate], read: [Int]) {
    func column(_ c: Coordinate) -> Int { coordinates.firstIndex(of: c)! }
    let spatial = coordinates.filter(\.isSpatial).map(column)
    let parts = read.enumerated().dropFirst().map { place, channel in
      let index = shape.indices[channel]
      return index == .laplacian
        ? Part(place: place, order: 2, factor: .squares(spatial))
        : Part(place: place, order: index.order, factor: .product(index.coordinates.map(column), times: 1))
    }
    self.parts = parts
    order = shape.order
    columns = shape.indices.enumerated().filter { $1.order == 1 }.map { channel, index in
      let own = column(index.coordinates[0])
      let slopes = parts.indices.filter { parts[$0].order > 1 }.compactMap { i in
        parts[i].factor.slope(by: own).map { (part: i, factor: $0) }
      }
      return Column(channel: channel, part: read.firstIndex(of: channel).map { $0 - 1 }, slopes: slopes)
    }
  }

  /// The channels of y = f(z), z being the values of the sums.
  func compose<L: Lanes>(
    _ f: ActivationDerivatives<L>, _ z: Block<L>, _ layer: Layer<L.Element>, into y: Block<L>
  ) {
    let (rows, n, out) = (layer.rows, z.vectorsPerChannel, y.base!)
    withTable(layer, parts.map(\.factor), as: L.self) { factors in
      tiles(f, z, y, isBackward: false) { start, neuron, count, f in
        for t in 0..<count { out[start + t] = f[0][t] }
        for (i, part) in parts.enumerated() {
          let (own, q, w) = (f[part.order], out + part.place * n + start, factors + i * rows + neuron)
          for t in 0..<count { q[t] = own[t] * L(repeating: w[t]) }
        }
      }
    }
  }

  /// The adjoints of the sums' value and first derivatives, from those of y's channels.
  func pullback<L: Lanes>(
    _ f: ActivationDerivatives<L>, _ g: Block<L>, _ z: Block<L>, _ y: Block<L>, _ layer: Layer<L.Element>,
    into adjoint: Block<L>
  ) {
    let (rows, n, gp, op) = (layer.rows, z.vectorsPerChannel, g.base!, adjoint.base!)
    let factors = parts.map(\.factor) + columns.flatMap { $0.slopes.map(\.factor) }
    withTable(layer, factors, as: L.self) { factors in
      withUnsafeTemporaryAllocation(of: L.self, capacity: max(1, parts.count * Self.tile)) { memory in
        // Of each part the adjoint of its factors.
        let shares = memory.baseAddress!
        tiles(f, z, y, isBackward: true) { start, neuron, count, f in
          let value = op + start
          for t in 0..<count { value[t] = gp[start + t] * f[1][t] }
          for (i, part) in parts.enumerated() {
            let (own, w) = (gp + part.place * n + start, factors + i * rows + neuron)
            let (share, slope, next) = (shares + i * Self.tile, f[part.order], f[part.order + 1])
            for t in 0..<count {
              share[t] = own[t] * slope[t]
              value[t] = value[t].adding(own[t] * next[t], times: L(repeating: w[t]))
            }
          }
          var w = factors + parts.count * rows + neuron
          for column in columns {
            let q = op + column.channel * n + start
            for t in 0..<count { q[t] = column.part.map { shares[$0 * Self.tile + t] } ?? L(repeating: 0) }
            for (part, _) in column.slopes {
              let share = shares + part * Self.tile
              for t in 0..<count { q[t] = q[t].adding(share[t], times: L(repeating: w[t])) }
              w += rows
            }
          }
        }
      }
    }
  }
}

// What the loops of the input layer run over: neurons of one group, a few at a time, with f and its slopes at
// hand.
extension InputKernel {
  /// Neurons in a tile.
  static var tile: Int { 8 }

  /// - Parameter body: `slopes[k]` is f⁽ᵏ⁾ at the tile: up to one more than the order where `isBackward`,
  ///   else up to it.
  @inline(__always) func tiles<L: Lanes>(
    _ f: ActivationDerivatives<L>, _ z: Block<L>, _ y: Block<L>, isBackward: Bool,
    _ body: (
      _ start: Int, _ neuron: Int, _ count: Int, _ slopes: UnsafeMutablePointer<UnsafeMutablePointer<L>>
    )
      -> Void
  ) {
    let (kept, highest) = (4 * Self.tile, order + 1)
    withUnsafeTemporaryAllocation(of: L.self, capacity: kept) { memory in
      withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<L>.self, capacity: max(4, highest + 1)) {
        table in
        let (own, slopes) = (memory.baseAddress!, table.baseAddress!)
        for k in 0..<4 { (slopes + k).initialize(to: own + k * Self.tile) }
        for group in 0..<z.groups {
          for neuron in stride(from: 0, to: z.rows, by: Self.tile) {
            let (start, count) = (group * z.rows + neuron, min(Self.tile, z.rows - neuron))
            switch f {
            case .known(let f):
              for k in 0...highest { (slopes + k).initialize(to: f[k].base! + start) }
            case .tanh:
              let f = TanhSlopes(z: z.base! + start, y: y.base! + start)
              for t in 0..<count {
                if isBackward {
                  (slopes[1][t], slopes[2][t], slopes[3][t]) = f.backward(t)
                } else {
                  (slopes[0][t], slopes[1][t], slopes[2][t]) = f.forward(t)
                }
              }
            }
            body(start, neuron, count, slopes)
          }
        }
      }
    }
  }

  /// Each factor at every neuron, one row after another.
  @inline(__always) func withTable<L: Lanes>(
    _ layer: Layer<L.Element>, _ factors: [Factor], as lanes: L.Type,
    _ body: (UnsafeMutablePointer<L.Element>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: L.Element.self, capacity: max(1, factors.count * layer.rows)) { table in
      var place = table.baseAddress!
      for factor in factors {
        for neuron in 0..<layer.rows {
          place.initialize(to: factor.value(layer, neuron))
          place += 1
        }
      }
      body(table.baseAddress!)
    }
  }

  /// Of one neuron's weights wᵢ: c·Π wᵢ, or Σ wᵢ².
  enum Factor: Sendable {
    case product([Int], times: Double)
    case squares([Int])

    func value<T: BinaryFloatingPoint>(_ layer: Layer<T>, _ neuron: Int) -> T {
      let w = layer.weights + neuron * layer.rowStride
      switch self {
      case .product(let columns, let c): return columns.reduce(T(c)) { $0 * w[$1 * layer.columnStride] }
      case .squares(let columns):
        return columns.reduce(0) { sum, i in
          sum + w[i * layer.columnStride] * w[i * layer.columnStride]
        }
      }
    }

    /// The derivative by the weight of one column; nil where it is zero.
    func slope(by column: Int) -> Factor? {
      switch self {
      case .product(let columns, let c):
        guard let first = columns.firstIndex(of: column) else { return nil }
        var others = columns
        others.remove(at: first)
        return .product(others, times: c * Double(columns.count { $0 == column }))
      case .squares(let columns): return columns.contains(column) ? .product([column], times: 2) : nil
      }
    }
  }
}
