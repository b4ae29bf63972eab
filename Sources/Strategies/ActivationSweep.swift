// SPDX-License-Identifier: MIT

import Differentiation

/// An activation on a layer's channels, and its adjoint, in one loop each.
protocol ActivationSweep: Sendable {
  func compose<F: SlopeSource>(_ f: F, _ z: Chunk<F.L>, _ y: Chunk<F.L>)
  func pullback<F: SlopeSource>(_ f: F, _ g: Chunk<F.L>, _ z: Chunk<F.L>, _ adjoint: Chunk<F.L>)
}

extension ActivationSweep {
  /// The channels of y = f(z).
  func compose<L: Lanes>(_ f: Slopes<L>, _ z: Chunk<L>, into y: Chunk<L>) {
    switch f {
    case .tanh: compose(TanhSlopes(z: z.base!, y: y.base!), z, y)
    case .known(let f): compose(KnownSlopes(f), z, y)
    }
  }
  /// The adjoints of z's channels from those of y's.
  func pullback<L: Lanes>(
    _ f: Slopes<L>, _ g: Chunk<L>, _ z: Chunk<L>, _ y: Chunk<L>, into adjoint: Chunk<L>
  ) {
    switch f {
    case .tanh: pullback(TanhSlopes(z: z.base!, y: y.base!), g, z, adjoint)
    case .known(let f): pullback(KnownSlopes(f), g, z, adjoint)
    }
  }
}
