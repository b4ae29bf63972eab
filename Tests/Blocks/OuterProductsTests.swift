// SPDX-License-Identifier: MIT

import Differentiation
import Testing
import TestSupport

@testable import Blocks

/// Both kernels of the outer products, whichever this machine uses, against plain sums.
@Suite struct OuterProductsTests {
  typealias L = DoubleLanes
  /// Odd sizes, single rows, and sizes whose rows crowd into a few places of the cache.
  static let sizes = [1, 2, 3, 4, 5, 7, 16, 20, 24, 33, 64]

  private func block(_ rows: Int, _ groups: Int, _ random: inout Random) -> UnsafeMutablePointer<L> {
    let p = UnsafeMutablePointer<L>.allocate(capacity: rows * groups)
    for i in 0..<rows * groups {
      p[i] = L(repeating: 0)
      // Whole numbers: sums are exact in any order.
      for k in 0..<L.count { p[i][k] = Double(Int.random(in: -9...9, using: &random)) }
    }
    return p
  }

  @Test(arguments: sizes, sizes) func equalPlainSums(r: Int, k: Int) {
    typealias Panel = OuterProducts.Panel<L>
    var random = Random(100 * r + k)
    // Three groups more than are copied at a time, and a multiple of four.
    let groups = r % 2 == 0 ? 36 : 8
    let (z, x) = (block(r, groups, &random), block(k, groups, &random))
    let scratch = UnsafeMutablePointer<L>.allocate(capacity: OuterProducts.scratch(r, k))
    defer { for p in [z, x, scratch] { p.deallocate() } }
    let (zs, xs) = (Panel(z, row: 1, group: r), Panel(x, row: 1, group: k))
    // Sums as a layer's weights have them, and as the transposed one's.
    for (rs, cs) in [(k, 1), (1, r)] {
      for way in 0..<3 {
        let sums = UnsafeMutablePointer<L>.allocate(capacity: r * k)
        defer { sums.deallocate() }
        sums.initialize(repeating: L(repeating: 1), count: r * k)
        switch way {
        case 0: OuterProducts.wide(r, k, groups, zs, xs, into: sums, rs, cs)
        case 1: OuterProducts.narrow(r, k, groups, zs, xs, into: sums, rs, cs)
        default: OuterProducts.add(r, k, groups: groups, z, x, into: sums, rs, cs, scratch: scratch)
        }
        for i in 0..<r {
          for j in 0..<k {
            let right = (0..<groups).reduce(L(repeating: 1)) { $0 + z[$1 * r + i] * x[$1 * k + j] }
            #expect(sums[i * rs + j * cs].v == right.v, "(\(i), \(j)) of \(r) × \(k), way \(way)")
          }
        }
      }
    }
  }

  /// Sums along the neurons, in both precisions, and a vector turned about its diagonal.
  @Test func transposedEqualsPlainSums() {
    transposed(DoubleLanes.self)
    transposed(FloatLanes.self)
  }

  private func transposed<V: Lanes>(_: V.Type) {
    var random = Random(3)
    func block(_ count: Int) -> UnsafeMutablePointer<V> {
      let p = UnsafeMutablePointer<V>.allocate(capacity: count)
      p.initialize(repeating: V(repeating: 0), count: count)
      for i in 0..<count {
        for lane in 0..<V.count { p[i][lane] = V.Element(Int.random(in: -9...9, using: &random)) }
      }
      return p
    }
    for (r, vectors, groups) in [(4, 4, 1), (8, 4, 12), (20, 8, 13), (16, 4, 29)] {
      let k = vectors * V.count
      let (z, x) = (block(r * groups), block(k * groups))
      let scratch = block(OuterProducts.scratchTransposed(V.self))
      // Rows a little apart, as of a layer within a layer; what lies between is not touched.
      let stride = k + 3
      let sums = UnsafeMutablePointer<V.Element>.allocate(capacity: r * stride)
      sums.initialize(repeating: 1, count: r * stride)
      defer {
        for p in [z, x, scratch] { p.deallocate() }
        sums.deallocate()
      }
      OuterProducts.addTransposed(r, k, groups: groups, z, x, into: sums, stride, scratch: scratch)
      for i in 0..<r {
        for j in 0..<k {
          let right = (0..<groups).reduce(V.Element(1)) { $0 + (z[$1 * r + i] * x[$1 * k + j]).sum() }
          #expect(sums[i * stride + j] == right, "(\(i), \(j)) of \(r) × \(k) in \(V.self)")
        }
        for j in k..<stride { #expect(sums[i * stride + j] == 1) }
      }
    }
    let (x, y) = (block(V.count), block(3 * V.count))
    defer { for p in [x, y] { p.deallocate() } }
    V.transpose(x, into: y, 3)
    for i in 0..<V.count { for p in 0..<V.count { #expect(y[3 * p][i] == x[i][p]) } }
  }

  /// The affine kernels: W·x + b, added to what was there, and transposed.
  @Test(arguments: sizes, sizes) func affine(r: Int, k: Int) {
    var random = Random(7 * r + k)
    let groups = 8
    let x = block(k, groups, &random)
    let w = (0..<r * k).map { _ in Double(Int.random(in: -9...9, using: &random)) }
    let b = (0..<r).map { _ in Double(Int.random(in: -9...9, using: &random)) }
    defer { x.deallocate() }
    for (rs, cs) in [(k, 1), (1, r)] {
      for (isWide, accumulating) in [(false, false), (false, true), (true, false), (true, true)] {
        let out = UnsafeMutablePointer<L>.allocate(capacity: r * groups)
        defer { out.deallocate() }
        out.initialize(repeating: L(repeating: 5), count: r * groups)
        if isWide {
          Gemm.wideAffine(r, k, groups: groups, w, rs, cs, x, into: out, bias: b, accumulating: accumulating)
        } else {
          Gemm.narrowAffine(
            r, k, groups: groups, w, rs, cs, x, into: out, bias: b, accumulating: accumulating)
        }
        for g in 0..<groups {
          for i in 0..<r {
            let start = L(repeating: accumulating ? 5 : b[i])
            let right = (0..<k).reduce(start) { $0 + L(repeating: w[i * rs + $1 * cs]) * x[g * k + $1] }
            #expect(out[g * r + i].v == right.v, "row \(i), group \(g) of \(r) × \(k), wide \(isWide)")
          }
        }
      }
    }
  }
}
