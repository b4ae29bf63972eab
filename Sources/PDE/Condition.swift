// SPDX-License-Identifier: MIT

import Differentiation

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
  /// The unknown that it is about, from 0.
  public let unknown: Int
  /// Whether the ansatz fulfils it for every network; otherwise it is trained as a residual.
  public let isHard: Bool
  public init(_ name: String, of unknown: Int = 0, on face: Face, hard: Bool) {
    self.name = name
    self.unknown = unknown
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
