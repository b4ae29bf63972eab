// SPDX-License-Identifier: MIT

import RealModule

/// f(x) and its Laplacian Σ ∂ᵢ²f by forward mode: one evaluation of f with a Taylor series of order 2 per
/// variable.
///
///     laplacian(at: [3.0, 2]) { x in x[0] * x[0] * x[1] }                          // 18, 4
@inlinable public func laplacian<S: Scalar>(
  at x: [S], of f: ([Taylor2<S>]) throws -> Taylor2<S>
) rethrows -> (value: S, laplacian: S) {
  if x.isEmpty { return (try f([])[0], 0) }
  var value: S?
  var sum: S = 0
  for i in x.indices {
    let y = try f(x.indices.map { Taylor2(x[$0], slope: $0 == i ? 1 : nil) })
    sum += y.derivative(2)
    value = y[0]
  }
  return (value!, sum)
}

/// The same by forward over reverse mode, the trace of the Hessian: for what cannot be evaluated in series.
///
///     reverseLaplacian(at: [3.0, 2]) { x in x[0] * x[0] * x[1] }
@inlinable public func reverseLaplacian<S: Scalar>(
  at x: [S], of f: ([ReverseNumber<Dual<S>>]) throws -> ReverseNumber<Dual<S>>
) rethrows -> (value: S, laplacian: S) {
  let all = try hessian(at: x, of: f)
  return (all.value, x.indices.reduce(0) { $0 + all.hessian[$1][$1] })
}
