// SPDX-License-Identifier: MIT

import Blocks

/// L-BFGS with a strong Wolfe line search (Liu and Nocedal, Math. Programming 45 (1989) 503): state in, state
/// out.
package struct LBFGS: Sendable {
  /// How many of the last steps the inverse Hessian is made of.
  package var memory = 50
  var search = WolfeSearch()

  package init() {}

  /// What one step hands to the next.
  package struct State: Sendable, Equatable {
    /// s = change of the parameters, y = change of the gradient, the oldest first.
    package internal(set) var pairs: [Pair] = []
    /// Loss and gradient at the parameters; nil before the first step.
    package internal(set) var loss: Double?
    package internal(set) var gradient: [Double] = []
    /// Whether not even the gradient's own direction led to a lower loss.
    package internal(set) var isStalled = false
    package init() {}
    package init(pairs: [Pair], loss: Double?, gradient: [Double], isStalled: Bool) {
      self.pairs = pairs
      self.loss = loss
      self.gradient = gradient
      self.isStalled = isStalled
    }
  }
  /// - Note: s·y > 0.
  package struct Pair: Sendable, Equatable {
    package let s: [Double]
    package let y: [Double]
    let sy: Double
    package init(s: [Double], y: [Double]) {
      self.s = s
      self.y = y
      sy = dot(s, y)
    }
  }

  /// One step.
  /// - Parameter evaluate: the loss and its gradient; it may be asked several times.
  /// - Returns: the new state and parameters, and the loss there, which is no higher.
  package func update(
    _ state: State, _ parameters: [Double],
    _ evaluate: ([Double]) throws -> (loss: Double, gradient: [Double])
  ) rethrows -> (state: State, parameters: [Double], loss: Double) {
    var state = state
    if state.loss == nil {
      let (loss, gradient) = try evaluate(parameters)
      (state.loss, state.gradient) = (loss, gradient)
    }
    let (loss, g) = (state.loss!, state.gradient)
    guard loss.isFinite else { return (state, parameters, loss) }
    // The last resort is the gradient alone.
    for pairs in state.pairs.isEmpty ? [[]] : [state.pairs, []] {
      let p = Self.direction(pairs, g)
      let slope = dot(p, g)
      guard slope < 0 else { continue }
      let first = pairs.isEmpty ? min(1, 1 / g.reduce(0) { $0 + abs($1) }) : 1
      let start = WolfeSearch.Sample(step: 0, value: loss, slope: slope, gradient: g)
      let found = try search.search(from: start, first: first) { step in
        let (loss, gradient) = try evaluate(moved(parameters, by: step, along: p))
        return WolfeSearch.Sample(step: step, value: loss, slope: dot(gradient, p), gradient: gradient)
      }
      guard let found else { continue }
      let pair = Pair(s: p.map { found.step * $0 }, y: zip(found.gradient, g).map { $0 - $1 })
      // Without curvature along the step, the matrix would no longer be positive definite.
      state.pairs = (pairs + (pair.sy > 0 ? [pair] : [])).suffix(memory)
      (state.loss, state.gradient) = (found.value, found.gradient)
      return (state, moved(parameters, by: found.step, along: p), found.value)
    }
    state.isStalled = true
    return (state, parameters, loss)
  }

  /// −H g by the two-loop recursion, H₀ = s·y/y·y of the last pair.
  static func direction(_ pairs: [Pair], _ g: [Double]) -> [Double] {
    var q = g
    var alphas: [Double] = []
    for pair in pairs.reversed() {
      let alpha = dot(pair.s, q) / pair.sy
      alphas.append(alpha)
      move(&q, by: -alpha, along: pair.y)
    }
    if let last = pairs.last {
      let scale = last.sy / dot(last.y, last.y)
      q = q.map { scale * $0 }
    }
    for (pair, alpha) in zip(pairs, alphas.reversed()) {
      move(&q, by: alpha - dot(pair.y, q) / pair.sy, along: pair.s)
    }
    return q.map { -$0 }
  }
}

// A direction is a hundred of these, which one thread does while the others wait: vector instructions, over
// pointers.

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  precondition(a.count == b.count)
  return a.withUnsafeBytes { a in
    b.withUnsafeBytes { b in
      var (even, odd) = (DoubleLanes(repeating: 0), DoubleLanes(repeating: 0))
      let size = MemoryLayout<Double>.size
      func lanes(_ bytes: UnsafeRawBufferPointer, _ i: Int) -> DoubleLanes {
        bytes.loadUnaligned(fromByteOffset: i * size, as: DoubleLanes.self)
      }
      let count = a.count / size
      let whole = count / 16 * 16
      for i in stride(from: 0, to: whole, by: 16) {
        even = even.adding(lanes(a, i), times: lanes(b, i))
        odd = odd.adding(lanes(a, i + 8), times: lanes(b, i + 8))
      }
      let (x, y) = (a.bindMemory(to: Double.self), b.bindMemory(to: Double.self))
      return (whole..<count).reduce((even + odd).sum()) { $0 + x[$1] * y[$1] }
    }
  }
}

private func move(_ x: inout [Double], by step: Double, along p: [Double]) {
  precondition(x.count == p.count)
  x.withUnsafeMutableBufferPointer { x in
    p.withUnsafeBufferPointer { p in for i in x.indices { x[i] += step * p[i] } }
  }
}

private func moved(_ x: [Double], by step: Double, along p: [Double]) -> [Double] {
  var x = x
  move(&x, by: step, along: p)
  return x
}
