// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// A nested derivative that is known: its right value, and the wrong ones that known faults give.
package protocol NestingCase: NestedFunction {
  /// Where the case, or the failure it shows, was published.
  var source: String { get }
  /// ∇L: a fraction, or a decimal number of at least 17 digits.
  var right: [String] { get }
  /// What faults make of it.
  var wrong: [KnownWrong] { get }
  /// Whether the chain rule has no answer, ∞·0, though the function has one: then no number is not wrong, and
  /// a number other than `right` is.
  var isSingular: Bool { get }
  /// Whether the function ends at the point: differences look beyond, and may see no number.
  var isAtEdge: Bool { get }
  /// L, where it is one term that needs no points; u_x at the first point if nothing else is said.
  func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S
}

/// A wrong gradient and what gives it.
package struct KnownWrong: Sendable {
  /// A fault by its name, or in words where no model of it is in the suite.
  package let fault: String
  package let gradient: [String]
  init(_ fault: Fault, _ gradient: String...) {
    self.fault = fault.rawValue
    self.gradient = gradient
  }
  init(_ fault: String, _ gradient: String...) {
    self.fault = fault
    self.gradient = gradient
  }
}

extension NestingCase {
  package var wrong: [KnownWrong] { [] }
  package var isSingular: Bool { false }
  package var isAtEdge: Bool { false }
  package func terms<S: Scalar>(_ u: [Jet<S>], at points: [[S]], _ theta: [S]) -> [S] { [value(u, theta)] }
  package func value<S: Scalar>(_ u: [Jet<S>], _ theta: [S]) -> S { u[0].x }
}

/// A stated number in extended precision.
func stated(_ text: String) -> Extended {
  let parts = text.split(separator: "/").map { Extended($0) ?? .nan }
  return parts.count == 2 ? parts[0] / parts[1] : parts.first ?? .nan
}

/// Every case, one row each.
package enum CaseCatalogue {
  /// Their values are rational: in exact arithmetic they hold with equality.
  package static let rational: [any NestingCase] = closures + polynomials + quotients + losses
  /// They hold to rounding.
  package static let real: [any NestingCase] = elementary + tails + structure + rows
  package static let all: [any NestingCase] = rational + real
}
