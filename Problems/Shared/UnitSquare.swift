// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// What the problems on the unit square share.
enum UnitSquare {
  /// u = 0 on all four sides.
  static let zeroSides = [
    Condition("left and right", on: .ends(.x), hard: true),
    Condition("bottom and top", on: .ends(.y), hard: true),
  ]
  /// x(1 − x) y(1 − y): zero on the boundary.
  static func bubble<S: Scalar>(_ p: Point<S>) -> S { p.x * (1 - p.x) * p.y * (1 - p.y) }
}
