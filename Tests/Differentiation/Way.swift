// SPDX-License-Identifier: MIT

@testable import Differentiation
import Gradients

/// One level of differentiation as a type, so that a nesting case is written once for every pair of levels.
protocol Way {
  associatedtype Lower: Scalar
  associatedtype Number: Scalar
  /// A number of the level around, seen from inside.
  static func lift(_ x: Lower) -> Number
  static func derivative(at x: Lower, of f: (Number) -> Number) -> Lower
}

enum Forward<S: Scalar>: Way {
  static func lift(_ x: S) -> Dual<S> { Dual(x, nil) }
  static func derivative(at x: S, of f: (Dual<S>) -> Dual<S>) -> S {
    Differentiation.derivative(at: x, of: f)
  }
}

enum Reverse<S: Scalar>: Way {
  static func lift(_ x: S) -> ReverseNumber<S> { ReverseNumber(x, -1, nil) }
  static func derivative(at x: S, of f: (ReverseNumber<S>) -> ReverseNumber<S>) -> S {
    gradient(at: [x]) { f($0[0]) }.gradient[0]
  }
}

enum Series<S: Scalar>: Way {
  static func lift(_ x: S) -> Taylor2<S> { Taylor2(x, slope: nil) }
  static func derivative(at x: S, of f: (Taylor2<S>) -> Taylor2<S>) -> S { f(Taylor2(x, slope: 1))[1] }
}

/// In the second of the two directions.
enum Hyper<S: Scalar>: Way {
  static func lift(_ x: S) -> HyperDual<S> { HyperDual(x, nil, nil, nil) }
  static func derivative(at x: S, of f: (HyperDual<S>) -> HyperDual<S>) -> S {
    f(HyperDual(x, nil, 1, nil)).e2
  }
}

/// Told apart at run time, and by type from the level around.
enum Labelled<S: Scalar>: Way {
  static func lift(_ x: S) -> Tagged<S> { Tagged(x) }
  static func derivative(at x: S, of f: (Tagged<S>) -> Tagged<S>) -> S {
    Tagged.derivative(at: Tagged(x), of: f).primal
  }
}

/// Told apart at run time alone: both levels have one type.
enum OneType<S: Scalar>: Way {
  static func lift(_ x: Tagged<S>) -> Tagged<S> { x }
  static func derivative(at x: Tagged<S>, of f: (Tagged<S>) -> Tagged<S>) -> Tagged<S> {
    Tagged.derivative(at: x, of: f)
  }
}

/// A pair of levels, the outer first.
struct Nesting<Ground: Scalar>: CustomStringConvertible {
  let description: String
  /// ∇L of a question whose inner derivative is by one coordinate.
  let gradient: (Question, [Ground]) -> [Ground]

  static var all: [Nesting] {
    inner(Forward<Ground>.self) + inner(Reverse<Ground>.self) + inner(Series<Ground>.self)
      + inner(Hyper<Ground>.self) + inner(Labelled<Ground>.self)
      + [
        Nesting(description: "Tagged in Tagged") {
          gradient($0, $1.map { Tagged($0) }, OneType<Ground>.self, OneType<Ground>.self).map(\.primal)
        }
      ]
  }
  @inline(never) @_semantics("optimize.sil.specialize.generic.never")
  private static func inner<O: Way>(_ o: O.Type) -> [Nesting] where O.Lower == Ground {
    [
      pair(o, Forward<O.Number>.self), pair(o, Reverse<O.Number>.self), pair(o, Series<O.Number>.self),
      pair(o, Hyper<O.Number>.self), pair(o, Labelled<O.Number>.self),
    ]
  }
  @inline(never) @_semantics("optimize.sil.specialize.generic.never")
  private static func pair<O: Way, I: Way>(_ o: O.Type, _ i: I.Type) -> Nesting
  where O.Lower == Ground, I.Lower == O.Number {
    Nesting(description: "\(I.Number.self)") { gradient($0, $1, o, i) }
  }
  @inline(never) @_semantics("optimize.sil.specialize.generic.never")
  private static func gradient<O: Way, I: Way>(
    _ question: Question, _ theta: [O.Lower], _: O.Type, _: I.Type
  ) -> [O.Lower] where I.Lower == O.Number {
    theta.indices.map { i in
      O.derivative(at: theta[i]) { (moved: O.Number) -> O.Number in
        var all = theta.map(O.lift)
        all[i] = moved
        let places = question.places(all)
        let captured = all.map(I.lift)
        let jets = places.map { x in
          [
            question.field(x + all)[0],
            I.derivative(at: x[0]) { y in question.field([y] + captured)[0] },
          ]
        }
        return question.terms(jets, at: places, all).reduce(O.Number(0.0)) { $0 + $1 }
      }
    }
  }
}
