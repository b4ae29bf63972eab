// SPDX-License-Identifier: MIT

import Differentiation

/// The mathematics of a problem: unknown functions on a domain, the equations that they solve, and the
/// conditions that single one solution out.
///
/// The equations are Swift, generic in the number type, so that one text serves training, exact solutions and
/// printing. A problem never sees a strategy.
public protocol BoundaryValueProblem: Sendable {
  /// How messages call it.
  var name: String { get }
  var domain: Domain { get }
  /// How many unknowns u₁ … u_m.
  var unknowns: Int { get }
  /// The residuals of the equations: zero for a solution.
  func residuals<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> [S]
  /// Initial and boundary conditions.
  var conditions: [Condition] { get }
  /// By how much u misses the condition: zero for a solution.
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S
  /// u = g + d·N, for the conditions that a formula can carry; nil where there is none.
  func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>?
  /// The width of the thinnest layer, 1 where the solution varies over the unit length: the scale of
  /// difference steps.
  var lengthScale: Double { get }
}

extension BoundaryValueProblem {
  public var name: String { "\(Self.self)" }
  public var unknowns: Int { 1 }
  public var conditions: [Condition] { [] }
  /// The unknown itself, where nothing else is said: u = 0 on the face.
  public func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u[condition.unknown].value
  }
  public func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { nil }
  public var lengthScale: Double { 1 }
  /// `u`, or `u1`, `u2`, … where there are several, as the printed equation calls them.
  public var unknownNames: [String] { unknowns == 1 ? ["u"] : (0..<max(0, unknowns)).map { "u\($0 + 1)" } }
  /// Whether an ansatz carries the hard conditions.
  package var hasAnsatz: Bool {
    ansatz(at: Point(domain.coordinates, domain.ranges.map(\.lowerBound))) != nil
  }
}

/// A boundary value problem with one unknown and one equation.
public protocol ScalarEquation: BoundaryValueProblem {
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S
}

extension ScalarEquation {
  public func residuals<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> [S] { [residual(u, at: p)] }
}

/// A boundary value problem with a name, parameters, and the truth: one file per problem.
public protocol Problem: BoundaryValueProblem {
  /// How it is called on the command line.
  static var name: String { get }
  /// One sentence.
  static var summary: String { get }
  /// Where it, or its solution, is published; every problem of the catalogue has one.
  static var sources: [Source] { get }
  static var parameters: [Parameter] { get }
  init(_ settings: Settings)

  /// The truth.
  var reference: any ReferenceSolution { get }
}

extension Problem {
  public static var sources: [Source] { [] }
  public static var parameters: [Parameter] { [] }
  public var name: String { Self.name }
}

/// A problem with one unknown and one equation.
public typealias ScalarProblem = Problem & ScalarEquation
