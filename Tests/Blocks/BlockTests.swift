// SPDX-License-Identifier: MIT

import Differentiation
import RealModule
import Testing
import TestSupport

@testable import Blocks

/// Blocks of points compute what numbers compute, point by point.
@Suite struct BlockTests {
  @Test func doubles() { Elementwise<DoubleLanes>().check() }
  @Test func floats() { Elementwise<FloatLanes>().check() }
}

extension Block {
  /// A block of several rows.
  static func block(_ rows: Int, in arena: Arena, _ value: (_ row: Int, _ point: Int) -> L.Element) -> Self {
    let result = Self(rows: rows, in: arena.store)
    for row in 0..<rows {
      for point in 0..<points(in: arena) {
        result.base![point / L.count * rows + row][point % L.count] = value(row, point)
      }
    }
    return result
  }
}

struct Elementwise<L: Lanes> {
  typealias E = L.Element
  typealias C = Block<L>
  let arena = Arena(groups: 5)

  func check() {
    precondition(arena.groups == 8, "rounded up to a multiple of 4")
    ring()
    table()
    tanh()
    sine()
    constants()
  }

  func expect(_ name: String, _ block: C, rows: Int = 3, _ right: (Int, Int) -> E) {
    for row in 0..<rows {
      for point in 0..<C.points(in: arena) where block[row, point] != right(row, point) {
        Issue.record(
          "\(name) of \(L.self), row \(row), point \(point): \(block[row, point]), not \(right(row, point))")
        return
      }
    }
  }

  func ring() {
    var random = Random(1)
    func numbers() -> [[E]] {
      (0..<3).map { _ in (0..<C.points(in: arena)).map { _ in E(random.number()) + E(random.number()) / 4099 }
      }
    }
    let (x, y, z) = (numbers(), numbers(), numbers())
    let (a, b, c) = (
      C.block(3, in: arena) { x[$0][$1] }, C.block(3, in: arena) { y[$0][$1] },
      C.block(3, in: arena) { z[$0][$1] }
    )
    expect("a + b", a + b) { x[$0][$1] + y[$0][$1] }
    expect("a − b", a - b) { x[$0][$1] - y[$0][$1] }
    expect("a b", a * b) { x[$0][$1] * y[$0][$1] }
    expect("a / b", a / b) { x[$0][$1] / y[$0][$1] }
    expect("c + a b", c.adding(a, times: b)) { z[$0][$1].adding(x[$0][$1], times: y[$0][$1]) }
    for k in [-1, 0, 1, 0.3] {
      expect("k a", a.scaled(by: k)) { x[$0][$1].scaled(by: k) }
      expect("k + a", C(k) + a) { E(k) + x[$0][$1] }
      expect("a + k", a + C(k)) { E(k) + x[$0][$1] }
      expect("k − a", C(k) - a) { E(k) - x[$0][$1] }
      expect("a − k", a - C(k)) { x[$0][$1] - E(k) }
      expect("k · a", C(k) * a) { E(k) * x[$0][$1] }
      expect("k / a", C(k) / a) { E(k) / x[$0][$1] }
      if k != 0 { expect("a / k", a / C(k)) { x[$0][$1] / E(k) } }
      if k != 0 { expect("a.divided(by: k)", a.divided(by: k)) { x[$0][$1].divided(by: k) } }
    }
    #expect(a == a + 0 && a != b && a * 0 == 0 && a.unit == 1 && a.unit.rows == 3)
    #expect(a.magnitude == x.joined().map(\.magnitude).max())
  }

  func table() {
    for f in Elementary.table where ![.tanh, .sin, .cos].contains(f) {
      let value = { (row: Int, point: Int) in E(point % 60 + 1) / 64 + (f == .acosh ? 1 : 0) + E(row) / 512 }
      let block = C.apply(f, to: .block(3, in: arena, value))
      expect("\(f)", block) { E.apply(f, to: value($0, $1)) }
    }
  }

  /// Within 3 ulp of the libraries' own, which are within 1 of the truth; its slope in units of 1 − y² given
  /// y.
  func tanh() {
    let magnitudes: [E] = [
      0, 1e-30, 1e-8, 1e-3, 0.01, 0.2, 0.3466, 0.5, 0.7, 1, 1.5, 1.8, 1.9, 2.5, 4, 7, 9.0109138,
    ]
    let far: [E] = [
      9.7, 15, 19, 19.5, 25, 43, 44, 50, 52, 80, 100, 190, 200, 345, 360, 372, 400, 1e4, .infinity,
    ]
    let all = (magnitudes + far).flatMap { [$0, -$0] }
    let x = C(in: arena) { all[$0 % all.count] }
    let y = C.apply(.tanh, to: x)
    let slope = C.sechSquared(x, tanh: y)
    for point in 0..<C.points(in: arena) {
      let (x, y, slope) = (x[0, point], y[0, point], slope[0, point])
      let right = E.tanh(x)
      #expect((y - right).magnitude <= 3 * right.ulp, "tanh \(x) of \(L.self): \(y), not \(right)")
      let s = E.sechSquared(x, tanh: right)
      // 1 − y² for moderate y, where an ulp of y is 2y²/(1 − y²) of the result, at most 18; else 4 ulp.
      let ulps: E = s > 0.1 ? 1 + 3 * 2 * right * right / s : 4
      #expect((slope - s).magnitude <= ulps * s.ulp, "tanh′ \(x) of \(L.self): \(slope), not \(s)")
    }
    let nan = C(in: arena) { $0 == 3 ? .nan : 1 }
    let kept = C.apply(.tanh, to: nan)
    #expect(kept[0, 3].isNaN && kept[0, 2] == kept[0, 4], "NaN stays where it is")
  }

  /// Within 3 ulp of the libraries' own, beside the zeros too, and where the remainder takes more digits of π
  /// than kernels have.
  func sine() {
    let quarter = E.pi / 2
    let near = [0, 1e-30, 1e-3, 0.5, 0.7853981, 0.7853983, 1, 3, 10, 100.5, 4711, 8191] as [E]
    let zeros = (1...40).map { (E($0) * quarter).nextUp } + [quarter * 1000, quarter * 5000]
    let far = [8193, 524_287, 524_289, 1e10, 1e30, .infinity, .nan] as [E]
    let all = (near + zeros + far).flatMap { [$0, -$0] }
    let arena = Arena(groups: 16)
    precondition(all.count <= C.points(in: arena))
    for f in [Elementary.sin, .cos] {
      let y = C.apply(f, to: C(in: arena) { all[$0 % all.count] })
      for (point, x) in all.prefix(C.points(in: arena)).enumerated() {
        let (y, right) = (y[0, point], E.apply(f, to: x))
        #expect(
          right.isFinite ? (y - right).magnitude <= 3 * right.ulp : y.isNaN,
          "\(f) \(x) of \(L.self): \(y), not \(right)")
      }
    }
    // One far point leaves its neighbours what they are.
    let mixed = C.apply(.cos, to: C(in: arena) { $0 == 3 ? 1e30 : 1 })
    #expect(mixed[0, 3] == E.cos(1e30) && (mixed[0, 2] - E.cos(1)).magnitude <= 3 * E.cos(1).ulp)
  }

  /// A constant is a number that needs no memory.
  func constants() {
    let (a, b): (C, C) = (0.75, C(-0.5))
    #expect(a + b == 0.25 && a - b == 1.25 && a * b == -0.375 && a / b == -1.5)
    #expect(
      a.adding(a, times: b) == 0.375 && C.exp(a)[0, 0] == E(Double.exp(0.75)) && C(0).isStructuralZero
        && !a.isStructuralZero)
  }
}
