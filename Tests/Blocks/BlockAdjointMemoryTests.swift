// SPDX-License-Identifier: MIT

import Differentiation
import RealModule
import Testing
import TestSupport

@testable import Blocks

/// Adjoints are added in place and their memory is used again: random programs of few variables, all of whose
/// intermediate results are shared, against tapes of numbers, which own no memory.
@Suite struct BlockAdjointMemoryTests {
  @Test func randomPrograms() {
    let arena = Arena()
    let tape = Tape<Block<DoubleLanes>>()
    for seed in 1...400 {
      arena.reset()
      tape.reset()
      let program = RandomProgram(seed: seed)
      let points = Block<DoubleLanes>.points(in: arena)
      let start = { (variable: Int, point: Int) in Double((variable * 13 + point * 7 + seed) % 32 - 16) / 16 }
      let variables = (0..<3).map { i in tape.variable(Block(in: arena) { start(i, $0) }) }
      let y = program.run(variables)
      let found = tape.pullback(y, seed: y.value.unit, to: variables)
      for point in stride(from: 0, to: points, by: 5) {
        let x = (0..<3).map { start($0, point) }
        let right = gradient(at: x) { program.run($0) }
        let single = gradient(at: x.map(Float.init)) { program.run($0) }
        #expect(y.value[0, point].isNearly(right.value, single.value), "value of program \(seed)")
        for i in 0..<3 {
          let g = found[i][0, point]
          guard !g.isNearly(right.gradient[i], single.gradient[i]) else { continue }
          // One wrong program tells all.
          Issue.record(
            "∂\(i) of program \(seed) at point \(point): \(g), not \(right.gradient[i])\n\(program)")
          return
        }
      }
    }
  }

  /// A slab holds a megabyte; the rows of one pass over many do not fit into it.
  @Test func moreThanASlab() {
    let arena = Arena(groups: 256)
    func pass() -> [Double] {
      arena.reset()
      let tape = Tape<Block<DoubleLanes>>()
      let x = tape.variable(Block(in: arena) { Double($0) / 1024 })
      var y = x
      for _ in 0..<300 { y = y + y * x.scaled(by: 1.0 / 512) }
      let g = tape.pullback(y, seed: y.value.unit, to: [x])[0]
      return stride(from: 0, to: 2048, by: 97).flatMap { [y.value[0, $0], g[0, $0]] }
    }
    let first = pass()
    let reserved = arena.capacity
    #expect(reserved > 2 << 20)
    #expect(pass() == first, "the same question again")
    #expect(arena.capacity == reserved, "memory is kept, and used again")
    for (k, p) in stride(from: 0, to: 2048, by: 97).enumerated() {
      let right = gradient(at: [Double(p) / 1024]) { x in
        (0..<300).reduce(x[0]) { y, _ in y + y * x[0].scaled(by: 1.0 / 512) }
      }
      let unit = 300 * Double.ulpOfOne / 2
      #expect((first[2 * k] - right.value).magnitude <= unit * right.value.magnitude)
      #expect((first[2 * k + 1] - right.gradient[0]).magnitude <= unit * right.gradient[0].magnitude)
    }
  }
}

extension Double {
  /// Within κu, κu being how far single precision is from this, scaled to double precision.
  func isNearly(_ right: Double, _ single: Float) -> Bool {
    let ratio = Double.ulpOfOne / Double(Float.ulpOfOne)
    let kappa = (Double(single) - right).magnitude * ratio
    return (self - right).magnitude <= 64 * (kappa + max(right.magnitude, 1) * Double.ulpOfOne / 2)
  }
}

/// A straight-line program, each step of any two earlier results.
struct RandomProgram: CustomStringConvertible {
  let steps: [(operation: Int, a: Int, b: Int)]
  init(seed: Int, steps count: Int = 24) {
    var random = Random(seed)
    steps = (3..<3 + count).map { n in
      // The latest results more often, so that chains arise.
      func operand() -> Int { Bool.random(using: &random) ? n - 1 : Int.random(in: 0..<n, using: &random) }
      return (Int.random(in: 0..<14, using: &random), operand(), operand())
    }
  }
  var description: String {
    steps.enumerated().map { "\($0 + 3) = operation \($1.operation) of \($1.a), \($1.b)" }.joined(
      separator: "\n")
  }

  func run<S: Scalar>(_ variables: [S]) -> S {
    var v = variables
    for (operation, i, j) in steps {
      let (a, b) = (v[i], v[j])
      let y: S =
        switch operation {
        case 0: (a + b).scaled(by: 0.5)
        case 1: a - b
        case 2: S.sin(a * b)
        case 3: S.tanh(a)
        case 4: S.tanh(a + b)
        case 5: a * 1
        case 6: 1 * b
        case 7: a * S.tanh(b)
        case 8: a.adding(1, times: b).scaled(by: 0.5)
        case 9: S.tanh(b).adding(a, times: S.sin(b))
        case 10: a / (2 + S.sin(b))
        case 11: (a + a) - b
        case 12: a.divided(by: -1)
        default: S.sechSquared(a, tanh: S.tanh(a))
        }
      // Bounded, so that no program leaves the range where single precision can measure its condition.
      v.append(operation == 7 || operation == 11 || operation == 1 ? S.sin(y) : y)
    }
    return v.suffix(3).reduce(0, +)
  }
}
