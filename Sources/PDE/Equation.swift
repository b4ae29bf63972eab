// SPDX-License-Identifier: MIT

import Differentiation

/// The equation as a reader writes it, made by running the problem's own code on symbols.
public struct Equation: Sendable {
  /// One line an equation and a condition: "u_t + u*u_x - nu*u_xx = 0".
  public let ascii: [String]
  /// The same lines for LaTeX's mathematics mode.
  public let latex: [String]
  /// The derivatives that the residuals and conditions read, the value among them: what a strategy must
  /// deliver.
  public let indices: [MultiIndex]
  /// Those that a condition reads.
  package let conditionIndices: [Condition: [MultiIndex]]

  public init(_ problem: any BoundaryValueProblem) {
    let record = Record()
    let unknowns = problem.unknowns
    let jet = Jet<Symbolic> { unknown, index in
      record.asked.insert(index)
      return Symbolic(unknown: unknown, of: unknowns, index)
    }
    let p = Point(problem.domain.coordinates, problem.domain.coordinates.map { Symbolic(symbol: "\($0)") })
    let residuals = problem.residuals(jet, at: p)
    var all = record.asked
    var read: [Condition: [MultiIndex]] = [:]
    let conditions = problem.conditions.map { condition in
      record.asked = []
      let mismatch = problem.mismatch(condition, jet, at: p)
      read[condition] = record.asked.union([.value]).sorted()
      all.formUnion(record.asked)
      return (condition, mismatch)
    }
    conditionIndices = read
    ascii =
      residuals.map { "\($0.ascii) = 0" }
      + conditions.map { "\($1.ascii) = 0 \($0.face.text(in: problem.domain))" }
    latex =
      residuals.map { "\($0.latex) = 0" }
      + conditions.map { "\($1.latex) = 0\\quad\\text{\($0.face.text(in: problem.domain))}" }
    indices = all.union([.value]).sorted()
  }

  /// The derivatives that a condition itself reads, the value only where it does.
  public static func indices(of condition: Condition, in problem: any BoundaryValueProblem) -> Set<MultiIndex>
  {
    let record = Record()
    let jet = Jet<Symbolic> { unknown, index in
      record.asked.insert(index)
      return Symbolic(unknown: unknown, of: problem.unknowns, index)
    }
    let p = Point(problem.domain.coordinates, problem.domain.coordinates.map { Symbolic(symbol: "\($0)") })
    _ = problem.mismatch(condition, jet, at: p)
    return record.asked
  }

  private final class Record { var asked: Set<MultiIndex> = [] }
}

extension Condition.Face {
  /// The point on the other end that a periodic condition compares with; nil for other conditions.
  package func partner<S: Scalar>(of p: Point<S>, in domain: Domain) -> Point<S>? {
    guard case .periodic(let c) = self, let i = domain.coordinates.firstIndex(of: c) else { return nil }
    var other = p
    other.values[i] = S(domain.ranges[i].upperBound)
    return other
  }

  /// "at x = -1, 1"
  func text(in domain: Domain) -> String {
    let planes = planes(in: domain)
    if self == .cut { return "on the faces of the cut" }
    guard self != .boundary, let coordinate = planes.first?.coordinate else { return "on the boundary" }
    if case .periodic(let c) = self, let range = domain[c] {
      return "the jump between \(c) = \(range.lowerBound) and \(c) = \(range.upperBound)"
    }
    let values = planes.map { $0.value == $0.value.rounded() ? "\(Int($0.value))" : "\($0.value)" }
    return "at \(coordinate) = " + values.joined(separator: ", ")
  }
}
