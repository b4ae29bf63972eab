// SPDX-License-Identifier: MIT

import Benchmarking
import Blocks
import Differentiation
import Networks
import Sampling

/// The matrix kernels by themselves, those of other machines too, on whole numbers: sums are exact in any
/// order, and must be equal.
package enum KernelCheck {
  /// Rows and columns: around every tile, and where rows crowd into a few places of the cache.
  static let sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 16, 19, 20, 21, 32, 33, 64]
  /// Groups: less than are turned or copied at a time, as many, and more.
  static let groups = [4, 12, 28]

  package static func results() -> [GradientResult] {
    KernelTrial<DoubleLanes>().results(.float64) + KernelTrial<FloatLanes>().results(.float32)
  }
}

private final class KernelTrial<L: Lanes> {
  typealias Block = UnsafeMutablePointer<L>
  private var random = SplitMix64("kernels", "\(L.self)")
  private var worst: [(kernel: String, error: Double, message: String?)] = []

  func results(_ precision: GradientPrecision) -> [GradientResult] {
    for groups in KernelCheck.groups {
      for r in KernelCheck.sizes {
        // Each size beside a few others, all of them in turn.
        for step in 0..<4 {
          let k = KernelCheck.sizes[(r + 5 * step + groups) % KernelCheck.sizes.count]
          products(r, k, groups)
          outer(r, k, groups)
        }
        if r >= 16, r % 4 == 0 { for k in [4 * L.count, 8 * L.count] { turned(r, k, groups) } }
      }
    }
    return worst.map {
      GradientResult(
        family: "kernels", strategy: "kernels", nesting: "kernels", case: $0.kernel, order: 0, precision,
        units: $0.error / precision.unitRoundoff, message: $0.message)
    }
  }

  private func note(_ kernel: String, _ size: String, _ found: L.Element, _ right: L.Element) {
    let error = found == right ? 0 : max(1, Double((found - right).magnitude))
    let place = worst.firstIndex { $0.kernel == kernel } ?? worst.count
    if place == worst.count { worst.append((kernel, 0, nil)) }
    if error > worst[place].error || error.isNaN {
      worst[place] = (kernel, error.isNaN ? .infinity : error, "\(size): \(found), not \(right)")
    }
  }

  private func whole() -> L.Element { L.Element(Int.random(in: -9...9, using: &random)) }
  private func block(_ count: Int) -> Block {
    let block = Block.allocate(capacity: max(1, count))
    for i in 0..<count {
      block[i] = L(repeating: 0)
      for p in 0..<L.count { block[i][p] = whole() }
    }
    return block
  }

  /// W·x, with and without bias or summand, W as it is and transposed.
  private func products(_ r: Int, _ k: Int, _ groups: Int) {
    let w = UnsafeMutablePointer<L.Element>.allocate(capacity: r * k)
    for i in 0..<r * k { w[i] = whole() }
    let bias = UnsafeMutablePointer<L.Element>.allocate(capacity: r)
    for i in 0..<r { bias[i] = whole() }
    let (x, before) = (block(groups * k), block(groups * r))
    let out = Block.allocate(capacity: groups * r)
    defer {
      for p in [w, bias] { p.deallocate() }
      for p in [x, before, out] { p.deallocate() }
    }
    for (name, isWide) in [("wide product", true), ("narrow product", false)] {
      for (rs, cs) in [(k, 1), (1, r)] {
        let biases: [(Bool, UnsafePointer<L.Element>?)] = [
          (false, UnsafePointer(bias)), (false, nil), (true, nil),
        ]
        for (accumulating, own) in biases {
          out.update(from: before, count: groups * r)
          if isWide {
            Gemm.wideAffine(
              r, k, groups: groups, w, rs, cs, x, into: out, bias: own, accumulating: accumulating)
          } else {
            Gemm.narrowAffine(
              r, k, groups: groups, w, rs, cs, x, into: out, bias: own, accumulating: accumulating)
          }
          for g in 0..<groups {
            for i in 0..<r {
              let p = (g + i) % L.count
              var sum = accumulating ? before[g * r + i][p] : own?[i] ?? 0
              for j in 0..<k { sum += w[i * rs + j * cs] * x[g * k + j][p] }
              note(name, "row \(i) of \(r) x \(k), \(groups) groups", out[g * r + i][p], sum)
            }
          }
        }
      }
    }
  }

  /// z⊗x summed over groups, and z alone.
  private func outer(_ r: Int, _ k: Int, _ groups: Int) {
    typealias Panel = OuterProducts.Panel<L>
    let (z, x, scratch) = (block(groups * r), block(groups * k), block(OuterProducts.scratch(r, k)))
    let sums = Block.allocate(capacity: r * k)
    defer { for p in [z, x, scratch, sums] { p.deallocate() } }
    let (zs, xs) = (Panel(z, row: 1, group: r), Panel(x, row: 1, group: k))
    for (rs, cs) in [(k, 1), (1, r)] {
      for (way, name) in ["wide outer products", "narrow outer products", "outer products"].enumerated() {
        sums.initialize(repeating: L(repeating: 1), count: r * k)
        switch way {
        case 0: OuterProducts.wide(r, k, groups, zs, xs, into: sums, rs, cs)
        case 1: OuterProducts.narrow(r, k, groups, zs, xs, into: sums, rs, cs)
        default: OuterProducts.add(r, k, groups: groups, z, x, into: sums, rs, cs, scratch: scratch)
        }
        for i in 0..<r {
          for j in 0..<k {
            let p = (i + j) % L.count
            var sum: L.Element = 1
            for g in 0..<groups { sum += z[g * r + i][p] * x[g * k + j][p] }
            note(name, "(\(i), \(j)) of \(r) x \(k), \(groups) groups", sums[i * rs + j * cs][p], sum)
          }
        }
      }
    }
    sums.initialize(repeating: L(repeating: 1), count: r)
    Gemm.rowSums(r, groups: groups, z, into: sums)
    for i in 0..<r {
      let p = i % L.count
      let sum = (0..<groups).reduce(L.Element(1)) { $0 + z[$1 * r + i][p] }
      note("row sums", "row \(i) of \(r), \(groups) groups", sums[i][p], sum)
    }
  }

  /// Sums along the neurons.
  private func turned(_ r: Int, _ k: Int, _ groups: Int) {
    let (z, x, scratch) = (
      block(groups * r), block(groups * k), block(OuterProducts.scratchTransposed(L.self))
    )
    let rs = k + 3
    let sums = UnsafeMutablePointer<L.Element>.allocate(capacity: r * rs)
    sums.initialize(repeating: 1, count: r * rs)
    defer {
      for p in [z, x, scratch] { p.deallocate() }
      sums.deallocate()
    }
    OuterProducts.addTransposed(r, k, groups: groups, z, x, into: sums, rs, scratch: scratch)
    for i in 0..<r {
      for j in 0..<rs {
        var sum: L.Element = 1
        if j < k {
          for g in 0..<groups { for p in 0..<L.count { sum += z[g * r + i][p] * x[g * k + j][p] } }
        }
        note("outer products turned", "(\(i), \(j)) of \(r) x \(k), \(groups) groups", sums[i * rs + j], sum)
      }
    }
  }
}
