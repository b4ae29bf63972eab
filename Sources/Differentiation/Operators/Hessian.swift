// SPDX-License-Identifier: MIT

import RealModule

/// f(x), its gradient and its Hessian by forward over reverse mode: one evaluation of f and one sweep back
/// per variable.
///
///     hessian(at: [3.0, 2]) { x in x[0] * x[0] * x[1] }                            // 18, (12, 9), ((4, 6), (6, 0))
///
/// - Returns: ∂ᵢ∂ⱼf as `hessian[i][j]`.
@inlinable public func hessian<S: Scalar>(
  at x: [S], of f: ([ReverseNumber<Dual<S>>]) throws -> ReverseNumber<Dual<S>>
) rethrows -> (value: S, gradient: [S], hessian: [[S]]) {
  if x.isEmpty { return (try f([]).value.value, [], []) }
  var first: (value: S, gradient: [S])?
  let rows = try x.indices.map { j in
    let direction = x.indices.map { $0 == j ? S(1) : nil }
    let row = try gradientAndSlope(at: x, along: direction, of: f)
    first = first ?? (row.value, row.gradient)
    return row.slope
  }
  return (first!.value, first!.gradient, rows)
}

/// The same by forward mode: one evaluation of f with a hyper-dual number per pair of variables.
///
///     forwardHessian(at: [3.0, 2]) { x in x[0] * x[0] * x[1] }
@inlinable public func forwardHessian<S: Scalar>(
  at x: [S], of f: ([HyperDual<S>]) throws -> HyperDual<S>
) rethrows -> (value: S, gradient: [S], hessian: [[S]]) {
  if x.isEmpty { return (try f([]).value, [], []) }
  var gradient: [S] = []
  var rows = x.map { _ in [S](repeating: 0, count: x.count) }
  var value: S?
  for i in x.indices {
    for j in 0...i {
      let y = try f(x.indices.map { HyperDual(x[$0], $0 == i ? 1 : nil, $0 == j ? 1 : nil, nil) })
      (rows[i][j], rows[j][i]) = (y.e12, y.e12)
      if i == j { gradient.append(y.e1) }
      value = y.value
    }
  }
  return (value!, gradient, rows)
}

/// f(x), its gradient, and the gradient's derivative along a direction whose absent parts are nil.
@inlinable func gradientAndSlope<S: Scalar>(
  at x: [S], along v: [S?], of f: ([ReverseNumber<Dual<S>>]) throws -> ReverseNumber<Dual<S>>
) rethrows -> (value: S, gradient: [S], slope: [S]) {
  let all = try gradient(at: zip(x, v).map { Dual($0, $1) }, of: f)
  return (all.value.value, all.gradient.map(\.value), all.gradient.map(\.tangent))
}
