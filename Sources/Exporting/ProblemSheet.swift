// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// What there is to know of a problem before it is solved, at given parameters.
package struct ProblemSheet: Sendable, Codable {
  package struct Condition: Sendable, Codable {
    package let name: String
    /// As in "boundary, value (Dirichlet)".
    package let kind: String
    /// Whether an ansatz of the problem fulfils it whatever the network.
    package let isHard: Bool
    package let ascii: String, latex: String
  }
  package struct Constant: Sendable, Codable {
    package let name: String, summary: String, value: Double, standard: Double, range: [Double], isWhole: Bool
  }
  package struct Reference: Sendable, Codable {
    /// "formula" or "computed".
    package let kind: String
    package let method: String
    package let barKind: BarKind
    /// The derivatives that come with bars, as in "xx"; the value is "".
    package let derivatives: [String]
  }
  package let name: String
  package let summary: String
  /// As in "evolution equation of order 2".
  package let kind: String
  package let equations: Metadata.Statement
  /// In the order in which points and arrays have them.
  package let coordinates: [String]
  package let unknowns: [String]
  package let domain: [String: [Double]]
  /// The box that is cut out of it; nil where nothing is.
  package let cut: [String: [Double]]?
  package let parameters: [Constant]
  package let conditions: [Condition]
  package let reference: Reference
  package let sources: [Source]

  /// - Parameter given: the parameters that the problem was made with.
  /// - Throws: ``SettingError``.
  package init(_ problem: any Problem, _ given: [String: Double] = [:]) throws {
    let (type, metadata) = (type(of: problem), try Metadata(problem, given))
    let statement = Equation(problem)
    let count = statement.ascii.count - problem.conditions.count
    name = problem.name
    summary = type.summary
    kind = Self.kind(problem, order: statement.indices.map(\.order).max() ?? 0)
    equations = Metadata.Statement(
      ascii: Array(statement.ascii.prefix(count)), latex: Array(statement.latex.prefix(count)))
    coordinates = metadata.coordinates
    unknowns = problem.unknownNames
    domain = metadata.domain
    cut = metadata.cut
    parameters = type.parameters.map { p in
      Constant(
        name: p.name, summary: p.summary, value: given[p.name] ?? p.standard, standard: p.standard,
        range: [p.range.lowerBound, p.range.upperBound], isWhole: p.isWhole)
    }
    conditions = problem.conditions.enumerated().map { k, condition in
      Condition(
        name: condition.name, kind: Self.kind(condition, in: problem), isHard: condition.isHard,
        ascii: statement.ascii[count + k], latex: statement.latex[count + k])
    }
    let ranges = problem.domain.ranges
    let inside = Point(problem.domain.coordinates, ranges.map { 0.7 * $0.lowerBound + 0.3 * $0.upperBound })
    let reference = problem.reference
    self.reference = Reference(
      kind: reference.formula(inside, near: inside) == nil ? "computed" : "formula",
      method: reference.method, barKind: reference.barKind,
      derivatives: reference.indices.sorted().map(\.description))
    sources = type.sources
  }

  private static func kind(_ problem: any Problem, order: Int) -> String {
    let coordinates = problem.domain.coordinates
    let isSystem = problem.unknowns > 1
    let noun =
      if coordinates.count == 1 {
        "ordinary differential equation"
      } else if coordinates.contains(.t) {
        "evolution equation"
      } else {
        "steady equation"
      }
    return isSystem ? "system of \(noun)s of order \(order)" : "\(noun) of order \(order)"
  }

  private static func kind(_ condition: PDE.Condition, in problem: any Problem) -> String {
    let place =
      switch condition.face {
      case .periodic: "periodic"
      case .lower(.t): "initial"
      case .upper(.t): "final"
      case .plane: "inside"
      case .lower, .upper, .ends, .boundary, .cut: "boundary"
      }
    let read = Equation.indices(of: condition, in: problem)
    let (value, slope) = (read.contains(.value), read.contains { $0 != .value })
    let what = value && slope ? "value and derivative" : slope ? "derivative" : "value"
    guard place == "boundary" else { return "\(place), \(what)" }
    return "\(place), \(what) (\(value && slope ? "Robin" : slope ? "Neumann" : "Dirichlet"))"
  }
}
