// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

/// Operations that differ from one another in one thing alone (an operand, a factor, a summand, a function, a
/// weight, a bias), each twice, on a tape that records repeats once: values and adjoints must be those of a
/// tape that does not.
package enum RepeatCheck {
  package static func results() -> [GradientResult] {
    [result(DoubleLanes.self, .float64), result(FloatLanes.self, .float32)]
  }

  private static func result<L: Lanes>(_: L.Type, _ precision: GradientPrecision) -> GradientResult {
    let arena = Arena(groups: 4)
    let blocks = [1, 2, 3].map { k in
      Block<L>(in: arena) { L.Element(($0 * 7 * k + k) % 13 - 6) / 8 }
    }
    let numbers = UnsafeMutablePointer<L.Element>.allocate(capacity: 4)
    defer { numbers.deallocate() }
    for (i, number) in [0.75, -1.25, 0.5, 0.625].enumerated() { numbers[i] = L.Element(number) }
    func layer(_ weight: Int, bias: Int) -> Layer<L.Element> {
      Layer(
        weights: UnsafePointer(numbers + weight), bias: UnsafePointer(numbers + bias), rows: 1, columns: 1,
        rowStride: 1)
    }
    let layers = [layer(0, bias: 2), layer(1, bias: 2), layer(0, bias: 3)]

    func run(sharesRepeats: Bool) -> [Block<L>] {
      let tape = Tape<Block<L>>(sharesRepeats: sharesRepeats)
      let variables = blocks.map { tape.variable($0) }
      let once = operations(variables[0], variables[1], variables[2], layers)
      let twice = operations(variables[0], variables[1], variables[2], layers)
      var root = variables[0]
      for (i, (a, b)) in zip(once, twice).enumerated() {
        root = root.adding(a, times: b.scaled(by: Double(i % 5) + 0.5))
      }
      let adjoints = withExtendedLifetime(tape) { tape.pullback(root, seed: blocks[0].unit, to: variables) }
      return once.map(\.value) + twice.map(\.value) + adjoints
    }

    var worst = JudgedError()
    let (shared, plain) = (run(sharesRepeats: true), run(sharesRepeats: false))
    for (i, (found, right)) in zip(shared, plain).enumerated() {
      for point in 0..<Block<L>.points(in: arena) {
        // Sums in another order: of some sixty terms of unit size.
        worst.take(Double(found[0, point]), Double(right[0, point]), 64 * precision.unitRoundoff) {
          "number \(i) at point \(point)"
        }
      }
    }
    return GradientResult(
      family: "repeats", strategy: "repeats", nesting: "blocks", case: "operations that are almost repeats",
      order: 1, precision, units: worst.units, message: worst.message)
  }

  private static func operations<L: Lanes>(
    _ x: ReverseNumber<Block<L>>, _ y: ReverseNumber<Block<L>>, _ z: ReverseNumber<Block<L>>,
    _ layers: [Layer<L.Element>]
  ) -> [ReverseNumber<Block<L>>] {
    typealias Number = ReverseNumber<Block<L>>
    let sums: [Number] = [x + y, y + x, x + z, x - y, y - x, x + Number(0.5), x + Number(0.25)]
    let products: [Number] = [x * y, y * x, x * z, x * x, x * Number(0.5), x * Number(0.25)]
    let added: [Number] = [
      x.adding(y, times: z), x.adding(z, times: y), y.adding(x, times: z), z.adding(x, times: y),
      x.adding(y, times: y), x.adding(x, times: y),
    ]
    let scaled: [Number] = [x.scaled(by: 0.5), x.scaled(by: -0.5), y.scaled(by: 0.5), x.scaled(by: 2)]
    let called: [Number] = [Number.sin(x), Number.cos(x), Number.sin(y), Number.tanh(x), Number.exp(x)]
    let affine = layers.flatMap { layer -> [Number] in
      [x, y].flatMap {
        [$0.affine(layer, bias: true), $0.affine(layer, bias: false), $0.transposedAffine(layer)]
      }
    }
    return sums + products + added + scaled + called + affine
  }
}
