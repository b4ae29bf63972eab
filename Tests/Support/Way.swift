// SPDX-License-Identifier: MIT

import Differentiation

/// One level of differentiation as a type, so that a nesting case is written once for every pair of levels.
package protocol Way {
  associatedtype Lower: Scalar
  associatedtype Number: Scalar
  /// A number of the level around, seen from inside.
  static func lift(_ x: Lower) -> Number
  static func derivative(at x: Lower, of f: (Number) -> Number) -> Lower
}

package enum ByDual<S: Scalar>: Way {
  package static func lift(_ x: S) -> Dual<S> { Dual(x, nil) }
  package static func derivative(at x: S, of f: (Dual<S>) -> Dual<S>) -> S {
    Differentiation.derivative(at: x, of: f)
  }
}

package enum ByTape<S: Scalar>: Way {
  package static func lift(_ x: S) -> ReverseNumber<S> { ReverseNumber(constant: x) }
  package static func derivative(at x: S, of f: (ReverseNumber<S>) -> ReverseNumber<S>) -> S {
    gradient(at: [x]) { f($0[0]) }.gradient[0]
  }
}

package enum BySeries<S: Scalar>: Way {
  package static func lift(_ x: S) -> Taylor2<S> { Taylor2(x, slope: nil) }
  package static func derivative(at x: S, of f: (Taylor2<S>) -> Taylor2<S>) -> S {
    f(Taylor2(x, slope: 1))[1]
  }
}

/// In the second of the two directions.
package enum ByHyperDual<S: Scalar>: Way {
  package static func lift(_ x: S) -> HyperDual<S> { HyperDual(x, nil, nil, nil) }
  package static func derivative(at x: S, of f: (HyperDual<S>) -> HyperDual<S>) -> S {
    f(HyperDual(x, nil, 1, nil)).e2
  }
}

/// Told apart at run time, and by type from the level around.
package enum ByTag<S: Scalar>: Way {
  package static func lift(_ x: S) -> Tagged<S> { Tagged(x) }
  package static func derivative(at x: S, of f: (Tagged<S>) -> Tagged<S>) -> S {
    Tagged.derivative(at: Tagged(x), of: f).primal
  }
}

/// Told apart at run time alone: both levels have one type.
package enum ByTagAlone<S: Scalar>: Way {
  package static func lift(_ x: Tagged<S>) -> Tagged<S> { x }
  package static func derivative(at x: Tagged<S>, of f: (Tagged<S>) -> Tagged<S>) -> Tagged<S> {
    Tagged.derivative(at: x, of: f)
  }
}
