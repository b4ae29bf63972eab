// SPDX-License-Identifier: MIT

import Differentiation
import Testing

@testable import Blocks

/// A tape over blocks.
@Suite struct BlockTapeTests {
  /// What differs in one thing only is no repeat: factor, function, operand, constant, column of a layer,
  /// bias.
  @Test func whatIsNoRepeat() {
    let arena = Arena(groups: 4)
    typealias B = Block<DoubleLanes>
    let tape = Tape<B>(tracksWeights: true, sharesRepeats: true)
    let (x, y) = (
      tape.variable(B(in: arena) { Double($0) }), tape.variable(B(in: arena) { 1 / Double($0 + 1) })
    )
    let (c, d) = (tape.constant(B(in: arena) { _ in 2 }), tape.constant(B(in: arena) { _ in 3 }))
    let weights = [2.0, 3, 5, 7]
    weights.withUnsafeBufferPointer { w in
      let layer = Layer(
        weights: w.baseAddress!, bias: w.baseAddress! + 2, rows: 1, columns: 2, rowStride: 2, weightOffset: 0,
        biasOffset: 2)
      let (first, second) = (layer.column(0, bias: true), layer.column(1, bias: false))
      let known: [(number: ReverseNumber<B>, right: Double)] = [
        (x.scaled(by: 2), 10), (x.scaled(by: 3), 15), (.sin(x), .sin(5)), (.cos(x), .cos(5)),
        (x * y, 5.0 / 6),
        (x - y, 29.0 / 6), (y - x, -29.0 / 6), (x / y, 30), (y / x, 1.0 / 30), (x * c, 10), (x * d, 15),
        (x + 2, 7), (x + 3, 8), (x.adding(x, times: y), 35.0 / 6), (y.adding(x, times: y), 1),
        (x.affine(first, bias: true), 15), (x.affine(first, bias: false), 10),
        (x.affine(second, bias: false), 15), (c.affine(first, bias: true), 9),
        (d.affine(first, bias: true), 11), (x.unit.affine(first, bias: false), 2),
      ]
      for (i, (number, right)) in known.enumerated() {
        let value = number.value[0, 5]
        #expect(abs(value - right) < 1e-14 * max(1, abs(right)), "\(i): \(value), not \(right)")
      }
      let count = tape.count
      let again: [(ReverseNumber<B>, place: Int)] = [
        (x.scaled(by: 3), 1), (.cos(x), 3), (y * x, 4), (x * d, 10), (c.affine(first, bias: true), 18),
        (x.unit.affine(first, bias: false), 20),
      ]
      for (number, place) in again {
        #expect(number == known[place].number, "number \(place) was recorded again")
      }
      #expect(tape.count == count)
      tape.reset()
      arena.reset()
      let z = tape.variable(B(in: arena) { _ in 4 })
      #expect((z * z).value[0, 0] == 16 && tape.count == 2, "a tape forgets its repeats")
    }
  }

  /// A block's constant is structure, its values are data.
  @Test func structuralZeros() {
    typealias B = Block<DoubleLanes>
    #expect(ReverseNumber<B>(0.0).isStructuralZero && !ReverseNumber<B>(1.0).isStructuralZero)
    let block = Tape<B>().constant(B(in: Arena()) { _ in 0 })
    #expect(!block.isStructuralZero)
  }
}
