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

/// A condition that its problem cannot have.
public enum ConditionError: Error, Equatable, CustomStringConvertible {
  /// Its face is at an end of a coordinate that the domain lacks.
  case coordinate(condition: String, Coordinate, domain: [Coordinate])
  /// Its plane lies outside the coordinate's interval.
  case plane(condition: String, Coordinate, Double, ClosedRange<Double>)
  /// It is on the faces of a cut, and nothing is cut out of the domain.
  case cut(condition: String)
  /// It is about an unknown that the problem lacks.
  case unknown(condition: String, Int, count: Int)

  public var description: String {
    switch self {
    case .coordinate(let name, let c, let domain):
      "'\(name)' holds nowhere: it is on a face of \(c), and the domain has "
        + "\(domain.map(\.description).joined(separator: ", ")) alone; give Domain an interval of \(c), or the "
        + "condition another face"
    case .plane(let name, let c, let value, let range):
      "'\(name)' holds nowhere: its plane \(c) = \(value) lies outside [\(range.lowerBound), \(range.upperBound)]; "
        + "give a value within"
    case .cut(let name):
      "'\(name)' holds nowhere: it is on the faces of a cut, and nothing is cut out of the domain; see "
        + "Domain.without(_:)"
    case .unknown(let name, let unknown, let count):
      "'\(name)' is about unknown \(unknown), counted from 0, and there \(count == 1 ? "is 1" : "are \(count)"): "
        + "let it name one of 0...\(max(0, count - 1))"
    }
  }
}

extension BoundaryValueProblem {
  /// - Throws: ``ConditionError`` for the first condition that cannot be.
  public func checkConditions() throws(ConditionError) {
    for condition in conditions { if let error = error(of: condition) { throw error } }
  }

  /// nil for a condition that can be.
  package func error(of condition: Condition) -> ConditionError? {
    guard (0..<unknowns).contains(condition.unknown) else {
      return .unknown(condition: condition.name, condition.unknown, count: unknowns)
    }
    switch condition.face {
    case .lower(let c), .upper(let c), .ends(let c), .periodic(let c), .plane(let c, _):
      guard let range = domain[c] else {
        return .coordinate(condition: condition.name, c, domain: domain.coordinates)
      }
      guard case .plane(_, let value) = condition.face, !range.contains(value) else { return nil }
      return .plane(condition: condition.name, c, value, range)
    case .cut: return domain.cut == nil ? .cut(condition: condition.name) : nil
    case .boundary: return nil
    }
  }
}
