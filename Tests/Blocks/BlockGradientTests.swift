// SPDX-License-Identifier: MIT

import Differentiation
import RealModule
import Testing

@testable import Blocks

/// The gradient of a residual's weights over blocks, against a tape of numbers point by point.
@Suite struct BlockGradientTests {
  @Test(arguments: 1...6) func doubles(_ width: Int) { Residuals<DoubleLanes>(width: width).check() }
  @Test(arguments: 1...6) func floats(_ width: Int) { Residuals<FloatLanes>(width: width).check() }

  /// The padding of a Jacobian's column is less than a large block: what lies beyond must go nowhere.
  @Test func aChunkBeyondTheLastResidual() {
    let arena = Arena(groups: 64)
    let tape = Tape<Block<DoubleLanes>>(tracksWeights: true)
    let weights = [2.0, 3, 5]
    weights.withUnsafeBufferPointer { w in
      let p = w.baseAddress!
      let layer = Layer(
        weights: p, bias: p + 1, rows: 1, columns: 1, rowStride: 1, weightOffset: 0, biasOffset: 1)
      let x = tape.constant(Block(in: arena) { _ in 7 })
      let y = x.affine(layer, bias: true)
      let jacobian = WeightJacobian<DoubleLanes>(rows: 3, parameters: 3)
      _ = tape.pullback(y, seed: y.value.unit) {
        jacobian.add($0, adjoint: $1, input: $2, bias: $3, row: 0, count: 3)
      }
      let rows = (0..<3).map { k in (0..<3).map { jacobian.storage[k * jacobian.leadingDimension + $0] } }
      #expect(rows == [[7, 7, 7], [1, 1, 1], [0, 0, 0]])
    }
  }

  /// A view without the bias: neither value nor gradient has it.
  @Test func aViewWithoutBias() {
    let arena = Arena()
    let tape = Tape<Block<DoubleLanes>>(tracksWeights: true)
    let weights = [2.0, 3]
    weights.withUnsafeBufferPointer { w in
      let p = w.baseAddress!
      let layer = Layer(
        weights: p, bias: p + 1, rows: 1, columns: 1, rowStride: 1, weightOffset: 0, biasOffset: 1)
      let y = tape.constant(Block(in: arena) { _ in 7 }).affine(layer.column(0, bias: false), bias: true)
      let gradient = WeightGradient<DoubleLanes>(count: 2)
      _ = tape.pullback(y, seed: y.value.unit) { gradient.add($0, adjoint: $1, input: $2, bias: $3) }
      #expect(y.value[0, 0] == 14)
      #expect(gradient.take() == [7 * 32, 0])
    }
  }
}

struct Residuals<L: Lanes> {
  typealias E = L.Element
  typealias C = Block<L>
  let width: Int

  func check() {
    let network = TinyNetwork(width: width)
    let weights = network.weights(E.self, seed: width)
    let arena = Arena()
    let tape = Tape<C>(tracksWeights: true, capacity: 1)
    let points = C.points(in: arena)
    let x = { (p: Int) in Double((p * 7) % 32 - 16) / 16 }
    let t = { (p: Int) in Double((p * 5) % 32) / 32 }
    let exact = (0..<points).map { reference(network, weights.map { Double($0) }, x($0), t($0)) }

    // Twice: the second run finds used memory, and must give the very same numbers.
    var runs: [(gradient: [E], jacobian: [[E]], values: [E], inputs: [E])] = []
    for _ in 0..<2 {
      arena.reset()
      tape.reset()
      weights.withUnsafeBufferPointer { w in
        let layers = network.layers(w.baseAddress!)
        let x = tape.variable(C(in: arena) { E(x($0)) })
        let t = tape.constant(C(in: arena) { E(t($0)) })
        let (dx, dt) = TinyNetwork.arguments(x, t)
        let r = TinyNetwork.residual(network(dx, dt, layers))
        let gradient = WeightGradient<L>(count: network.count)
        let input = tape.pullback(r, seed: r.value.scaled(by: 2), to: [x]) {
          gradient.add($0, adjoint: $1, input: $2, bias: $3)
        }
        let jacobian = WeightJacobian<L>(rows: points, parameters: network.count)
        _ = tape.pullback(r, seed: r.value.unit) {
          jacobian.add($0, adjoint: $1, input: $2, bias: $3, row: 0, count: points)
        }
        let rows = (0..<points).map { row in
          (0..<network.count).map { jacobian.storage[$0 * jacobian.leadingDimension + row] }
        }
        runs.append(
          (gradient.take(), rows, (0..<points).map { r.value[0, $0] }, (0..<points).map { input[0][0, $0] }))
      }
    }
    let run = runs[0]
    #expect(run == runs[1], "the same question again, of width \(width)")

    // The unit: a rounding of the largest number among those compared.
    func compare(_ name: String, _ found: [E], _ right: [Double]) {
      let unit = right.map(\.magnitude).max()! * Double(E.ulpOfOne) / 2
      for (i, (y, z)) in zip(found, right).enumerated() where (Double(y) - z).magnitude > 40 * unit {
        Issue.record(
          "\(name) \(i), width \(width) of \(L.self): \(y), \((Double(y) - z).magnitude / unit) units from \(z)"
        )
        return
      }
    }
    compare("residual", run.values, exact.map { $0.value })
    compare("2 r ∂r/∂x", run.inputs, exact.map { 2 * $0.value * $0.gradient.last! })
    for (p, row) in run.jacobian.enumerated() {
      compare("Jacobian row \(p)", row, Array(exact[p].gradient.dropLast()))
    }
    let sums = (0..<network.count).map { i in exact.reduce(0) { $0 + 2 * $1.value * $1.gradient[i] } }
    compare("gradient", run.gradient, sums)
    let fromRows = (0..<network.count).map { i in
      (0..<points).reduce(0.0) { $0 + 2 * Double(run.values[$1]) * Double(run.jacobian[$1][i]) }
    }
    compare("gradient against the rows of the Jacobian", run.gradient, fromRows)
  }

  /// The residual at one point, its gradient by the weights and, last, by x.
  func reference(_ network: TinyNetwork, _ weights: [Double], _ x: Double, _ t: Double)
    -> (value: Double, gradient: [Double])
  {
    gradient(at: weights + [x]) { v in
      let (dx, dt) = TinyNetwork.arguments(v.last!, ReverseNumber(t))
      return TinyNetwork.residual(
        network(dx, dt, weights: v.dropLast().map { Dual(Dual(Dual($0, 0), 0), 0) }))
    }
  }
}
