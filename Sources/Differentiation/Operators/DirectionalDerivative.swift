// SPDX-License-Identifier: MIT

import RealModule

/// f(x) and its derivative along v, Σ vᵢ ∂ᵢf, by forward mode: one evaluation of f.
///
///     directionalDerivative(at: [3.0, 2], along: [1, 1]) { x in x[0] * x[0] * x[1] }  // 18, 21
///
/// - Parameters:
///   - x: where, one number per component.
///   - v: as long as x, of any length; it is not normalised.
///   - f: a function of all components.
@inlinable public func directionalDerivative<S: Scalar>(
  at x: [S], along v: [S], of f: ([Dual<S>]) throws -> Dual<S>
) rethrows -> (value: S, derivative: S) {
  precondition(v.count == x.count, "the direction has \(v.count) components, the point \(x.count)")
  let y = try f(zip(x, v).map { Dual($0, $1) })
  return (y.value, y.tangent)
}

/// The same by reverse mode: the gradient's product with v.
///
///     reverseDirectionalDerivative(at: [3.0, 2], along: [1, 1]) { x in x[0] * x[0] * x[1] }
@inlinable public func reverseDirectionalDerivative<S: Scalar>(
  at x: [S], along v: [S], of f: ([ReverseNumber<S>]) throws -> ReverseNumber<S>
) rethrows -> (value: S, derivative: S) {
  precondition(v.count == x.count, "the direction has \(v.count) components, the point \(x.count)")
  let all = try gradient(at: x, of: f)
  return (all.value, zip(all.gradient, v).reduce(0) { $0.adding($1.0, times: $1.1) })
}
