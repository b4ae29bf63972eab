// SPDX-License-Identifier: MIT

import RealModule

/// f(x), its gradient and the product H v of its Hessian with a vector, by forward over reverse mode: one
/// evaluation of f and one sweep back, and H is never formed.
///
///     hessianVectorProduct(at: [3.0, 2], along: [1, 1]) { x in x[0] * x[0] * x[1] }  // H v = (10, 6)
///
/// - Parameters:
///   - x: where, one number per component.
///   - v: as long as x.
///   - f: a function of all components.
@inlinable public func hessianVectorProduct<S: Scalar>(
  at x: [S], along v: [S], of f: ([ReverseNumber<Dual<S>>]) throws -> ReverseNumber<Dual<S>>
) rethrows -> (value: S, gradient: [S], product: [S]) {
  precondition(v.count == x.count, "the direction has \(v.count) components, the point \(x.count)")
  let all = try gradientAndSlope(at: x, along: v, of: f)
  return (all.value, all.gradient, all.slope)
}

/// The same by forward mode: one evaluation of f with a hyper-dual number per variable.
///
///     forwardHessianVectorProduct(at: [3.0, 2], along: [1, 1]) { x in x[0] * x[0] * x[1] }
@inlinable public func forwardHessianVectorProduct<S: Scalar>(
  at x: [S], along v: [S], of f: ([HyperDual<S>]) throws -> HyperDual<S>
) rethrows -> (value: S, gradient: [S], product: [S]) {
  precondition(v.count == x.count, "the direction has \(v.count) components, the point \(x.count)")
  if x.isEmpty { return (try f([]).value, [], []) }
  let all = try x.indices.map { i in
    try f(x.indices.map { HyperDual(x[$0], $0 == i ? 1 : nil, v[$0], nil) })
  }
  return (all[0].value, all.map(\.e1), all.map(\.e12))
}
