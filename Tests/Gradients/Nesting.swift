// SPDX-License-Identifier: MIT

import TestSupport

@testable import Differentiation
@testable import Gradients

/// A pair of levels, the outer first.
struct Nesting<Ground: Scalar>: CustomStringConvertible {
  let description: String
  /// ∇L of a question whose inner derivative is by one coordinate.
  let gradient: (Question, [Ground]) -> [Ground]

  static var all: [Nesting] {
    inner(ByDual<Ground>.self) + inner(ByTape<Ground>.self) + inner(BySeries<Ground>.self)
      + inner(ByHyperDual<Ground>.self) + inner(ByTag<Ground>.self)
      + [
        Nesting(description: "Tagged in Tagged") {
          gradient($0, $1.map { Tagged($0) }, ByTagAlone<Ground>.self, ByTagAlone<Ground>.self).map(\.primal)
        }
      ]
  }
  @inline(never) @_semantics("optimize.sil.specialize.generic.never")
  private static func inner<O: Way>(_ o: O.Type) -> [Nesting] where O.Lower == Ground {
    [
      pair(o, ByDual<O.Number>.self), pair(o, ByTape<O.Number>.self), pair(o, BySeries<O.Number>.self),
      pair(o, ByHyperDual<O.Number>.self), pair(o, ByTag<O.Number>.self),
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
