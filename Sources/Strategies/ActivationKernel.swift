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
