// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// What a table says at each place: the unknowns and their derivatives, each followed by its bar, if it has
/// one.
///
/// One unknown is called `u`, several `u1`, `u2`, … as in the printed equation; a derivative is `u_xx` or
/// `u1_xx`, the bar of each `…_bar`. All columns of one unknown stand together.
package struct Columns: Sendable, Equatable {
  package let coordinates: [Coordinate]
  package let unknowns: Int
  /// The value first, then the derivatives.
  package let indices: [MultiIndex]
  /// Whether each is followed by its bar.
  package var hasBars = true

  /// - Parameter derivatives: whether all derivatives that the reference measures are columns too.
  package init(_ problem: any Problem, derivatives: Bool) {
    self.init(problem, derivatives ? problem.reference.indices : [.value])
  }

  /// - Parameter indices: which the reference measures, the value among them.
  init(_ problem: any Problem, _ indices: [MultiIndex]) {
    coordinates = problem.domain.coordinates
    unknowns = problem.unknowns
    letters = problem.unknownNames
    self.indices = indices.sorted()
  }

  /// `u`, or `u1` and so on.
  package let letters: [String]

  /// The names of the measured columns.
  package var fields: [String] {
    letters.flatMap { u in
      indices.flatMap { index -> [String] in
        let name = index == .value ? u : "\(u)_\(index)"
        return hasBars ? [name, name + "_bar"] : [name]
      }
    }
  }

  /// The names of all columns.
  package var names: [String] { coordinates.map(\.description) + fields }
}
