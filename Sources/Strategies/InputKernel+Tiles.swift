// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

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
