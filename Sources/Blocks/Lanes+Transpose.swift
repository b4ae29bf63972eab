// SPDX-License-Identifier: MIT

import Differentiation

extension Lanes {
  /// Each of log₂ rounds interleaves the first half of the vectors with the second.
  @inlinable @inline(__always) package static func transpose(
    _ x: UnsafeMutablePointer<Self>, into out: UnsafeMutablePointer<Self>, _ stride: Int
  ) {
    withUnsafeTemporaryAllocation(of: Self.self, capacity: 32) { memory in
      let half = count / 2
      var (from, to) = (memory.baseAddress!, memory.baseAddress! + count)
      for i in 0..<half { interleave(x[i], x[i + half], &to[2 * i], &to[2 * i + 1]) }
      var done = 4
      while done < count {
        swap(&from, &to)
        for i in 0..<half { interleave(from[i], from[i + half], &to[2 * i], &to[2 * i + 1]) }
        done *= 2
      }
      for i in 0..<half {
        interleave(to[i], to[i + half], &out[2 * i * stride], &out[(2 * i + 1) * stride])
      }
    }
  }
}

extension DoubleLanes {
  /// The same in registers.
  @inlinable @inline(__always) package static func transpose(
    _ x: UnsafeMutablePointer<Self>, into out: UnsafeMutablePointer<Self>, _ stride: Int
  ) {
    @inline(__always) func pair(_ a: Vector, _ b: Vector) -> (Vector, Vector) {
      var (first, second) = (Self(a), Self(b))
      interleave(Self(a), Self(b), &first, &second)
      return (first.v, second.v)
    }
    let (a0, a1) = pair(x[0].v, x[4].v)
    let (a2, a3) = pair(x[1].v, x[5].v)
    let (a4, a5) = pair(x[2].v, x[6].v)
    let (a6, a7) = pair(x[3].v, x[7].v)
    let (b0, b1) = pair(a0, a4)
    let (b2, b3) = pair(a1, a5)
    let (b4, b5) = pair(a2, a6)
    let (b6, b7) = pair(a3, a7)
    let (c0, c1) = pair(b0, b4)
    let (c2, c3) = pair(b1, b5)
    let (c4, c5) = pair(b2, b6)
    let (c6, c7) = pair(b3, b7)
    (out[0].v, out[stride].v, out[2 * stride].v, out[3 * stride].v) = (c0, c1, c2, c3)
    (out[4 * stride].v, out[5 * stride].v, out[6 * stride].v, out[7 * stride].v) = (c4, c5, c6, c7)
  }
}
