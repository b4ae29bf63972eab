// SPDX-License-Identifier: MIT

import Differentiation

/// Levels told apart at run time, inside and around: ``Tagged`` numbers of one type.
package struct TaggedLevels: Differentiator {
  package init() {}
  package var name: String { "tagged" }
  package var nesting: String { "tagged over tagged" }
  package var mode: GradientMode { .forward }

  package func gradient<T: Scalar>(of question: Question, at theta: [T]) throws -> [T] {
    theta.indices.map { i in
      Tagged.derivative(at: Tagged(theta[i])) { moved in
        var theta = theta.map { Tagged($0) }
        theta[i] = moved
        return question.tagged(theta)
      }.primal
    }
  }
}

extension Question {
  fileprivate func tagged<T: Scalar>(_ theta: [Tagged<T>]) -> Tagged<T> {
    let places = places(theta)
    func derivative(_ x: [Tagged<T>], _ by: ArraySlice<Coordinate>) -> Tagged<T> {
      guard let c = by.last else { return field(x + theta)[0] }
      let i = coordinates.firstIndex(of: c)!
      return Tagged.derivative(at: x[i]) { moved in
        var y = x
        y[i] = moved
        return derivative(y, by.dropLast())
      }
    }
    let jets = places.map { x in indices.map { derivative(x, $0.coordinates[...]) } }
    return terms(jets, at: places, theta).total
  }
}
