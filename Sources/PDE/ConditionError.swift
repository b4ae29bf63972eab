// SPDX-License-Identifier: MIT

import Differentiation

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
