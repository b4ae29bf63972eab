// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

/// What is known of f and its derivatives at a block of sums.
enum ActivationDerivatives<L: Lanes> {
  /// f = tanh: all follow from its value, and are cheaper to compute than to keep.
  case tanh
  /// f, f′, f″ …
  case known([Block<L>])
}

/// f, f′, f″ and f′, f″, f‴ at the vector v. A type, not a closure, so that the loop holds no call.
protocol SlopeSource {
  associatedtype L: Lanes
  func forward(_ v: Int) -> (L, L, L)
  func backward(_ v: Int) -> (L, L, L)
}

struct TanhSlopes<L: Lanes>: SlopeSource {
  let z: UnsafeMutablePointer<L>
  let y: UnsafeMutablePointer<L>
  @inline(__always) func forward(_ v: Int) -> (L, L, L) {
    let y0 = L.tanh(z[v])
    let f1 = L.sechSquared(z[v], tanh: y0)
    return (y0, f1, L(repeating: -2) * y0 * f1)
  }
  @inline(__always) func backward(_ v: Int) -> (L, L, L) {
    let f1 = L.sechSquared(z[v], tanh: y[v])
    let minusTwo = L(repeating: -2)
    let f2 = minusTwo * y[v] * f1
    return (f1, f2, minusTwo * (f1 * f1).adding(y[v], times: f2))
  }
}

struct KnownSlopes<L: Lanes>: SlopeSource {
  let f: (UnsafeMutablePointer<L>, UnsafeMutablePointer<L>, UnsafeMutablePointer<L>, UnsafeMutablePointer<L>)
  /// Where the jet has no derivatives, f″ and f‴ are not there, and not needed.
  init(_ all: [Block<L>]) {
    let p = all.map { $0.base! }
    f = (p[0], p[1], p[min(2, p.count - 1)], p[min(3, p.count - 1)])
  }
  @inline(__always) func forward(_ v: Int) -> (L, L, L) { (f.0[v], f.1[v], f.2[v]) }
  @inline(__always) func backward(_ v: Int) -> (L, L, L) { (f.1[v], f.2[v], f.3[v]) }
}
