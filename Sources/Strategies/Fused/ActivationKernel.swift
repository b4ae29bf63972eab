// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

/// An activation on a layer's channels, and its adjoint, in one loop each.
protocol ActivationKernel: Sendable {
  func compose<F: SlopeSource>(_ f: F, _ z: Block<F.L>, _ y: Block<F.L>)
  func pullback<F: SlopeSource>(_ f: F, _ g: Block<F.L>, _ z: Block<F.L>, _ adjoint: Block<F.L>)
}

extension ActivationKernel {
  /// The channels of y = f(z).
  func compose<L: Lanes>(_ f: ActivationDerivatives<L>, _ z: Block<L>, into y: Block<L>) {
    switch f {
    case .tanh: compose(TanhSlopes(z: z.base!, y: y.base!), z, y)
    case .known(let f): compose(KnownSlopes(f), z, y)
    }
  }
  /// The adjoints of z's channels from those of y's.
  func pullback<L: Lanes>(
    _ f: ActivationDerivatives<L>, _ g: Block<L>, _ z: Block<L>, _ y: Block<L>, into adjoint: Block<L>
  ) {
    switch f {
    case .tanh: pullback(TanhSlopes(z: z.base!, y: y.base!), g, z, adjoint)
    case .known(let f): pullback(KnownSlopes(f), g, z, adjoint)
    }
  }
}

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
