// SPDX-License-Identifier: MIT

import RealModule

/// f(x) and its gradient by reverse mode: one evaluation of f and one sweep back, however many variables
/// there are.
///
///     gradient(at: [3.0, 2]) { x in x[0] * x[0] * x[1] }                           // 18, (12, 9)
///
/// Nested calls differentiate each other's result: the tapes differ by type.
/// - Returns: ∂ᵢf in the order of the variables.
@inlinable public func gradient<S: Scalar>(
  at x: [S], of f: ([ReverseNumber<S>]) throws -> ReverseNumber<S>
) rethrows -> (value: S, gradient: [S]) {
  let tape = Tape<S>()
  let variables = x.map { tape.variable($0) }
  let y = try f(variables)
  return withExtendedLifetime(tape) { (y.value, tape.pullback(y, seed: 1, to: variables)) }
}

/// The same by forward mode: one evaluation of f with a dual number per variable, and no memory of the
/// operations.
///
///     forwardGradient(at: [3.0, 2]) { x in x[0] * x[0] * x[1] }         // 18, (12, 9)
@inlinable public func forwardGradient<S: Scalar>(
  at x: [S], of f: ([Dual<S>]) throws -> Dual<S>
) rethrows -> (value: S, gradient: [S]) {
  let rows = try jacobian(at: x) { [try f($0)] }
  return (rows.values[0], rows.jacobian[0])
}
