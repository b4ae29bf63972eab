// SPDX-License-Identifier: MIT

import Differentiation

/// Loops over the lanes of a block whose bodies are too long to be inlined as a closure: a call for each
/// vector would cost as much as the vector itself.
@usableFromInline enum LanesKernel {
  /// o = tanh x
  @inlinable @inline(never) static func tanh<L: Lanes>(
    _ x: UnsafeMutablePointer<L>, into o: UnsafeMutablePointer<L>, _ count: Int
  ) {
    for i in 0..<count { o[i] = L.tanh(x[i]) }
  }

  /// o = sin(x + quarters·π/2)
  @inlinable @inline(never) static func sine<L: Lanes>(
    _ x: UnsafeMutablePointer<L>, quarters: Int, into o: UnsafeMutablePointer<L>, _ count: Int
  ) {
    for i in 0..<count { o[i] = L.sine(x[i], quarters: quarters) }
  }

  /// o = 1 − y², y = tanh x
  @inlinable @inline(never) static func sechSquared<L: Lanes>(
    _ x: UnsafeMutablePointer<L>, tanh y: UnsafeMutablePointer<L>, into o: UnsafeMutablePointer<L>,
    _ count: Int
  ) {
    for i in 0..<count { o[i] = L.sechSquared(x[i], tanh: y[i]) }
  }

  /// o = (1 − y²) g
  @inlinable @inline(never) static func sechSquared<L: Lanes>(
    _ x: UnsafeMutablePointer<L>, tanh y: UnsafeMutablePointer<L>, times g: UnsafeMutablePointer<L>,
    into o: UnsafeMutablePointer<L>, _ count: Int
  ) {
    for i in 0..<count { o[i] = L.sechSquared(x[i], tanh: y[i]) * g[i] }
  }

  /// o += (1 − y²) g
  @inlinable @inline(never) static func sechSquared<L: Lanes>(
    _ x: UnsafeMutablePointer<L>, tanh y: UnsafeMutablePointer<L>, times g: UnsafeMutablePointer<L>,
    addingTo o: UnsafeMutablePointer<L>, _ count: Int
  ) {
    for i in 0..<count { o[i] = o[i].adding(L.sechSquared(x[i], tanh: y[i]), times: g[i]) }
  }
}
