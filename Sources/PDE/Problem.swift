// SPDX-License-Identifier: MIT

import Differentiation

/// A differential equation with everything that is claimed about it: one file a problem.
///
/// The equation is Swift, generic in the number type, so that one text serves training, exact solutions and
/// printing. A problem never sees a strategy.
public protocol Problem: Sendable {
  /// How it is called on the command line.
  static var name: String { get }
  /// One sentence.
  static var summary: String { get }
  /// Where it, or its solution, is published; every problem of the catalogue has one.
  static var sources: [Source] { get }
  static var parameters: [Parameter] { get }
  init(_ settings: Settings)

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

  /// The truth.
  var reference: any ReferenceSolution { get }
  /// How the gate trains it.
  var recipe: TrainingConfiguration { get }
  /// The most that passes, by measure: at most a third of the nearest control's, at least three times the
  /// worst of 20 seeds. A measure without a bound is reported, not judged.
  func bounds(_ run: RunKind) -> Scores
  /// The worst of seeds 1 to 20 by Levenberg–Marquardt in Float64 and the fastest exact strategy, as
  /// `verify controls --seed 1-20` measures them.
  var worstOfSeeds: Scores { get }
  /// Wrong solutions that a bound must reject.
  var controls: [NegativeControl] { get }
  /// Single figures that a solution must also get right.
  var probes: [PointCheck] { get }
  /// Where errors are measured: the domain, less what lies so near a jump of the data that no smooth network
  /// follows.
  var scored: Domain { get }
  /// The grid over it: one count a coordinate; empty where there are too many coordinates for one, and errors
  /// are measured at scattered points.
  var testGrid: [Int] { get }
  /// Whether training is known to get stuck on it: its bounds are then those of seed 1, and so is
  /// `worstOfSeeds`; other seeds may do far worse.
  var isTrap: Bool { get }
  /// Whether a cell trains in at most two seconds on two cores, so that the gate can afford every strategy.
  var isQuick: Bool { get }
  /// The width of the thinnest layer, 1 where the solution varies over the unit length: the scale of
  /// difference steps.
  var lengthScale: Double { get }
}

extension Problem {
  public static var sources: [Source] { [] }
  public var unknowns: Int { 1 }
  public var conditions: [Condition] { [] }
  public func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S { u.value }
  public func ansatz<S: Scalar>(at p: Point<S>) -> Ansatz<S>? { nil }
  public var probes: [PointCheck] { [] }
  public var scored: Domain { domain }
  public var isQuick: Bool { true }
  public var isTrap: Bool { false }
  public var lengthScale: Double { 1 }
  public var name: String { Self.name }
  /// `u`, or `u1`, `u2`, … where there are several, as the printed equation calls them.
  public var unknownNames: [String] { unknowns == 1 ? ["u"] : (0..<max(0, unknowns)).map { "u\($0 + 1)" } }
}

/// A problem with one unknown and one equation.
public protocol ScalarProblem: Problem {
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S
}

extension ScalarProblem {
  public func residuals<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> [S] { [residual(u, at: p)] }
}

/// A condition on a face of the domain; what it demands is the problem's `mismatch`.
public struct Condition: Sendable, Hashable {
  /// Where it holds: an end of a coordinate's interval, both ends, or a plane inside.
  public enum Face: Sendable, Hashable {
    case lower(Coordinate), upper(Coordinate), ends(Coordinate)
    /// A plane inside the domain, for what is known there by symmetry.
    case plane(Coordinate, Double)
    /// The faces that the domain has where a box is cut out of it.
    case cut
    /// Both ends of every coordinate, and the faces of the cut.
    case boundary
    /// Both ends together: the problem's `mismatch` is given not a jet but its jump, what the jet has at the
    /// upper end less what it has at the lower; the point is that at the lower end.
    case periodic(Coordinate)
  }
  public let name: String
  /// Where it holds.
  public let face: Face
  /// Whether the ansatz fulfils it for every network; otherwise it is trained as a residual.
  public let isHard: Bool
  public init(_ name: String, on face: Face, hard: Bool) {
    self.name = name
    self.face = face
    isHard = hard
  }
}

/// u = g + d·N with known functions g and d of the point, one pair an unknown.
public struct Ansatz<S> {
  /// What the conditions prescribe.
  public let g: [S]
  /// Zero where they prescribe it.
  public let d: [S]
  public init(g: [S], d: [S]) {
    self.g = g
    self.d = d
  }
  public init(g: S, d: S) { self.init(g: [g], d: [d]) }
}
