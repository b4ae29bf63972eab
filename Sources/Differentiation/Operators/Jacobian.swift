// SPDX-License-Identifier: MIT

import RealModule

/// f(x) and its Jacobian by forward mode: one evaluation of f per variable. The better one where f has at
/// least as many results as variables.
///
///     jacobian(at: [3.0, 2]) { x in [x[0] * x[1], x[0] + x[1]] }                   // (6, 5), ((2, 3), (1, 1))
///
/// - Returns: ∂ⱼfᵢ as `jacobian[i][j]`.
@inlinable public func jacobian<S: Scalar>(
  at x: [S], of f: ([Dual<S>]) throws -> [Dual<S>]
) rethrows -> (values: [S], jacobian: [[S]]) {
  if x.isEmpty {
    let y = try f([])
    return (y.map(\.value), y.map { _ in [] })
  }
  var values: [S] = []
  var rows: [[S]] = []
  for j in x.indices {
    let y = try f(x.indices.map { Dual(x[$0], $0 == j ? 1 : nil) })
    if j == 0 { (values, rows) = (y.map(\.value), y.map { _ in [] }) }
    for i in rows.indices { rows[i].append(y[i].tangent) }
  }
  return (values, rows)
}

/// The same by reverse mode: one evaluation of f, and one sweep back per result.
///
///     reverseJacobian(at: [3.0, 2]) { x in [x[0] * x[1], x[0] + x[1]] }
@inlinable public func reverseJacobian<S: Scalar>(
  at x: [S], of f: ([ReverseNumber<S>]) throws -> [ReverseNumber<S>]
) rethrows -> (values: [S], jacobian: [[S]]) {
  let tape = Tape<S>()
  let variables = x.map { tape.variable($0) }
  let y = try f(variables)
  return withExtendedLifetime(tape) {
    (y.map(\.value), y.map { tape.pullback($0, seed: 1, to: variables) })
  }
}
