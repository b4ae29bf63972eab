// SPDX-License-Identifier: MIT

import RealModule

/// f′(x) by a dual number.
///
///     derivative(at: 2.0) { x in x * x * x }                                       // 12
///     derivative(at: 2.0) { x in x * derivative(at: Dual(1, nil)) { y in Dual(x, nil) * y } }  // 4
///
/// In the second line the outer x is a constant of the inner level, `Dual(x, nil)`: levels differ by type.
@inlinable public func derivative<S: Scalar>(
  at x: S, of f: (Dual<S>) throws -> Dual<S>
) rethrows -> S {
  try f(Dual(x, 1)).tangent
}

/// The derivatives f(x), f′(x), …, f⁽ⁿ⁾(x) by one Taylor series of the order n of `T`.
@inlinable public func derivatives<T: TaylorSeries>(
  at x: T.Base, as type: T.Type = T.self, of f: (T) throws -> T
) rethrows -> [T.Base] {
  let y = try f(T(x, slope: 1))
  return (0...T.order).map { y.derivative($0) }
}

/// u, ∂₁u, ∂₂u, ∂₁∂₂u of f(x, y) by a hyper-dual number.
@inlinable public func mixedDerivative<S: Scalar>(
  at x: S, _ y: S, of f: (HyperDual<S>, HyperDual<S>) throws -> HyperDual<S>
) rethrows -> HyperDual<S> {
  try f(HyperDual(x, 1, 0, 0), HyperDual(y, 0, 1, 0))
}
