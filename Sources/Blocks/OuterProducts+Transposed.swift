// SPDX-License-Identifier: MIT

import Differentiation

// Outer products whose sums run along the neurons: the vectors of one operand are turned first, so that a
// register holds the sums of as many weights as it has lanes, and not one sum lane by lane. What is turned
// stays in the first cache, and there are fewer sums to load and store.
extension OuterProducts {
  /// Groups of points at a time.
  @usableFromInline static let turned = 12
  /// Vectors in a row of sums.
  @usableFromInline static let width = 4

  /// Whether ``addTransposed(_:_:groups:_:_:into:_:scratch:)`` takes these sizes, and is worth it.
  @inlinable package static func isTransposable<L: Lanes>(_ r: Int, _ k: Int, _: L.Type) -> Bool {
    Processor.hasWideRegisters && r >= 16 && r % 4 == 0 && k % (width * L.count) == 0
  }
  /// Vectors of scratch memory that it may use.
  @inlinable package static func scratchTransposed<L: Lanes>(_: L.Type) -> Int { turned * width * L.count }

  /// sums[i, j] += Σ_points z[i]·x[j] of blocks laid out `[group][row]`, `sums` with rows of `rs` numbers.
  /// - Parameters:
  ///   - r: rows of z, a multiple of 4.
  ///   - k: rows of x, a multiple of four times the lanes.
  @inlinable @inline(never) package static func addTransposed<L: Lanes>(
    _ r: Int, _ k: Int, groups: Int, _ z: UnsafeMutablePointer<L>, _ x: UnsafeMutablePointer<L>,
    into sums: UnsafeMutablePointer<L.Element>, _ rs: Int, scratch: UnsafeMutablePointer<L>
  ) {
    let block = width * L.count
    for first in stride(from: 0, to: groups, by: turned) {
      let count = min(turned, groups - first)
      for j in stride(from: 0, to: k, by: block) {
        for g in 0..<count {
          for b in 0..<width {
            L.transpose(x + ((first + g) * k + j + b * L.count), into: scratch + (g * block + b), width)
          }
        }
        for i in stride(from: 0, to: r, by: 4) {
          tile4xWidth(count, z + (first * r + i), r, scratch, sums + (i * rs + j), rs)
        }
      }
    }
  }

  /// Four rows × four vectors of sums in registers.
  /// - Parameters:
  ///   - group: vectors from one group of z to the next.
  ///   - x: `[point][vector of rows]`
  @inlinable @inline(__always) static func tile4xWidth<L: Lanes>(
    _ groups: Int, _ z: UnsafeMutablePointer<L>, _ group: Int, _ x: UnsafeMutablePointer<L>,
    _ sums: UnsafeMutablePointer<L.Element>, _ rs: Int
  ) {
    func row(_ i: Int) -> UnsafeMutableRawPointer { UnsafeMutableRawPointer(sums + i * rs) }
    func place(_ j: Int) -> Int { j * MemoryLayout<L>.stride }
    func load(_ i: Int) -> (L, L, L, L) {
      (
        row(i).loadUnaligned(fromByteOffset: place(0), as: L.self),
        row(i).loadUnaligned(fromByteOffset: place(1), as: L.self),
        row(i).loadUnaligned(fromByteOffset: place(2), as: L.self),
        row(i).loadUnaligned(fromByteOffset: place(3), as: L.self)
      )
    }
    func store(_ i: Int, _ a: L, _ b: L, _ c: L, _ d: L) {
      row(i).storeBytes(of: a, toByteOffset: place(0), as: L.self)
      row(i).storeBytes(of: b, toByteOffset: place(1), as: L.self)
      row(i).storeBytes(of: c, toByteOffset: place(2), as: L.self)
      row(i).storeBytes(of: d, toByteOffset: place(3), as: L.self)
    }
    var (c00, c01, c02, c03) = load(0)
    var (c10, c11, c12, c13) = load(1)
    var (c20, c21, c22, c23) = load(2)
    var (c30, c31, c32, c33) = load(3)
    var xx = x
    for g in 0..<groups {
      let zz = UnsafeMutableRawPointer(z + g * group).assumingMemoryBound(to: L.Element.self)
      for p in 0..<L.count {
        let (x0, x1, x2, x3) = (xx[0], xx[1], xx[2], xx[3])
        let z0 = L(repeating: zz[p])
        c00 = c00.adding(z0, times: x0)
        c01 = c01.adding(z0, times: x1)
        c02 = c02.adding(z0, times: x2)
        c03 = c03.adding(z0, times: x3)
        let z1 = L(repeating: zz[L.count + p])
        c10 = c10.adding(z1, times: x0)
        c11 = c11.adding(z1, times: x1)
        c12 = c12.adding(z1, times: x2)
        c13 = c13.adding(z1, times: x3)
        let z2 = L(repeating: zz[2 * L.count + p])
        c20 = c20.adding(z2, times: x0)
        c21 = c21.adding(z2, times: x1)
        c22 = c22.adding(z2, times: x2)
        c23 = c23.adding(z2, times: x3)
        let z3 = L(repeating: zz[3 * L.count + p])
        c30 = c30.adding(z3, times: x0)
        c31 = c31.adding(z3, times: x1)
        c32 = c32.adding(z3, times: x2)
        c33 = c33.adding(z3, times: x3)
        xx += width
      }
    }
    store(0, c00, c01, c02, c03)
    store(1, c10, c11, c12, c13)
    store(2, c20, c21, c22, c23)
    store(3, c30, c31, c32, c33)
  }
}
